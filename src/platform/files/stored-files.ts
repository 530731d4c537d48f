import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import type { Database } from '../database/database.ts';
import { execute } from '../database/execute.ts';
import { UserError } from '../errors/user-error.ts';

/** What global ids of files begin with. */
export const FILE_PREFIX = 'fil';

/** Bytes of a chunk: what a writer of a file holds in memory. */
export const CHUNK_BYTES = 1024 * 1024;

/** Bytes that are read at once: as base64 they come in one read of a connection (64 KiB), and nothing has to be put together. */
const PIECE_BYTES = CHUNK_BYTES / 32;

/** What is known of a file that is complete. */
export interface StoredFileInfo {
  /** A uuid; clients get the global id that is made of it. */
  readonly id: string;
  /** Without a path and control characters, of 1 to 200 characters. */
  readonly name: string;
  readonly mediaType: string;
  /** Bytes; 0 of an export of nothing. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** From when on it may be gone; null for one that stays. */
  readonly expiresAt: Date | null;
}

/** The columns that `fileInfo` reads. */
export const INFO_COLUMNS = `id, name, media_type as "mediaType", size, sha256, created_at as "createdAt",
  created_by as "createdBy", expires_at as "expiresAt"`;

/** A row of `INFO_COLUMNS`; the driver gives 64-bit numbers as text. */
export type InfoRow = Omit<StoredFileInfo, 'size'> & { readonly size: string };

/** The file that a row tells of. */
export const fileInfo = (row: InfoRow): StoredFileInfo => ({ ...row, size: Number(row.size) });

/** What is known of a file, by its uuid; null where there is none, or where it is not complete. */
export async function findStoredFile(db: Database, id: string): Promise<StoredFileInfo | null> {
  const [row] = await db.query<InfoRow>(`select ${INFO_COLUMNS} from stored_file where id = $1 and complete`, [id]);
  return row ? fileInfo(row) : null;
}

/**
 * The bytes of a file, piece by piece.
 * @throws UserError NOT_FOUND for a file that is not there, or not complete; Error when it is deleted meanwhile
 */
export async function* readStoredFile(db: Database, id: string): AsyncGenerator<Buffer, void, void> {
  const file = await findStoredFile(db, id);
  if (!file) throw unknownFile();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    // The driver would ask for hexadecimal digits, which are more, and slower to read.
    const [row] = await db.query<{ base64: string }>(
      `select encode(substring(bytes from $3 for $4), 'base64') as base64 from stored_file_chunk where file_id = $1 and position = $2`,
      [id, Math.floor(at / CHUNK_BYTES), 1 + (at % CHUNK_BYTES), PIECE_BYTES],
    );
    if (!row) throw new Error(`The file ${id} was deleted while it was read.`);
    yield Buffer.from(row.base64, 'base64');
  }
}

/** Gives a file the key by which a link was promised, in the transaction that says that it is there. */
export async function giveKey(em: EntityManager, id: string, promised: string): Promise<void> {
  await execute(
    em,
    sql`
      with moved as (update stored_file_chunk set file_id = ${promised} where file_id = ${id})
      update stored_file set id = ${promised} where id = ${id}`,
  );
}

/** Chunks that are deleted at once: all those of a large file take longer than a statement may. */
const DELETED_AT_ONCE = 64;

/**
 * Deletes files, complete or not; those that are gone already are passed over. Nobody sees them from the start; where it breaks off,
 * what is left is swept once a day has passed. @throws the reason of the signal
 */
export async function deleteStoredFiles(db: Database, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  await db.query('update stored_file set complete = false where id = any($1::uuid[]) and complete', [ids]);
  for (let deleted = DELETED_AT_ONCE; deleted === DELETED_AT_ONCE; ) {
    signal?.throwIfAborted();
    const chunks = await db.query(
      `delete from stored_file_chunk where (file_id, position) in (
        select file_id, position from stored_file_chunk where file_id = any($1::uuid[]) limit ${DELETED_AT_ONCE}) returning position`,
      [ids],
    );
    deleted = chunks.length;
  }
  await db.query('delete from stored_file where id = any($1::uuid[])', [ids]);
}

const unknownFile = (): UserError =>
  new UserError('NOT_FOUND', [], {
    vi: 'Không có tệp này, hoặc tệp đã bị xoá.',
    en: 'There is no such file, or it has been deleted.',
  });
