import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../../platform/auth/viewer.ts';
import { lockNumber, takeTurn } from '../../platform/database/locks.ts';
import { write } from '../../platform/database/write.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { takeFile } from '../../platform/files/take-file.ts';
import { Problems } from '../../platform/input/problems.ts';
import { httpUrl, line, nullable, withoutNulls } from '../../platform/input/value-checks.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { usedKey } from '../used-key.ts';
import { Import } from './import.entity.ts';
import { CHECK_IMPORT } from './import.jobs.ts';
import { nextRound } from './load-import.ts';
import { cleanOptions } from './options.ts';
import type { ImportOptionsChange } from './settings.ts';
import { findSource } from './sources.ts';

/** A file to bring in. */
export interface NewImport {
  kind: TransferKind;
  /** Key of a stored file; else `url` says where it is fetched from. */
  file?: string | null;
  url?: string | null;
  /** Name of the source; a new one is made of a new name. */
  source?: string | null;
  options?: ImportOptionsChange;
  /** The same key again answers the import that there is; it is refused with another file or kind. */
  idempotencyKey?: string | null;
}

/** Locks of the keys by which a start that is sent again is known. */
const IMPORT_KEYS = lockNumber('idempotency keys of imports');

/** Begins an import with a check, and answers its id. @throws UserErrors */
export const createImport = write(async (context, input: NewImport): Promise<string> => {
  requireOperator(context.viewer);
  const { em, by } = context;
  const problems = new Problems();
  const key = problems.take(['idempotencyKey'], nullable(line(200))(input.idempotencyKey ?? null)) ?? null;
  const options = await cleanOptions(em, input.options ?? {}, problems);
  if (key !== null) {
    await takeTurn(em, IMPORT_KEYS, key);
    const known = await em.findOne(Import, { idempotencyKey: key });
    if (known && !isOf(known, input)) throw usedKey();
    if (known) return known.id;
  }
  const file = await findFile(em, input);
  const fresh = Object.assign(new Import(), {
    kind: input.kind,
    ...file,
    createdBy: by,
    source: await findSource(em, input.kind, input.source ?? null),
    idempotencyKey: key,
    options: withoutNulls(options),
    ...NOTHING_READ,
  });
  em.persist(fresh);
  await addJob(em, CHECK_IMPORT, nextRound(fresh));
  return fresh.id;
});

/** Whether an import is of what is given; how it is read may have been changed since. */
function isOf(known: Import, { kind, file, url }: NewImport): boolean {
  const isOfFile = url == null ? known.url === null && known.file === file : known.url === URL.parse(url.trim())?.href;
  return known.kind === kind && isOfFile;
}

/** The file to bring in, which stays as long as the history of imports does; or where it is to be fetched from. */
async function findFile(
  em: EntityManager,
  { file, url }: NewImport,
): Promise<Pick<Import, 'file' | 'url' | 'fileName' | 'fileHash'>> {
  if ((file == null) === (url == null)) {
    throw new UserError('BAD_INPUT', ['file'], {
      vi: 'Cần đúng một trong hai: file hoặc url.',
      en: 'Exactly one of file and url is needed.',
    });
  }
  if (url != null) {
    const problems = new Problems();
    const address = problems.take(['url'], httpUrl(url));
    problems.refuseAny();
    return { file: null, url: address!, fileName: address!, fileHash: null };
  }
  const stored = await takeFile(em, file!);
  if (!stored) throw noSuchFile();
  return { file: stored.id, url: null, fileName: stored.name, fileHash: stored.sha256 };
}

const NOTHING_READ = {
  format: null,
  encoding: null,
  delimiter: null,
  sheet: null,
  headerRow: null,
  failureText: null,
  endedAt: null,
} satisfies Partial<Import>;

const noSuchFile = (): UserError =>
  new UserError('NOT_FOUND', ['file'], {
    vi: 'Không có tệp nào mang mã này, hoặc tệp chưa tải lên xong.',
    en: 'No file has this id, or it has not arrived whole.',
  });
