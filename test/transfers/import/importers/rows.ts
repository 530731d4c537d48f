import { v7 as uuid } from 'uuid';
import { textOf } from '../../../../src/platform/cells/text-cells.ts';
import { type WriteContext, write } from '../../../../src/platform/database/write.ts';
import type { RequestContext } from '../../../../src/platform/graphql/context.ts';
import type { CellValue } from '../../../../src/platform/tables/table.ts';
import { suggestionOf } from '../../../../src/transfers/columns/question.ts';
import type {
  Importer,
  ImportSetting,
  ReadRow,
  RowOutcome,
  WrittenBatch,
} from '../../../../src/transfers/import/importers/importer.ts';
import { doneRows, rowReading } from '../../../../src/transfers/import/read-rows.ts';
import type { ImportOptions } from '../../../../src/transfers/import/settings.ts';
import type { TestApp } from '../../../support/app.ts';

/** A row by the fields of its cells. */
export type Cells = Readonly<Record<string, CellValue>>;

/** The answers to questions, by their keys. */
export type Answers = Readonly<Record<string, string>>;

/** What an operator's request works with. */
export const contextOf = ({ services: { orm, db, search, log } }: TestApp): RequestContext => ({
  requestId: 'test',
  viewer: { role: 'operator', name: 'operator' },
  language: 'vi',
  now: new Date('2026-11-22T05:00:00.000Z'),
  orm,
  db,
  search,
  log,
});

/** What an importer is opened with; for an import of its own unless its key is given. */
export const settingOf = (app: TestApp, options: ImportOptions = {}, id = uuid()): ImportSetting => ({
  id,
  context: contextOf(app),
  options,
});

/** Reads rows of a file whose columns are all the fields that any of them has; the first is row 2, below the header, unless it is said. */
export function rowsOf<Given>(
  importer: Importer<Given, unknown>,
  table: readonly Cells[],
  answers: Answers = {},
  below = 1,
): ReadRow<Given>[] {
  const fields = [...new Set(table.flatMap((row) => Object.keys(row)))];
  const columns = fields.map((field, index) => ({
    index,
    header: field,
    field,
    confidence: 'EXACT' as const,
    samples: table.flatMap((row) => textOf(row[field] ?? null) ?? []).slice(0, 3),
  }));
  const conventions = { answers, numberStyles: new Map(), moneyScales: new Map(), dayOrders: new Map() };
  const readRow = rowReading({ columns, width: null, conventions, isLeftOut: () => false }, importer);
  return table.map((row, place) =>
    readRow({ number: below + place + 1, cells: fields.map((field) => row[field] ?? null) }),
  );
}

/** What came of a row: its outcome, what is wrong with it by column, and what must be asked. */
export interface Told {
  readonly outcome: RowOutcome['outcome'] | 'LEFT_OUT' | 'OPEN';
  readonly changes?: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  readonly problems?: readonly {
    readonly field: string | null;
    readonly code: string;
    readonly vi: string;
    readonly suggestion?: string;
  }[];
  readonly questions?: readonly {
    readonly kind: string;
    readonly key: string;
    readonly choices: readonly string[];
    readonly suggestion: string | null;
  }[];
}

const told = (rows: readonly ReadRow<unknown>[], done: ReturnType<typeof doneRows>): Told[] =>
  rows.map(({ reader }) => {
    const one = done.find((row) => row.reader === reader);
    if (one?.outcome === 'CREATED') return { outcome: one.outcome };
    if (one) return { outcome: one.outcome, ...(one.changes.length > 0 && { changes: one.changes }) };
    if (reader.isLeftOut) return { outcome: 'LEFT_OUT' };
    const problems = reader.problems.map(({ column, code, text, suggestion }) => ({
      field: column?.field ?? null,
      code,
      vi: text.vi,
      ...(suggestion !== null && { suggestion }),
    }));
    if (problems.length > 0) return { outcome: 'REFUSED', problems };
    const questions = reader.questions.map(({ kind, key, choices }) => ({
      kind,
      key,
      choices: choices.map(({ choice }) => choice),
      suggestion: suggestionOf(choices),
    }));
    return { outcome: 'OPEN', questions };
  });

/** Checks rows and tells what would become of them. */
export async function check<Given, Row>(
  app: TestApp,
  importer: Importer<Given, Row>,
  table: readonly Cells[],
  answers?: Answers,
): Promise<Told[]> {
  const em = app.services.orm.em.fork();
  const rows = rowsOf(importer, table, answers);
  const batch = await importer.prepare(
    em,
    rows.filter(({ reader }) => !reader.isLeftOut),
  );
  return told(rows, doneRows(batch, await importer.compare(em, batch)));
}

/** The last row that was brought. */
let last = 1;

/** Writes rows in one batch, below those of the batches before it, and tells what became of them. */
export async function bring<Given, Row>(
  app: TestApp,
  importer: Importer<Given, Row>,
  table: readonly Cells[],
  answers?: Answers,
): Promise<Told[] & { records?: WrittenBatch['records'] }> {
  const rows = rowsOf(importer, table, answers, last);
  last += rows.length;
  const all = write(async (context: WriteContext) => {
    const batch = await importer.prepare(context.em, rows);
    const { outcomes, records } = await importer.write(context, batch);
    return Object.assign(told(rows, doneRows(batch, outcomes)), { records });
  });
  return all(contextOf(app), undefined);
}
