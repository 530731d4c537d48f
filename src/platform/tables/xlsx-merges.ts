import { columnIndex } from './spreadsheet-text.ts';
import type { CellValue } from './table.ts';
import { tooMuch } from './table-errors.ts';
import type { TableLimits } from './table-limits.ts';
import { readXml, type XmlReader } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

/** Cells of one column that are merged into one: their value stands in the first. */
export interface Merge {
  /** Of its column, from 0. */
  readonly index: number;
  /** Numbers of its first and last row. */
  readonly from: number;
  readonly to: number;
}

const RANGE = /^([a-z]{1,3})(\d+):[a-z]{1,3}(\d+)$/i;

/**
 * The merges of a sheet that span rows, by their first row; of wider ones, the first column. They stand behind the rows: the part is
 * unpacked up to there, but its rows are not read.
 * @throws UserError LIMIT_EXCEEDED for too many, BAD_INPUT when the part is damaged
 */
export async function readMerges(
  zip: ZipParts,
  part: string,
  limits: TableLimits,
  onPiece: () => void,
): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  for await (const _ of readXml(zip.unpack(part), part, mergeReader(merges, limits), 'sheetData')) onPiece();
  return merges.sort((a, b) => a.from - b.from);
}

const mergeReader = (merges: Merge[], { maxColumns, maxMerges }: TableLimits): XmlReader => ({
  open(name, { ref = '' }) {
    const [, letters, first, last] = (name === 'mergeCell' && RANGE.exec(ref)) || [];
    if (letters === undefined) return;
    const merge = { index: columnIndex(letters), from: Number(first), to: Number(last) };
    if (merge.to <= merge.from || merge.index >= maxColumns) return;
    if (merges.length >= maxMerges) throw tooManyMerges(maxMerges);
    merges.push(merge);
  },
  close: () => {},
  text: () => {},
});

/** Repeats the value of merged cells in all the rows that they span; it must be shown the rows in their order. */
export class MergedValues {
  private next = 0;
  /** The merges that span the present row, by the index of their column. */
  private readonly open = new Map<number, { readonly to: number; readonly value: CellValue }>();

  constructor(private readonly merges: readonly Merge[]) {}

  /** Fills cells of a row that has something of its own. */
  fill(row: number, cells: CellValue[]): void {
    for (const [index, { to, value }] of this.open) {
      if (row > to) {
        this.open.delete(index);
        continue;
      }
      while (cells.length <= index) cells.push(null);
      cells[index] ??= value;
    }
    for (let merge = this.merges[this.next]; merge && merge.from <= row; merge = this.merges[++this.next]) {
      const { index, from, to } = merge;
      const value = (from === row && cells[index]) ?? null;
      if (value !== null) this.open.set(index, { to, value });
    }
  }
}

const tooManyMerges = (most: number) =>
  tooMuch(
    `Trang tính có hơn ${most} ô gộp theo chiều dọc. Hãy bỏ gộp và điền giá trị vào từng dòng.`,
    `The sheet has more than ${most} cells that are merged downwards. Unmerge them and give each row its value.`,
  );
