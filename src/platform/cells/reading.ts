import type { Text } from '../errors/user-error.ts';

/** What a cell may mean. */
export type Reading<T> =
  | { readonly is: 'value'; readonly value: T }
  | { readonly is: 'empty' }
  /**
   * Several readings are possible; they differ by a convention of the whole column or file that only people know. `group`: of which of
   * the column's ambiguous cells it holds, where not of all.
   */
  | { readonly is: 'ambiguous'; readonly choices: readonly Choice<T>[]; readonly group?: string }
  /** No reading is; `suggestion` is what to write instead, where it can be told. */
  | { readonly is: 'refused'; readonly reason: Text; readonly suggestion?: string };

/** One of several readings, and the convention under which it holds. */
export interface Choice<T> {
  readonly convention: string;
  readonly value: T;
  /** Whether that is likely enough to be suggested. */
  readonly isLikely?: boolean;
}

/** A refusal that fits a reading of anything. */
export type RefusedCell = Extract<Reading<never>, { is: 'refused' }>;

/** The one reading of a cell. */
export function readAs<T>(value: T): Reading<T> {
  return { is: 'value', value };
}

/** A cell with nothing in it. */
export const EMPTY: Reading<never> = { is: 'empty' };

/** Says in both languages why a cell cannot be read. */
export function refuseCell(vi: string, en: string, suggestion?: string): RefusedCell {
  return { is: 'refused', reason: { vi, en }, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** A reading of what the value of another leads to; what is empty, ambiguous or refused stays so. */
export function mapReading<T, R>(reading: Reading<T>, change: (value: T) => R): Reading<R> {
  if (reading.is === 'value') return readAs(change(reading.value));
  if (reading.is !== 'ambiguous') return reading;
  return { ...reading, choices: reading.choices.map((choice) => ({ ...choice, value: change(choice.value) })) };
}

/** What is quoted of a cell in a message, at most. */
const QUOTED = 40;

/** A cell's text in quotation marks, on one line, cut where it is long. */
export function quoted(text: string): string {
  const line = [...text.replace(/\s+/g, ' ')];
  return line.length <= QUOTED ? `“${line.join('')}”` : `“${line.slice(0, QUOTED - 1).join('')}…”`;
}
