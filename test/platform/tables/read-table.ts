import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErrorCode, UserError } from '../../../src/platform/errors/user-error.ts';
import { openTable, type TableOptions } from '../../../src/platform/tables/open-table.ts';
import type { CellValue, RowOptions, TableFile } from '../../../src/platform/tables/table.ts';

/** A row as tests write it: its number, then its cells. */
export type Row = [number: number, ...cells: CellValue[]];

/** Hands a file with these bytes, and a name that says nothing, to `use`. */
export async function withFile<T>(bytes: Buffer | string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tables-'));
  try {
    const path = join(folder, 'file.bin');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All rows of an open table. */
export async function rowsOf(table: TableFile, options?: RowOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { number, cells } of table.rows(options)) rows.push([number, ...cells]);
  return rows;
}

/** What a file with these bytes holds. */
export function readTable(bytes: Buffer | string, options?: TableOptions & RowOptions) {
  return withFile(bytes, async (path) => {
    const table = await openTable(path, options);
    try {
      const { format, encoding, delimiter, sheets } = table;
      return { format, encoding, delimiter, sheets, rows: await rowsOf(table, options) };
    } finally {
      await table.close();
    }
  });
}

/** How a file with these bytes is refused; anything but a user error about the file is thrown. */
export async function refusalOf(
  bytes: Buffer | string,
  options?: TableOptions & RowOptions,
): Promise<[ErrorCode, string]> {
  try {
    const { rows } = await readTable(bytes, options);
    throw new Error(`It was read: ${JSON.stringify(rows.slice(0, 5))}`);
  } catch (error) {
    if (!(error instanceof UserError) || error.path.join() !== 'file') throw error;
    if (error.text.vi === error.text.en || !/[à-ỹđ]/.test(error.text.vi)) throw new Error('No Vietnamese message.');
    return [error.code, error.text.en];
  }
}
