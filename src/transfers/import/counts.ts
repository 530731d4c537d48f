import type { Text } from '../../platform/errors/user-error.ts';
import type { RowReader } from '../columns/row-reader.ts';
import type { DoneRow } from './read-rows.ts';

/** Why new products stay drafts that were to be published, and for how many rows that is so. A row may have several reasons. */
export interface HeldBack {
  readonly text: Text;
  readonly rows: number;
  /** The first of them, as a spreadsheet counts. */
  readonly firstRow: number;
}

/** How many rows of a file there are, by what becomes of them; the facilities that they make, and what holds products back. */
export const NO_ROWS = {
  rows: 0,
  created: 0,
  changed: 0,
  same: 0,
  refused: 0,
  undecided: 0,
  leftOut: 0,
  facilitiesCreated: 0,
  heldBack: [] as readonly HeldBack[],
};

export type Counts = Readonly<typeof NO_ROWS>;

const COUNTER = { CREATED: 'created', CHANGED: 'changed', SAME: 'same' } as const;

/** The counts of rows with further ones; `refused`: those that are refused, whatever their readers know of it. */
export function withRows(
  before: Counts,
  readers: readonly RowReader[],
  done: readonly DoneRow[],
  refused: ReadonlySet<number> = new Set(),
): Counts {
  const counts = { ...before, rows: before.rows + readers.length, heldBack: withHeldBack(before.heldBack, done) };
  for (const { row, isLeftOut, problems, questions } of readers) {
    if (isLeftOut) counts.leftOut += 1;
    else if (problems.length > 0 || refused.has(row)) counts.refused += 1;
    else if (questions.length > 0) counts.undecided += 1;
  }
  for (const { outcome } of done) counts[COUNTER[outcome]] += 1;
  return counts;
}

/** The reasons of further rows added to those of rows before them. */
export function withHeldBack(before: readonly HeldBack[], done: readonly DoneRow[]): readonly HeldBack[] {
  const reasons = new Map(before.map((reason) => [reason.text.en, reason]));
  for (const { reader, unpublished = [] } of done) {
    for (const { text } of unpublished) {
      const known = reasons.get(text.en) ?? { text, rows: 0, firstRow: reader.row };
      const firstRow = Math.min(known.firstRow, reader.row);
      reasons.set(text.en, { text, rows: known.rows + 1, firstRow });
    }
  }
  return [...reasons.values()];
}
