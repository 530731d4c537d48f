import { expect, it } from 'vitest';
import { UserError } from '../../../src/platform/errors/user-error.ts';
import { withHeldBack } from '../../../src/transfers/import/counts.ts';
import type { DoneRow } from '../../../src/transfers/import/read-rows.ts';

const reason = (en: string): UserError => new UserError('INVALID_STATE', [], { vi: en, en });

const row = (number: number, ...reasons: string[]): DoneRow =>
  ({ reader: { row: number }, unpublished: reasons.map(reason) }) as unknown as DoneRow;

it('counts the rows of each reason over batches, whichever of them comes first', () => {
  const first = withHeldBack([], [row(9, 'image'), row(4), row(2, 'image', 'price')]);
  expect(first.map(({ text, rows, firstRow }) => [text.en, rows, firstRow])).toEqual([
    ['image', 2, 2],
    ['price', 1, 2],
  ]);
  const both = withHeldBack(first, [row(12, 'price'), row(11, 'maker')]);
  expect(both.map(({ text, rows, firstRow }) => [text.en, rows, firstRow])).toEqual([
    ['image', 2, 2],
    ['price', 2, 2],
    ['maker', 1, 11],
  ]);
  expect(first[1]!.rows).toBe(1);
});
