import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { refuseOtherDemo } from '../facilities/demo.ts';
import { readFacilities } from '../facilities/facility-table.ts';
import {
  type BatchContext,
  type Compared,
  columnOf,
  type RecordTable,
  type Saved,
  type Stored,
  type Undoable,
} from '../platform/database/batch.ts';
import { refusingConflicts } from '../platform/database/batch-conflicts.ts';
import { execute } from '../platform/database/execute.ts';
import { compareBatch, type Plan, refusingTwice, saveBatch } from '../platform/database/save-batch.ts';
import { type Row, readRows } from '../platform/database/table-rows.ts';
import { takeBack } from '../platform/database/take-back.ts';
import { readRecords } from '../platform/database/write-records.ts';
import { type Text, userErrorsOf } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { Certificate } from './certificate.entity.ts';
import { MAX_CERTIFICATES, TOO_MANY } from './certificate.service.ts';
import { type CertificateFields, contentOf, putFields } from './certificate-fields.ts';

/** Certificates as batches read and write them. */
const CERTIFICATES: RecordTable = {
  entity: Certificate,
  table: 'certificate',
  parts: {},
  derived: {},
  codes: [],
  instants: ['created_at', 'updated_at', 'valid_from', 'valid_until', 'verified_at', 'withdrawn_at'],
};

/** What a batch says of one certificate. What is undefined stays as it is; null empties. */
export interface CertificateToSave {
  /** Null creates one, which then needs a kind and exactly one holder. */
  readonly id: string | null;
  /** Key of the one that is created; made up unless given. */
  readonly newId?: string;
  /** Key of the product that holds a new one. */
  readonly product?: string | null;
  /** Key of the facility that holds a new one; the key of one that was merged leads to the one that stayed. */
  readonly facility?: string | null;
  /** Checked here, since some fields depend on what is stored. */
  readonly fields: CertificateFields;
  /** Whether it is invented: so is that of an invented holder, and no other. */
  readonly demo?: boolean;
}

/**
 * Creates and changes certificates with set-based SQL, and answers what became of each, in their order; what is wrong with one keeps only
 * that one out. None is verified by it, and one that then says something else has to be verified anew. To be called in a transaction, at
 * whose end the search rows follow.
 * @throws UserError CONFLICT when another write got in between: the whole batch is to be rolled back
 */
export const saveCertificates = (context: BatchContext, batch: readonly CertificateToSave[]): Promise<Saved[]> =>
  saveBatch(context, CERTIFICATES, () => planCertificates(context.em, batch, true));

/** What `saveCertificates` would do, without writing or locking anything. */
export const compareCertificates = async (
  { em }: Pick<BatchContext, 'em'>,
  batch: readonly CertificateToSave[],
): Promise<Compared[]> => compareBatch(CERTIFICATES, await planCertificates(em, batch, false));

/**
 * Takes back what batches did to certificates, in a transaction: deletes what they created, puts back what they changed, verifications
 * included. If one of them has changed since, nothing at all happens, and the ids of those are answered.
 */
export function unsaveCertificates(
  context: BatchContext,
  saved: readonly Undoable[],
): Promise<{ changedSince: readonly string[] }> {
  return refusingConflicts(CERTIFICATES, new Map(), async () => {
    const { changedSince } = await takeBack(context, CERTIFICATES, saved, []);
    return { changedSince };
  });
}

/** What a batch of certificates stands on. */
interface Ground {
  readonly stored: ReadonlyMap<string, Stored>;
  readonly facilities: ReadonlyMap<string, Row>;
  readonly products: ReadonlyMap<string, Row>;
  /** How many certificates a holder has, those included that the batch has added so far. */
  readonly counts: Map<string, number>;
}

async function planCertificates(
  em: EntityManager,
  batch: readonly CertificateToSave[],
  isToBeWritten: boolean,
): Promise<Plan[]> {
  const [held, written] = isToBeWritten ? (['for share', 'for update'] as const) : [undefined, undefined];
  const added = batch.filter(({ id }) => id === null);
  const facilities = await readFacilities(em, keys(added.map(({ facility }) => facility)), held);
  const products = await readRows(em, 'product', keys(added.map(({ product }) => product)), { lock: held });
  const stored = await readRecords(em, CERTIFICATES, keys(batch.map(({ id }) => id)), written);
  const holders = [...facilities.values(), ...products].map(({ id }) => id as string);
  const ground = {
    stored,
    facilities,
    products: new Map(products.map((row) => [row.id as string, row])),
    counts: await countHeld(em, holders),
  };
  return refusingTwice(batch.map((given, index) => planCertificate(index, given, ground)));
}

const keys = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

async function countHeld(em: EntityManager, holders: readonly string[]): Promise<Map<string, number>> {
  if (holders.length === 0) return new Map();
  const query = sql`
    select coalesce(product_id, facility_id) as id, count(*)::int as count from certificate
    where product_id = any(${holders}::uuid[]) or facility_id = any(${holders}::uuid[]) group by 1`;
  const rows = await execute<{ id: string; count: number }>(em, query);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

function planCertificate(index: number, given: CertificateToSave, ground: Ground): Plan {
  const problems = new Problems();
  const found = given.id === null ? null : (ground.stored.get(given.id) ?? null);
  if (given.id !== null && !found) problems.add(['id'], NO_CERTIFICATE, 'NOT_FOUND');
  const start = given.id === null ? newRow(given, ground, problems) : { id: given.id };
  if (found) refuseOtherDemo(given.demo, found.row.demo as boolean, problems);
  const certificate = certificateOf(found?.row ?? {});
  const before = contentOf(certificate);
  putFields(certificate, given.fields, problems);
  if (given.id === null && given.fields.kind === undefined) problems.add(['kind'], NO_KIND);
  const isChanged = contentOf(certificate) !== before;
  if (found && isChanged) refuseWithdrawn(certificate, problems);
  if (problems.list.length > 0) return { outcome: 'REFUSED', errors: problems.list };
  const unverified = isChanged ? { verified_at: null, verified_by: null } : {};
  return { index, stored: found, row: { ...start, ...rowOf(certificate), ...unverified }, parts: {} };
}

function newRow({ newId, product, facility, demo }: CertificateToSave, ground: Ground, problems: Problems): Row {
  if (Boolean(product) === Boolean(facility)) {
    problems.add(['product'], ONE_HOLDER);
    return {};
  }
  const holder = product ? ground.products.get(product) : ground.facilities.get(facility!);
  if (!holder) {
    problems.add([product ? 'product' : 'facility'], NO_HOLDER, 'NOT_FOUND');
    return {};
  }
  refuseOtherDemo(demo, holder.demo as boolean, problems);
  const id = holder.id as string;
  const count = (ground.counts.get(id) ?? 0) + 1;
  ground.counts.set(id, count);
  if (count > MAX_CERTIFICATES) problems.add([], TOO_MANY, 'LIMIT_EXCEEDED');
  return { id: newId ?? uuid(), [product ? 'product_id' : 'facility_id']: id, demo: holder.demo };
}

function refuseWithdrawn(certificate: Certificate, problems: Problems): void {
  try {
    certificate.refuseIfWithdrawn();
  } catch (error) {
    for (const { path, text, code } of userErrorsOf(error) ?? []) problems.add(path, text, code);
  }
}

/** What a certificate says, and what became of it. */
const CONTENT = ['kind', 'stars', 'number', 'issuer', 'validFrom', 'validUntil', 'evidenceUrl'] as const;

const INSTANTS: readonly string[] = ['validFrom', 'validUntil', 'withdrawnAt'];

/** The content of a row as an entity, which the checks of entities read and write. */
function certificateOf(row: Row): Certificate {
  const content = [...CONTENT, 'withdrawnAt'].map((property) => {
    const value = row[columnOf(property)] ?? null;
    return [property, value !== null && INSTANTS.includes(property) ? new Date(value as string) : value];
  });
  return Object.assign(new Certificate(), Object.fromEntries(content));
}

const rowOf = (certificate: Certificate): Row =>
  Object.fromEntries(
    CONTENT.map((property) => {
      const value = certificate[property];
      return [columnOf(property), value instanceof Date ? value.toISOString() : value];
    }),
  );

const NO_CERTIFICATE: Text = {
  vi: 'Không có giấy chứng nhận nào mang mã định danh này.',
  en: 'There is no certificate with this id.',
};
const NO_KIND: Text = { vi: 'Giấy chứng nhận phải có loại.', en: 'A certificate must have a kind.' };
const ONE_HOLDER: Text = {
  vi: 'Cần đúng một trong hai: sản phẩm hoặc cơ sở.',
  en: 'Exactly one of a product and a facility is needed.',
};
const NO_HOLDER: Text = {
  vi: 'Không có sản phẩm hay cơ sở nào mang mã định danh này.',
  en: 'There is no product or facility with this id.',
};
