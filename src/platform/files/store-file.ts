import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Database } from '../database/database.ts';
import { UserError } from '../errors/user-error.ts';
import { cleanFileName } from './file-name.ts';
import {
  CHUNK_BYTES,
  deleteStoredFiles,
  fileInfo,
  INFO_COLUMNS,
  type InfoRow,
  type StoredFileInfo,
} from './stored-files.ts';

/** Milliseconds for which a file that came in waits to be taken. */
const WAITS = 7 * 24 * 60 * 60 * 1_000;

/** From when on a file that comes in now may be deleted, unless something takes it by then: see `takeFile`. */
export const untakenUntil = (now: Date): Date => new Date(now.getTime() + WAITS);

/** What a file is stored with; a context of a request or a job is one, too. */
export interface FileServices {
  readonly db: Database;
  readonly now: Date;
}

/** What is to be known of a file besides its bytes. */
export interface NewFile {
  /** As it came; it is cleaned. */
  readonly name: string;
  readonly mediaType: string;
  /** Who brought or made it. */
  readonly by: string;
  /** From when on it may be deleted; null or absent for one that stays. */
  readonly expiresAt?: Date | null;
  /** Bytes at most. */
  readonly maxBytes: number;
  /** Whether it may be of no bytes, as a list of nothing is. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Stores a file as it comes, one chunk in memory at a time. The source is asked for more only once a chunk is written. Nobody sees the
 * file before all of it is there; where the source fails, nothing is left.
 * @throws UserError LIMIT_EXCEEDED when it is larger than `maxBytes`, BAD_INPUT when it is empty and may not be; whatever the source throws
 */
export async function storeFile(
  { db, now }: FileServices,
  source: AsyncIterable<Uint8Array>,
  { name, mediaType, by, expiresAt = null, maxBytes, mayBeEmpty = false }: NewFile,
): Promise<StoredFileInfo> {
  const id = uuid();
  await db.query(
    `insert into stored_file (id, name, media_type, size, complete, created_at, created_by, expires_at)
    values ($1, $2, $3, 0, false, $4, $5, $6)`,
    [id, cleanFileName(name), mediaType, now, by, expiresAt],
  );
  try {
    const { size, sha256 } = await storeChunks(db, id, source, maxBytes);
    if (size === 0 && !mayBeEmpty) throw emptyFile();
    const [row] = await db.query<InfoRow>(
      `update stored_file set size = $2, sha256 = $3, complete = true where id = $1 returning ${INFO_COLUMNS}`,
      [id, size, sha256],
    );
    if (!row) throw new Error(`The file ${id} was deleted while it was stored.`);
    return fileInfo(row);
  } catch (error) {
    // What cannot be deleted now is swept once a day has passed.
    await deleteStoredFiles(db, [id]).catch(() => {});
    throw error;
  }
}

async function storeChunks(
  db: Database,
  id: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  // The driver copies what it sends, so that one buffer serves all chunks.
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let size = 0;
  let filled = 0;
  let position = 0;
  const write = async () => {
    await db.query('insert into stored_file_chunk (file_id, position, bytes) values ($1, $2, $3)', [
      id,
      position++,
      chunk.subarray(0, filled),
    ]);
    filled = 0;
  };
  for await (const piece of source) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    hash.update(piece);
    for (let taken = 0; taken < piece.byteLength; ) {
      const part = piece.subarray(taken, taken + CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.byteLength;
      taken += part.byteLength;
      if (filled === CHUNK_BYTES) await write();
    }
  }
  if (filled > 0) await write();
  return { size, sha256: hash.digest('hex') };
}

/** The error of a file with more than `maxBytes` bytes. */
export function tooLarge(maxBytes: number): UserError {
  const limit = maxBytes < CHUNK_BYTES ? `${maxBytes} byte` : `${Math.floor(maxBytes / CHUNK_BYTES)} MB`;
  return new UserError('LIMIT_EXCEEDED', [], {
    vi: `Tệp quá lớn: tối đa ${limit}.`,
    en: `The file is too large: at most ${limit}${limit.endsWith('byte') ? 's' : ''}.`,
  });
}

const emptyFile = (): UserError =>
  new UserError('BAD_INPUT', [], { vi: 'Tệp này trống, không có byte nào.', en: 'The file is empty.' });
