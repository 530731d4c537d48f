import type { Database } from '../../database/database.ts';
import type { Beginning } from '../suggestions.ts';

/** A name that may be suggested. */
export interface Candidate {
  /** What is of a lower tier fits better: names with just these marks before others, those that begin so before those inside which a word does. */
  readonly tier: number;
  readonly kind: string;
  /** Its key; of documents all that have it are meant. */
  readonly name: string;
  /** What has it, if that is a node. */
  readonly node: string | null;
  /** The smaller, the more popular; among equally popular ones the shorter. */
  readonly rank: number;
}

/** Which names to look for. */
export interface Wanted {
  readonly kinds: readonly string[];
  /** No further tier is looked at when so many are found. */
  readonly enough: number;
  /** Most of one kind and tier. */
  readonly most: number;
}

/** The names of some kinds that are public at an instant and begin so, by tier and kind, the most popular first. */
export function findCandidates(
  db: Pick<Database, 'query'>,
  { marked, plain }: Beginning,
  { kinds, enough, most }: Wanted,
  at: Date,
): Promise<Candidate[]> {
  return db.query<Candidate>(
    'select tier, kind, name, node, rank from search_candidates($1, $2, $3, $4, $5, $6)',
    [kinds, marked, plain, at, enough, most],
    'search_candidates',
  );
}
