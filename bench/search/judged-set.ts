import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ProductFacts } from './facts.ts';
import { parseRule, type Rule } from './rules.ts';

/** How a query is written, or what is in it besides the thing. */
export const QUERY_CLASSES = [
  'exact',
  'folded',
  'telex',
  'joined',
  'typo',
  'regional',
  'place',
  'sentence',
  'english',
  'prefix',
  'absent',
] as const;
export type QueryClass = (typeof QUERY_CLASSES)[number];

/** 3 is just what the buyer wants, 2 is good, 1 would do. */
export type Grade = 1 | 2 | 3;

/** The catalogue that a part of the set is judged over. */
export type JudgedCatalogue = 'seeds' | 'generated';

/** A query with the grades of all products that answer it; any other product has none. */
export interface JudgedQuery {
  readonly queryClass: QueryClass;
  readonly query: string;
  /** Name of what is wanted, which several queries may share; empty for what is absent. */
  readonly need: string;
  /** By id of the product. Empty means that nothing must be found. */
  readonly grades: ReadonlyMap<string, Grade>;
}

type NeedColumn = 'need' | 'best' | 'good' | 'fair' | 'why';
type QueryColumn = 'class' | 'query' | 'need';

/**
 * The judged queries of a catalogue, resolved over what is published in it.
 * @throws Error when a query is of no class or wants what no line describes, and when two lines describe the same
 */
export function readJudgedSet(catalogue: JudgedCatalogue, products: readonly ProductFacts[]): JudgedQuery[] {
  const needs = new Map<string, ReadonlyMap<string, Grade>>([['', new Map()]]);
  for (const { need, best, good, fair } of readJudgements<NeedColumn>(`${catalogue}/needs.csv`)) {
    if (needs.has(need)) throw new Error(`${catalogue}/needs.csv describes "${need}" twice.`);
    needs.set(need, gradesOf(products, [parseRule(best), parseRule(good), parseRule(fair)]));
  }
  return readJudgements<QueryColumn>(`${catalogue}/queries.csv`).map(({ class: queryClass, query, need }) => {
    const grades = needs.get(need);
    if (!grades || !isQueryClass(queryClass)) {
      throw new Error(`${catalogue}/queries.csv: "${query}" is of no known class, or wants what is not described.`);
    }
    return { queryClass, query: query.normalize('NFC'), need, grades };
  });
}

/** The names of what is wanted, as the file describes them. */
export const readNeeds = (catalogue: JudgedCatalogue): string[] =>
  readJudgements<NeedColumn>(`${catalogue}/needs.csv`).map(({ need }) => need);

/** The best rule that means a product gives its grade. */
function gradesOf(products: readonly ProductFacts[], rules: readonly Rule[]): ReadonlyMap<string, Grade> {
  const grades = new Map<string, Grade>();
  for (const product of products) {
    const rank = rules.findIndex((rule) => rule(product));
    if (rank >= 0) grades.set(product.id, (3 - rank) as Grade);
  }
  return grades;
}

const isQueryClass = (text: string): text is QueryClass => (QUERY_CLASSES as readonly string[]).includes(text);

function readJudgements<Column extends string>(file: string): Record<Column, string>[] {
  const text = readFileSync(new URL(`./judgements/${file}`, import.meta.url), 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true });
}
