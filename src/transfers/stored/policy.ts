import type { EntityClass } from '@mikro-orm/core';
import { raw, type Sql } from 'sql-template-tag';
import { certificateRead } from '../../certificates/certificate.read.ts';
import { facilityRead } from '../../facilities/facility.read.ts';
import type { Role } from '../../platform/auth/viewer.ts';
import type { Database } from '../../platform/database/database.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { Bind } from '../../platform/read/bind.ts';
import type { BoundType } from '../../platform/read/model.ts';
import type { ReadViewer } from '../../platform/read/policy.ts';
import type { ReadType } from '../../platform/read/read-type.ts';
import { productRead } from '../../products/product.read.ts';

/** What statements of exports run with. */
export type ExportReads = Pick<RequestContext, 'db' | 'now'> & { readonly role: Role };

type Table = Pick<BoundType, 'table' | 'visible'>;

const TABLES: ReadonlyMap<EntityClass<object>, Table> = new Map(
  [facilityRead, productRead, certificateRead].map(({ entity, visible }: ReadType) => [
    entity,
    { table: raw(entity.name.toLowerCase()), visible: visible! },
  ]),
);

/**
 * A viewer of a role as policies ask for it: statements that the read compiler does not make go by the same policies as its own.
 */
export const viewerOf = (role: Role): ReadViewer => ({
  role,
  model: { type: (entity) => TABLES.get(entity) as BoundType },
});

/** Whether a viewer of the role sees the row of an entity: Facility, Product or Certificate. */
export const isVisible = (entity: EntityClass<object>, row: Sql, role: Role): Sql =>
  TABLES.get(entity)!.visible(row, viewerOf(role));

/** Runs a statement by the clock of an export, with what policies bind; a `name` has it planned once for each connection. */
export function query<Row>(
  { db, now }: { db: Database; now: Date },
  { text, values }: Sql,
  name?: string,
): Promise<Row[]> {
  const bound = values.map((value) => ((value as unknown) instanceof Bind ? resolve(value, now) : value));
  return db.query<Row>(text, bound, name);
}

/** Policies take nothing but the clock: what else hangs on the viewer, hangs on the role. */
const resolve = (value: unknown, now: Date): unknown => (value as Bind).resolve({ now } as RequestContext);
