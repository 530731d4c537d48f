import { type Grade, type JudgedQuery, QUERY_CLASSES, type QueryClass } from './judged-set.ts';

/** How many of the first answers count. */
export const DEPTH = 10;

/** What an engine answered to a query: ids of products, the first one first. */
export interface Answer {
  readonly judged: JudgedQuery;
  readonly ids: readonly string[];
}

/** The mean of some queries' scores, from 0 to 1. */
export interface ClassScore {
  readonly queries: number;
  readonly score: number;
}

/** Scores of one engine. A class without queries is left out. */
export interface Scores {
  readonly classes: ReadonlyMap<QueryClass, ClassScore>;
  /** Over all queries, each of the same weight. */
  readonly overall: ClassScore;
}

/** What an answer of a grade is worth at a rank; the first rank is 0. */
const worth = (grade: Grade | undefined, rank: number): number => (2 ** (grade ?? 0) - 1) / Math.log2(rank + 2);

/**
 * nDCG@10 of an answer with exponential gain: 1 when no order of the judged products would be better. A product that is
 * answered twice counts once. Of a query that has no answer, whether the answer is empty: 1 or 0.
 */
export function scoreAnswer({ judged: { grades }, ids }: Answer): number {
  if (grades.size === 0) return ids.length === 0 ? 1 : 0;
  const seen = new Set<string>();
  let gain = 0;
  for (const [rank, id] of ids.slice(0, DEPTH).entries()) {
    if (!seen.has(id)) gain += worth(grades.get(id), rank);
    seen.add(id);
  }
  return gain / idealGain([...grades.values()]);
}

/** The scores of answers by class and together. @throws RangeError without answers */
export function scoreAnswers(answers: readonly Answer[]): Scores {
  if (answers.length === 0) throw new RangeError('There are no answers to score.');
  const scored = answers.map((answer) => ({ queryClass: answer.judged.queryClass, score: scoreAnswer(answer) }));
  const byClass = Map.groupBy(scored, ({ queryClass }) => queryClass);
  const classes = QUERY_CLASSES.flatMap((queryClass) => {
    const group = byClass.get(queryClass);
    return group ? [[queryClass, meanOf(group)] as const] : [];
  });
  return { classes: new Map(classes), overall: meanOf(scored) };
}

const idealGain = (grades: readonly Grade[]): number =>
  grades
    .toSorted((a, b) => b - a)
    .slice(0, DEPTH)
    .reduce((sum, grade, rank) => sum + worth(grade, rank), 0);

const meanOf = (scored: readonly { score: number }[]): ClassScore => ({
  queries: scored.length,
  score: scored.reduce((sum, { score }) => sum + score, 0) / scored.length,
});
