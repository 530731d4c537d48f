import { guessHeader } from '../../../src/platform/tables/header.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import {
  blankCertificate,
  CERTIFICATE_COLUMNS,
  type GivenCertificate,
} from '../../../src/transfers/columns/certificate-columns.ts';
import { namesOfColumns, type TransferColumn } from '../../../src/transfers/columns/column.ts';
import {
  blankFacility,
  FACILITY_COLUMNS,
  type GivenFacility,
} from '../../../src/transfers/columns/facility-columns.ts';
import { blankProduct, type GivenProduct } from '../../../src/transfers/columns/given-product.ts';
import { moneyScalesOf } from '../../../src/transfers/columns/money-scales.ts';
import { PRODUCT_COLUMNS } from '../../../src/transfers/columns/product-columns.ts';
import { QuestionKind, suggestionOf } from '../../../src/transfers/columns/question.ts';
import type { Importer, ReadRow } from '../../../src/transfers/import/importers/importer.ts';
import { rowReading } from '../../../src/transfers/import/read-rows.ts';

/** A header, what stands above it, and the rows below it. */
type Table = readonly (readonly CellValue[])[];

/** Reads a table of products as an import does. */
export const readProducts = (table: Table, answers?: Readonly<Record<string, string>>): ReadRow<GivenProduct>[] =>
  read(PRODUCT_COLUMNS, blankProduct, table, answers);

/** The same of facilities. */
export const readFacilities = (table: Table, answers?: Readonly<Record<string, string>>): ReadRow<GivenFacility>[] =>
  read(FACILITY_COLUMNS, blankFacility, table, answers);

/** The same of certificates. */
export const readCertificates = (
  table: Table,
  answers?: Readonly<Record<string, string>>,
): ReadRow<GivenCertificate>[] => read(CERTIFICATE_COLUMNS, blankCertificate, table, answers);

function read<Given>(
  fields: readonly TransferColumn<Given, never>[],
  blank: () => Given,
  table: Table,
  answers: Readonly<Record<string, string>> = {},
): ReadRow<Given>[] {
  const rows = table.map((cells, at) => ({ number: at + 1, cells }));
  const header = guessHeader(rows, namesOfColumns(fields));
  const columns = header.columns.map((column) => ({ ...column, samples: [] }));
  const below = rows.slice(header.row ?? 0);
  const moneyScales = moneyScalesOf(columns, rows.slice(0, (header.row ?? 1) - 1), below);
  const conventions = { answers, numberStyles: new Map(), moneyScales, dayOrders: new Map() };
  const readRow = rowReading({ columns, width: null, conventions, isLeftOut: () => false }, {
    columns: fields,
    blank,
  } as Importer<Given, unknown>);
  return below.map(readRow);
}

/** What is wrong with rows in Vietnamese, or must be asked by its key: what else could be read may be said of all that is refused. */
export const openIn = (rows: readonly ReadRow<unknown>[]): string[] =>
  rows.flatMap(({ reader }) => [
    ...reader.problems.map(({ text }) => text.vi),
    ...reader.questions
      .filter(({ kind, choices }) => kind !== QuestionKind.CORRECTION || suggestionOf(choices) !== null)
      .map(({ key }) => key),
  ]);
