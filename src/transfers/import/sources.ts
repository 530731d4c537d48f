import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lockNumber, takeTurn } from '../../platform/database/locks.ts';
import { Problems } from '../../platform/input/problems.ts';
import { line } from '../../platform/input/value-checks.ts';
import { fold } from '../../platform/text/vietnamese.ts';
import { QuestionKind } from '../columns/question.ts';
import { isAbout } from '../columns/row-reader.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { type Import, ImportSource } from './import.entity.ts';

/** Locks of the names of sources: of several that make one at once, one does. */
const NEW_SOURCES = lockNumber('names of import sources');

/** Where files of a kind come from, by its name; one that is new is made. @throws UserErrors for a name that cannot be */
export async function findSource(
  em: EntityManager,
  kind: TransferKind,
  name: string | null,
): Promise<ImportSource | null> {
  if (name === null) return null;
  const problems = new Problems();
  const clean = problems.take(['source'], line(100)(name));
  problems.refuseAny();
  await takeTurn(em, NEW_SOURCES, `${kind} ${clean}`);
  const known = await em.findOne(ImportSource, { kind, name: clean! });
  if (known) return known;
  const source = Object.assign(new ImportSource(), { kind, name: clean! });
  em.persist(source);
  return source;
}

/** Names what is kept of a column: its header, however that is written. */
export const headerKey = (header: string): string => fold(header);

/** Keeps what was said of the columns and words of a file for the next of its source. */
export async function keepAnswers(em: EntityManager, { source, columns, answers }: Import): Promise<void> {
  if (!source) return;
  const kept = await em.findOneOrFail(ImportSource, source.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const headers = columns.flatMap(({ header, field, confidence }) =>
    header !== null && confidence === 'CHOSEN' ? [[headerKey(header), field] as const] : [],
  );
  kept.columns = { ...kept.columns, ...Object.fromEntries(headers) };
  // Which product a row means holds for that file alone: a new one would be made again by the next.
  const lasting = Object.entries(answers).filter(([key]) => !isAbout(QuestionKind.SAME_PRODUCT, key));
  kept.answers = { ...kept.answers, ...Object.fromEntries(lasting) };
}
