import type { Language } from '../../platform/errors/user-error.ts';
import type { WrittenCell, WrittenColumn } from '../../platform/tables/table-writer.ts';
import { CERTIFICATE_COLUMNS } from '../columns/certificate-columns.ts';
import type { TransferColumn } from '../columns/column.ts';
import { FACILITY_COLUMNS } from '../columns/facility-columns.ts';
import { PRODUCT_COLUMNS } from '../columns/product-columns.ts';
import { storedCertificates } from '../stored/certificates.ts';
import { storedFacilities } from '../stored/facilities.ts';
import type { ExportReads } from '../stored/policy.ts';
import { storedProducts } from '../stored/products.ts';
import { TransferKind } from '../transfer-kind.ts';
import { certificateJson, facilityJson, productJson } from './json.ts';

/** Records that are read by one statement. */
const PAGE = 250;

/** How the records of a kind leave the catalogue. */
interface RecordKind<Stored> {
  /** Records by their keys, in that order, as far as the role sees them. */
  readonly read: (reads: ExportReads, ids: readonly string[]) => Promise<Stored[]>;
  readonly columns: readonly TransferColumn<never, Stored>[];
  readonly json: (stored: Stored) => object;
}

const kind = <Stored>(of: RecordKind<Stored>): RecordKind<unknown> => of as unknown as RecordKind<unknown>;

/** The kinds of records; CSV and XLSX have the columns that imports read. */
export const RECORD_KINDS: Readonly<Record<TransferKind, RecordKind<unknown>>> = {
  [TransferKind.PRODUCTS]: kind({ read: storedProducts, columns: PRODUCT_COLUMNS, json: productJson }),
  [TransferKind.FACILITIES]: kind({ read: storedFacilities, columns: FACILITY_COLUMNS, json: facilityJson }),
  [TransferKind.CERTIFICATES]: kind({ read: storedCertificates, columns: CERTIFICATE_COLUMNS, json: certificateJson }),
};

/** Records by their keys, page by page; `onRead` hears how many of the keys have been read. */
export async function* recordsOf<Stored>(
  read: RecordKind<Stored>['read'],
  reads: ExportReads,
  ids: readonly string[],
  onRead: (keys: number) => void,
): AsyncGenerator<Stored> {
  const pageFrom = (start: number): Promise<Stored[]> => {
    const page = read(reads, ids.slice(start, start + PAGE));
    // Whoever takes the page hears of it; when nobody does, nobody cares.
    page.catch(() => {});
    return page;
  };
  let next = pageFrom(0);
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = await next;
    // PostgreSQL reads the next page while this one is written.
    if (start + PAGE < ids.length) next = pageFrom(start + PAGE);
    yield* page;
    onRead(Math.min(start + PAGE, ids.length));
  }
}

/** The columns of a kind that a record has cells of, with their headers in a language. */
export function writtenColumns(of: TransferKind, language: Language): WrittenColumn[] {
  return RECORD_KINDS[of].columns.filter(({ write }) => write).map(({ title }) => ({ title: title[language] }));
}

/** The cells of a record, in the order of `writtenColumns`. */
export function cellsOf(of: TransferKind, record: unknown): WrittenCell[] {
  return RECORD_KINDS[of].columns.flatMap(({ write }) => (write ? [write(record)] : []));
}
