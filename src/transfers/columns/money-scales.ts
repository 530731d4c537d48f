import { type MoneyScale, mayBeThousands } from '../../platform/cells/money.ts';
import type { TableRow } from '../../platform/tables/table.ts';
import { noteOf } from './header-note.ts';
import type { ImportColumn } from './import-column.ts';

/** Fields that hold prices. */
const PRICES: ReadonlySet<string | null> = new Set(['wholesalePrice', 'retailPrice', 'exportPrice', 'priceLadder']);

/** A line that says in what its table counts: ĐVT: 1.000 đồng, (đơn vị: nghìn đồng). */
const SAYS_UNIT = /^[([]|đvt|đơn vị|unit/iu;

/**
 * What the numbers of each column of prices count, by its field: what its header says, else a line above the table; where nothing says
 * it, and all of them would be a few hundred đồng, it is unsure.
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
      if (!PRICES.has(field)) return [];
      const said = noteOf(header ?? '').scale ?? ofTable;
      const scale = said ?? (mayBeThousands(below.map(({ cells }) => cells[index] ?? null)) ? 'UNSURE' : 'DONG');
      return [[field!, scale] as const];
    }),
  );
}
