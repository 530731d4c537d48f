import sql, { raw } from 'sql-template-tag';
import { Certificate } from '../../certificates/certificate.entity.ts';
import { CERTIFICATE_PREFIX } from '../../certificates/certificate.read.ts';
import { Facility } from '../../facilities/facility.entity.ts';
import { FACILITY_PREFIX } from '../../facilities/facility.read.ts';
import { PRODUCT_PREFIX } from '../../products/prefixes.ts';
import { Product } from '../../products/product.entity.ts';
import { type ExportReads, isVisible, query } from '../stored/policy.ts';
import { TransferKind } from '../transfer-kind.ts';
import { beginning, type ChangeCursor, decodeCursor, encodeCursor, lostCursor } from './cursor.ts';
import { noteDue } from './due.ts';
import { type Standing, standingOf } from './standing.ts';

export enum ChangeKind {
  UPSERTED = 'UPSERTED',
  DELETED = 'DELETED',
  MERGED = 'MERGED',
}

export enum ChangeType {
  PRODUCT = 'PRODUCT',
  FACILITY = 'FACILITY',
  CERTIFICATE = 'CERTIFICATE',
}

/** What the types of changes are called elsewhere. */
export const CHANGE_TYPES: Readonly<Record<ChangeType, { prefix: string; kind: TransferKind }>> = {
  [ChangeType.PRODUCT]: { prefix: PRODUCT_PREFIX, kind: TransferKind.PRODUCTS },
  [ChangeType.FACILITY]: { prefix: FACILITY_PREFIX, kind: TransferKind.FACILITIES },
  [ChangeType.CERTIFICATE]: { prefix: CERTIFICATE_PREFIX, kind: TransferKind.CERTIFICATES },
};

/** What has become of a record, as its reader sees it. */
export interface Change {
  readonly kind: ChangeKind;
  readonly type: ChangeType;
  /** Key of the record. */
  readonly id: string;
  /** Key of the facility that it was merged into; null but for MERGED. */
  readonly into: string | null;
  readonly at: Date;
}

/** Changes in their order, and where the next ones begin. */
export interface ChangePage {
  /** At most one of a record; may be fewer than were read, since what is not for the reader is left out. */
  readonly changes: readonly Change[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

interface Row {
  readonly xid: string;
  readonly seq: string;
  readonly type: ChangeType;
  readonly id: string;
  readonly at: Date;
  readonly wasPublic: boolean;
  readonly isSeen: boolean;
  readonly into: string | null;
}

/** The changes that a reader may read, in however many pages: those that were complete when it began. */
interface ReadableChanges {
  /** By the clock that all of them are judged by, and their records are to be read by. */
  readonly reads: ExportReads;
  readonly standing: Standing;
}

/**
 * Begins to read. All pages end where the log stood then, and are judged by one clock that is not behind what the log holds as due: so
 * what comes due while they are read, and is noted for another reader, is neither passed over nor judged too early.
 */
export async function openChanges(reads: ExportReads): Promise<ReadableChanges> {
  await noteDue(reads.db, reads.now);
  const standing = await standingOf(reads.db, reads.now);
  return { reads: { ...reads, now: standing.now }, standing };
}

/**
 * What has changed since a cursor, or ever, as a viewer sees it: what is there is UPSERTED, whatever was done to it; what the viewer can
 * no longer see is DELETED, or MERGED where another facility took its place.
 *
 * Nothing is missed: a row is read once all transactions that began before its own have ended, in the order in which they began. So a
 * change shows as soon as no older transaction is under way.
 * @throws UserError BAD_INPUT for what is no cursor, INVALID_STATE for one that is older than a restored database
 */
export async function readChanges(
  { reads, standing }: ReadableChanges,
  since: string | null,
  first: number,
): Promise<ChangePage> {
  const from = startOf(standing, since);
  const rows = await readRows(reads, from, standing, first + 1);
  const page = rows.slice(0, first);
  const last = page.at(-1) ?? from;
  return {
    changes: changesOf(page, reads),
    cursor: encodeCursor({ ...from, xid: last.xid, seq: last.seq }),
    hasMore: rows.length > first,
  };
}

/** Where a reader with a cursor reads on. @throws UserError BAD_INPUT, INVALID_STATE as `readChanges` does */
export function startOf({ cluster, next }: Standing, since: string | null): ChangeCursor {
  const given = since === null ? beginning(cluster) : decodeCursor(since);
  if (given.cluster !== cluster || BigInt(given.xid) > BigInt(next)) throw lostCursor();
  return given;
}

function readRows(reads: ExportReads, { xid, seq }: ChangeCursor, { oldest }: Standing, limit: number): Promise<Row[]> {
  const { role } = reads;
  const seen = (entity: typeof Product | typeof Facility | typeof Certificate, table: string) =>
    sql`exists (select from ${raw(table)} seen where seen.id = noted.id and ${isVisible(entity, raw('seen'), role)})`;
  const statement = sql`
    select noted.xid::text, noted.seq::text, noted.type, noted.id, noted.at, noted.was_public as "wasPublic",
      case noted.type when 'PRODUCT' then ${seen(Product, 'product')} when 'FACILITY' then ${seen(Facility, 'facility')}
        else ${seen(Certificate, 'certificate')} end as "isSeen",
      case noted.type when 'FACILITY' then (
        select stays.id from facility gone join facility stays on stays.id = gone.merged_into_id
        where gone.id = noted.id and ${isVisible(Facility, raw('stays'), role)}) end as into
    from (
      select * from catalogue_change
      where (xid, seq) > (${xid}::xid8, ${seq}::bigint) and xid < ${oldest}::xid8
      order by xid, seq limit ${limit}
    ) noted
    order by noted.xid, noted.seq`;
  return query<Row>(reads, statement);
}

/** One change of each record, where the newest stands. The public is told of the end of what it may have seen, and of nothing else. */
function changesOf(rows: readonly Row[], { role }: ExportReads): Change[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.type} ${row.id}`;
    const wasPublic = row.wasPublic || newest.get(key)?.wasPublic === true;
    newest.delete(key);
    newest.set(key, { ...row, wasPublic });
  }
  return [...newest.values()]
    .filter(({ isSeen, wasPublic }) => isSeen || wasPublic || role === 'operator')
    .map(({ type, id, at, isSeen, into }) => ({
      kind: kindOf(isSeen, into),
      type,
      id,
      into: isSeen ? null : into,
      at,
    }));
}

function kindOf(isSeen: boolean, into: string | null): ChangeKind {
  if (isSeen) return ChangeKind.UPSERTED;
  return into === null ? ChangeKind.DELETED : ChangeKind.MERGED;
}
