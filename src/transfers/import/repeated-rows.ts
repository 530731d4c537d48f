import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { execute } from '../../platform/database/execute.ts';
import type { Import } from './import.entity.ts';
import type { Importer, ReadRow } from './importers/importer.ts';

/**
 * Refuses rows that are about what an earlier row of the file is about, be that one refused, too: once it is mended it would undo what
 * this one did. What the rows are about is kept in a table while a file is checked: a set of a million keys has no place in memory.
 */
export async function refuseRepeated<Given>(
  em: EntityManager,
  id: string,
  importer: Importer<Given, unknown>,
  rows: readonly ReadRow<Given>[],
): Promise<void> {
  const said = rows.flatMap((row) => {
    const key = importer.keyOf(row.given);
    const beside = importer.besideKey?.(row.given);
    const field = importer.keyFieldOf?.(row.given) ?? importer.keyField;
    return [...(key === null ? [] : [{ row, key, field }]), ...(beside ? [{ row, ...beside }] : [])];
  });
  if (said.length === 0) return;
  const keys = said.map(({ key }) => key);
  const numbers = said.map(({ row }) => row.reader.row);
  const refused = said.map(({ row }) => row.reader.problems.length > 0);
  const found = await execute<{ key: string; row: number }>(
    em,
    sql`
      with given as materialized (
        select distinct on (key) * from unnest(${keys}::text[], ${numbers}::int[], ${refused}::boolean[]) given (key, row, is_refused)
        order by key, row
      ), added as (
        insert into import_key (import_id, key, row, is_refused) select ${id}, key, row, is_refused from given
        on conflict do nothing returning key, row
      )
      select key, row from added
      union all select known.key, known.row from import_key known join given on known.key = given.key where known.import_id = ${id}`,
  );
  const first = new Map<string, number>();
  for (const { key, row } of found) first.set(key, Math.min(row, first.get(key) ?? row));
  for (const { row, key, field } of said) {
    const earlier = first.get(key);
    if (earlier === undefined || earlier >= row.reader.row || row.reader.problems.length > 0) continue;
    row.reader.about(field).refuse(
      {
        vi: `Trùng với dòng ${earlier} của tệp: cùng một mã, hoặc cùng tên và quy cách. Hãy giữ một dòng, hoặc đặt mã khác.`,
        en: `The same code, or name and size, as row ${earlier} of the file. Keep one of them, or give this one a code of its own.`,
      },
      { code: 'DUPLICATE' },
    );
  }
}

/** Forgets what the rows of a file were about, unless another attempt to check it has begun, whose keys they are then. */
export async function forgetKeys(em: EntityManager, { id, attempt }: Pick<Import, 'id' | 'attempt'>): Promise<void> {
  await execute(
    em,
    sql`
      delete from import_key
      where import_id = ${id} and exists (select from import where id = ${id} and attempt = ${attempt})`,
  );
}
