import type { Saved } from '../../../platform/database/batch.ts';
import type { BatchRecord } from '../findings.entity.ts';
import { isClear } from '../read-rows.ts';
import type { PreparedRow } from './importer.ts';

/** The records that a batch made or changed, with what is needed to take it back. */
export const recordsOf = (type: BatchRecord['type'], saved: readonly Saved[]): BatchRecord[] =>
  saved.flatMap((one) =>
    one.outcome === 'CREATED' || one.outcome === 'CHANGED'
      ? [{ type, id: one.id, outcome: one.outcome, version: one.version, before: one.before }]
      : [],
  );

/**
 * Refuses those rows of a batch that turn out to mean what an earlier one means, however they are written, and answers the rest. `keysOf`:
 * what a row writes to, each of which only one row may.
 */
export function refuseTwice<Row>(
  rows: readonly PreparedRow<Row>[],
  field: string,
  keysOf: (row: Row) => readonly (string | null | undefined)[],
): PreparedRow<Row>[] {
  const first = new Map<string, number>();
  return rows.filter((one) => {
    const { reader, row } = one;
    const keys = keysOf(row).filter((key) => key !== null && key !== undefined);
    const earlier = keys.map((key) => first.get(key)).find((number) => number !== undefined);
    if (earlier === undefined) for (const key of keys) first.set(key, reader.row);
    else reader.about(field).refuse(repeated(earlier), { code: 'DUPLICATE' });
    return isClear(one);
  });
}

/** Says that two rows are one too many; null for one of which nobody knows any more where it stands. */
export const repeated = (row: number | null) => ({
  vi: `Dòng này và ${row === null ? 'một dòng trước' : `dòng ${row}`} của tệp nói về cùng một bản ghi; hãy giữ một dòng.`,
  en: `This row and ${row === null ? 'an earlier one' : `row ${row}`} of the file are about the same record; keep one of them.`,
});
