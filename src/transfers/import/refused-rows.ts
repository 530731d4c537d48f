import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { textOf } from '../../platform/cells/text-cells.ts';
import { execute } from '../../platform/database/execute.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import type { WrittenColumn } from '../../platform/tables/table-writer.ts';
import { Import } from './import.entity.ts';
import { openImportFile } from './import-file.ts';
import { headerKey } from './sources.ts';

/** The header of the column of reasons; one that the file has of an earlier round is left out. */
const REASONS = { vi: 'Lý do không nhập được', en: 'Why it was refused' };

/** Whether a column holds the reasons of an earlier round, in whichever language. */
const isReasons = (header?: string | null): boolean =>
  Object.values(REASONS).some((title) => headerKey(title) === headerKey(header ?? ''));

/** Rows whose reasons are read at once. */
const PAGE = 1_000;

interface Reason {
  readonly row: number;
  readonly said: string;
}

/** The refused rows of an import as a table of the same form, with a column of reasons: mended, it is imported again. */
export interface RefusedRows {
  readonly columns: readonly WrittenColumn[];
  rows(signal: AbortSignal): AsyncIterable<readonly (string | null)[]>;
  close(): Promise<void>;
}

/** @throws UserError when the file cannot be read any more */
export async function openRefusedRows(
  { orm, db }: Pick<RequestContext, 'orm' | 'db'>,
  id: string,
  language: Language,
): Promise<RefusedRows> {
  const em = orm.em.fork();
  const found = await em.findOneOrFail(Import, id, { populate: ['source'] });
  const file = await openImportFile(db, found);
  const columns = new Map(file.columns.map((column) => [column.index, column.header]));
  const width = Math.max(0, ...file.columns.map(({ index }) => index + 1));
  const places = Array.from({ length: width }, (_, index) => index).filter((index) => !isReasons(columns.get(index)));
  const headers = places.map((index) => columns.get(index));
  return {
    columns: [...headers.map((title) => ({ title: title ?? '' })), { title: REASONS[language], width: 60 }],
    async *rows(signal) {
      const reasons = reasonsOf(em, id, language);
      let next = await reasons.next();
      for await (const { number, cells } of file.rows({ signal })) {
        while (!next.done && next.value.row < number) next = await reasons.next();
        if (next.done) return;
        if (next.value.row !== number) continue;
        yield [...places.map((index) => textOf(cells[index] ?? null)), next.value.said];
      }
    },
    close: () => file.close(),
  };
}

/** Why rows were refused, in their order. */
async function* reasonsOf(em: EntityManager, id: string, language: Language): AsyncGenerator<Reason, void, void> {
  for (let after = 0; ; ) {
    const page = await execute<Reason>(
      em,
      sql`
        select row, string_agg(concat_ws(' ', header || ':', text ->> ${language}::text), E'\n' order by id) as said
        from import_problem where import_id = ${id} and row > ${after} group by row order by row limit ${PAGE}`,
    );
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.row;
  }
}
