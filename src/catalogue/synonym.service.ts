import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../platform/auth/viewer.ts';
import { expectVersion, type WriteContext, write } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import {
  type Check,
  type Checks,
  cleanGiven,
  line,
  nullable,
  required,
  withoutNulls,
} from '../platform/input/value-checks.ts';
import { accepted, refused } from '../platform/standards/parsed.ts';
import { namesOf, Synonym } from './synonym.entity.ts';
import { MAX_LENGTH, MAX_WORDS, readAs, SynonymDirection, SynonymKind } from './synonym-pair.ts';

interface SynonymFields {
  term?: string | null;
  synonym?: string | null;
  direction?: SynonymDirection | null;
  kind?: SynonymKind | null;
  note?: string | null;
}

interface CleanSynonym {
  term: string;
  synonym: string;
  direction: SynonymDirection;
  kind: SynonymKind;
  note: string | null;
}

export interface NewSynonym extends SynonymFields {
  term: string;
  synonym: string;
}

export interface SynonymVersion {
  id: string;
  version: number;
}

export interface SynonymChange extends SynonymFields, SynonymVersion {}

/** Most pairs: every process that searches keeps all of them in memory. */
const MAX_SYNONYMS = 10_000;

const name: Check<string> = (value) => {
  const parsed = line(MAX_LENGTH)(value);
  if (!parsed.ok) return parsed;
  const read = readAs(parsed.value);
  if (read === '') return refused('Cần ít nhất một từ.', 'This must have a word in it.');
  const words = read.split(' ').length;
  return words <= MAX_WORDS
    ? parsed
    : refused(`Có ${words} từ, tối đa là ${MAX_WORDS}.`, `This has ${words} words, at most ${MAX_WORDS} are allowed.`);
};

const CHECKS: Checks<SynonymFields, CleanSynonym> = {
  term: required(name),
  synonym: required(name),
  direction: required(accepted<SynonymDirection>),
  kind: required(accepted<SynonymKind>),
  note: nullable(line(500)),
};

/** Adds a pair of names; searches know it at once. @throws UserErrors with all that is wrong */
export const createSynonym = write(async ({ em, viewer }, input: NewSynonym): Promise<string> => {
  requireOperator(viewer);
  const problems = new Problems();
  const fields = cleanGiven(CHECKS, withoutNulls(input), problems);
  const synonym = new Synonym();
  const defaults = { direction: SynonymDirection.BOTH, kind: SynonymKind.OTHER, note: null, deletedAt: null };
  await put(em, synonym, { ...defaults, ...fields }, problems);
  if ((await em.count(Synonym, { deletedAt: null })) >= MAX_SYNONYMS) {
    problems.add(
      [],
      { vi: `Tối đa ${MAX_SYNONYMS} cặp từ đồng nghĩa.`, en: `At most ${MAX_SYNONYMS} synonyms are allowed.` },
      'LIMIT_EXCEEDED',
    );
  }
  problems.refuseAny();
  em.persist(synonym);
  return synonym.id;
});

/** Changes what is given of a pair; searches know it at once. @throws UserErrors */
export const updateSynonym = write(async (context, { id, version, ...input }: SynonymChange): Promise<string> => {
  requireOperator(context.viewer);
  const problems = new Problems();
  const fields = cleanGiven(CHECKS, input, problems);
  const synonym = await lockSynonym(context, { id, version });
  await put(context.em, synonym, fields, problems);
  problems.refuseAny();
  return synonym.id;
});

/** Deletes a pair for good: the seeds do not bring it back. @throws UserError NOT_FOUND, CONFLICT */
export const deleteSynonym = write(async (context, input: SynonymVersion): Promise<string> => {
  requireOperator(context.viewer);
  const synonym = await lockSynonym(context, input);
  synonym.deletedAt = context.now;
  return synonym.id;
});

async function lockSynonym({ em }: WriteContext, { id, version }: SynonymVersion): Promise<Synonym> {
  const synonym = await em.findOne(Synonym, { id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!synonym) {
    throw new UserError('NOT_FOUND', ['id'], {
      vi: 'Không có cặp từ đồng nghĩa nào mang mã này.',
      en: 'There is no synonym with this id.',
    });
  }
  expectVersion(synonym, version);
  return synonym;
}

/** Puts checked fields into a pair, unless its names would be the same, or another pair has them. */
async function put(
  em: EntityManager,
  synonym: Synonym,
  fields: Partial<CleanSynonym>,
  problems: Problems,
): Promise<void> {
  if (problems.has(['term']) || problems.has(['synonym'])) return;
  const names = namesOf(fields.term ?? synonym.term, fields.synonym ?? synonym.synonym);
  if (readAs(names.term) === readAs(names.synonym)) {
    problems.add(['synonym'], {
      vi: 'Hai từ này vốn được đọc như một khi tìm kiếm: không cần cặp nào.',
      en: 'The search reads these two as the same already: no pair is needed.',
    });
  } else if (names.pairKey !== synonym.pairKey && (await isTaken(em, names.pairKey))) {
    problems.add(
      ['synonym'],
      {
        vi: 'Hai từ này đã là một cặp, theo chiều này hoặc chiều kia; hãy sửa cặp đó.',
        en: 'These two are a pair already, in this order or the other; change that one.',
      },
      'DUPLICATE',
    );
  }
  Object.assign(synonym, fields, names);
}

const isTaken = async (em: EntityManager, pairKey: string): Promise<boolean> =>
  (await em.count(Synonym, { pairKey, deletedAt: null })) > 0;
