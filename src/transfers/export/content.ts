import type { Role } from '../../platform/auth/viewer.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { jsonLdFeed } from '../../platform/standards/json-ld-feed.ts';
import { csvOf } from '../../platform/tables/csv-writer.ts';
import type { WrittenCell, WrittenColumn } from '../../platform/tables/table-writer.ts';
import { xlsxOf } from '../../platform/tables/xlsx-writer.ts';
import { openRefusedRows } from '../import/refused-rows.ts';
import { storedIds } from '../stored/ids.ts';
import type { PublishedProduct } from '../stored/products.ts';
import { TransferKind } from '../transfer-kind.ts';
import { changedRecords } from './changed-records.ts';
import { ExportAudience, ExportContent, ExportFormat } from './export.entity.ts';
import { cellsOf, RECORD_KINDS, recordsOf, writtenColumns } from './rows.ts';
import { schemaOrgProduct } from './schema-org.ts';
import { findProducts } from './search.ts';
import type { ExportSettings } from './settings.ts';
import { TEMPLATE_ROWS, templateColumns, templateNotes } from './template.ts';

/** A file that is to be written. */
export interface ExportOrder {
  readonly what: ExportContent;
  /** Null for changes of all kinds. */
  readonly kind: TransferKind | null;
  readonly format: ExportFormat;
  readonly audience: ExportAudience;
  readonly language: Language;
  readonly settings: ExportSettings;
}

/** How far a file is. */
export interface ExportTally {
  /** Records written. */
  rows: number;
  /** 0 to 1. */
  fraction: number;
  /** Whether a search found more than a file holds. */
  cut: boolean;
  /** Of changes: where the next ones begin. */
  cursor: string | null;
}

export const newTally = (): ExportTally => ({ rows: 0, fraction: 0, cut: false, cursor: null });

/** Name of the sheet of a workbook. */
const SHEETS: Readonly<Record<TransferKind, Record<Language, string>>> = {
  [TransferKind.PRODUCTS]: { vi: 'Sản phẩm', en: 'Products' },
  [TransferKind.FACILITIES]: { vi: 'Cơ sở', en: 'Facilities' },
  [TransferKind.CERTIFICATES]: { vi: 'Chứng nhận', en: 'Certificates' },
};

const NOTES = { vi: 'Hướng dẫn', en: 'Instructions' };

type Bytes = AsyncIterable<Uint8Array>;

/**
 * The bytes of a file, in constant memory but for the keys of its records; the tally goes with them. The order must be possible: see
 * `checkOrder`. @throws UserErrors for what a search, a cursor or the file of an import has wrong; the reason of the signal
 */
export function contentOf(context: RequestContext, order: ExportOrder, tally: ExportTally, signal: AbortSignal): Bytes {
  switch (order.what) {
    case ExportContent.CHANGES:
      return changesOf(context, order, tally, signal);
    case ExportContent.REFUSED_ROWS:
      return refusedRowsOf(context, order, tally, signal);
    case ExportContent.TEMPLATE:
      return templateOf(context, order);
    default:
      return recordFileOf(context, order, tally, signal);
  }
}

const roleOf = ({ audience }: ExportOrder): Role => (audience === ExportAudience.OPERATOR ? 'operator' : 'public');

async function* recordFileOf(
  context: RequestContext,
  order: ExportOrder,
  tally: ExportTally,
  signal: AbortSignal,
): Bytes {
  const { format, language } = order;
  const kind = order.kind!;
  const records = recordsIn(context, order, tally, signal);
  if (format === ExportFormat.JSONL) yield* linesOf(mapped(records, RECORD_KINDS[kind].json));
  else if (format === ExportFormat.JSONLD) yield* feedOf(records as AsyncIterable<PublishedProduct>, context.now);
  else {
    const rows = mapped(records, (record) => cellsOf(kind, record));
    yield* tableOf(format, writtenColumns(kind, language), rows, { sheetName: SHEETS[kind][language] });
  }
}

/** The records of an order, in its order, counted as they go. */
async function* recordsIn(
  context: RequestContext,
  order: ExportOrder,
  tally: ExportTally,
  signal: AbortSignal,
): AsyncGenerator<unknown> {
  const { db, now } = context;
  const reads = { db, now, role: roleOf(order) };
  const kind = order.kind!;
  const { ids, cut } =
    order.what === ExportContent.SEARCH
      ? await findProducts(context, order.settings.search!)
      : { ids: await storedIds(reads, kind), cut: false };
  tally.cut = cut;
  const onRead = (keys: number) => {
    signal.throwIfAborted();
    tally.fraction = keys / ids.length;
  };
  for await (const record of recordsOf(RECORD_KINDS[kind].read, reads, ids, onRead)) {
    tally.rows += 1;
    yield record;
  }
}

async function* changesOf(
  { db, now }: RequestContext,
  order: ExportOrder,
  tally: ExportTally,
  signal: AbortSignal,
): Bytes {
  const reads = { db, now, role: roleOf(order) };
  yield* linesOf(changedRecords(reads, { kind: order.kind, since: order.settings.since ?? null }, tally, signal));
}

async function* refusedRowsOf(
  context: RequestContext,
  { format, language, settings }: ExportOrder,
  tally: ExportTally,
  signal: AbortSignal,
): Bytes {
  const refused = await openRefusedRows(context, settings.import!, language);
  try {
    const rows = mapped(refused.rows(signal), (row) => {
      tally.rows += 1;
      return row;
    });
    yield* tableOf(format, refused.columns, rows, {});
  } finally {
    await refused.close();
  }
}

async function* templateOf({ db }: RequestContext, { format, kind, language }: ExportOrder): Bytes {
  const columns = await templateColumns(db, kind!, language);
  yield* tableOf(format, columns, NO_ROWS, {
    sheetName: SHEETS[kind!][language],
    notes: templateNotes(columns, language),
    notesName: NOTES[language],
    emptyRows: TEMPLATE_ROWS,
  });
}

const NO_ROWS: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};

const tableOf = (
  format: ExportFormat,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly WrittenCell[]>,
  options: Parameters<typeof xlsxOf>[2],
): Bytes => (format === ExportFormat.CSV ? csvOf(columns, rows) : xlsxOf(columns, rows, options));

/** JSON Lines, in pieces of some size. */
async function* linesOf(records: AsyncIterable<object>): Bytes {
  let piece = '';
  for await (const record of records) {
    piece += `${JSON.stringify(record)}\n`;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece) yield Buffer.from(piece);
}

/** Characters of a piece of a file. */
const PIECE = 64 * 1024;

function feedOf(products: AsyncIterable<PublishedProduct>, now: Date): Bytes {
  const items = mapped(products, (product) => ({
    item: schemaOrgProduct(product),
    modified: product.updatedAt.toISOString(),
  }));
  return jsonLdFeed(items, { name: 'Cầu Nối', modified: now.toISOString() });
}

async function* mapped<From, To>(source: AsyncIterable<From>, change: (item: From) => To): AsyncGenerator<To> {
  for await (const item of source) yield change(item);
}
