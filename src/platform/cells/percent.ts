import type { CellValue } from '../tables/table.ts';
import { amountIn } from './amounts.ts';
import { inStyle, type NumberStyle, numeralIn, signOf } from './numbers.ts';
import { quoted, type Reading, readAs, refuseCell } from './reading.ts';
import { writtenIn } from './text-cells.ts';

/** What numbers without a sign % are in a column. */
export type Unsigned = 'PERCENT' | 'FRACTION';

const SIGNED = /^(.*\d) ?(?:%|phan tram|phần trăm|percent)$/i;

/**
 * Reads a share, as a fraction: 0.05 for 5% and 5 %, and for the number 0.05, which is how a sheet stores 5%. Without a sign, what is
 * above 1 can only be percent (5 is 0.05) and what is below 1 is a fraction (0,05), unless `unsigned` says what the column holds;
 * 1 alone is both, 1% or all, and a choice between the conventions 'PERCENT' and 'FRACTION'. Without a sign above 100 is refused.
 */
export function readPercent(
  cell: CellValue,
  style: NumberStyle | null,
  unsigned: Unsigned | null = null,
): Reading<number> {
  if (typeof cell === 'number') return withoutSign(cell, String(cell), unsigned);
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  const signed = SIGNED.exec(text)?.[1];
  const { negative, rest } = signOf(signed ?? text);
  const read = inStyle(
    style,
    (given) => amountIn(rest, given),
    (value) => (negative ? -value : value),
  );
  if (read === null) return refuseShare(text, suggestionIn(text));
  if (signed !== undefined) return scaled(read);
  return read.is === 'value' ? withoutSign(read.value, text, unsigned) : scaled(read);
}

/** Hundredths by text: 7 / 100 is exact, 0.07 * 100 is not. */
const hundredth = (value: number): number => Number(`${value}e-2`);

const scaled = (read: Reading<number>): Reading<number> => {
  if (read.is === 'value') return readAs(hundredth(read.value));
  if (read.is !== 'ambiguous') return read;
  return { is: 'ambiguous', choices: read.choices.map((choice) => ({ ...choice, value: hundredth(choice.value) })) };
};

function withoutSign(value: number, text: string, unsigned: Unsigned | null): Reading<number> {
  const size = Math.abs(value);
  if (unsigned === 'FRACTION') return readAs(value);
  if (unsigned === null && size < 1) return readAs(value);
  if (unsigned === null && size === 1) {
    return {
      is: 'ambiguous',
      choices: [
        { convention: 'PERCENT', value: hundredth(value) },
        { convention: 'FRACTION', value },
      ],
    };
  }
  return size <= 100 ? readAs(hundredth(value)) : refuseShare(text, undefined);
}

/** The one share among other words: only its sign says that a number is one. */
function suggestionIn(text: string): string | undefined {
  const found = numeralIn(text);
  return found && /^ ?%/.test(found.after) ? `${found.numeral}%` : undefined;
}

function refuseShare(text: string, suggestion: string | undefined): Reading<number> {
  return refuseCell(
    `Cần một tỷ lệ phần trăm, ví dụ 5%; ô này ghi ${quoted(text)}.`,
    `A percentage is needed, such as 5%; this cell says ${quoted(text)}.`,
    suggestion,
  );
}
