import { type MoneyScale, sizesOf } from '../../platform/cells/money.ts';
import type { TableRow } from '../../platform/tables/table.ts';
import { noteOf } from './header-note.ts';
import type { ImportColumn } from './import-column.ts';
import { QuestionKind } from './question.ts';
import { questionKey } from './row-reader.ts';

/*
 * What the numbers of columns of prices count: their titles say it, or how large they are.
 */

/** Columns of one price each; those of ladders are in đồng. */
const PRICES: ReadonlySet<string | null> = new Set(['wholesalePrice', 'retailPrice', 'exportPrice']);
const LADDER = 'priceLadder';

/** A line that says in what its table counts: ĐVT: 1.000 đồng, (đơn vị: nghìn đồng). */
const SAYS_UNIT = /^[([]|đvt|đơn vị|unit/iu;

/**
 * What the numbers of each column of prices count, by its field: what its header says, else a line above the table. Where nothing says it
 * they are likely đồng if most would be 1,000 đồng and more.
 */
export function moneyScalesOf(
  columns: readonly ImportColumn[],
  above: readonly TableRow[],
  below: readonly TableRow[],
): ReadonlyMap<string, MoneyScale> {
  const lines = above.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string' && SAYS_UNIT.test(cell)));
  const [ofTable] = lines.flatMap((line) => noteOf(line as string).scale ?? []);
  return new Map(
    columns.flatMap(({ index, header, field }) => {
      if (!PRICES.has(field) && field !== LADDER) return [];
      const said = noteOf(header ?? '').scale ?? ofTable;
      const scale = said ?? (field === LADDER ? 'DONG' : likelyScale(below, index));
      return scale === null ? [] : [[field!, scale] as const];
    }),
  );
}

function likelyScale(rows: readonly TableRow[], index: number): MoneyScale | null {
  const { few, many } = sizesIn(rows, index);
  return many > few ? 'LIKELY_DONG' : null;
}

const sizesIn = (rows: readonly TableRow[], index: number) => sizesOf(rows.map(({ cells }) => cells[index] ?? null));

/**
 * Keys of answers to an earlier file that say nothing of how prices of this one are written: thousands where some are 1,000 and more, or
 * đồng where few are.
 */
export function outdatedScales(
  columns: readonly ImportColumn[],
  below: readonly TableRow[],
  answers: Readonly<Record<string, string>>,
): string[] {
  return columns.flatMap(({ field, index }) => {
    const key = field === null ? '' : questionKey(QuestionKind.MONEY_THOUSANDS, field, 'WHOLE');
    const answer = answers[key];
    if (answer === undefined) return [];
    const { few, many } = sizesIn(below, index);
    return (answer === 'THOUSANDS' && many > 0) || (answer === 'DONG' && many <= few) ? [key] : [];
  });
}
