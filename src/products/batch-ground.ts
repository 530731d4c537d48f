import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { readFacilities } from '../facilities/facility-table.ts';
import type { Stored } from '../platform/database/batch.ts';
import { execute } from '../platform/database/execute.ts';
import { type Row, readRows } from '../platform/database/table-rows.ts';
import { readRecords } from '../platform/database/write-records.ts';
import { AttributeDefinition } from './category.entity.ts';
import { PRODUCTS } from './product-table.ts';
import type { ProductToSave } from './product-to-save.ts';

/** What a batch of products stands on, as it is in the database. */
export interface Ground {
  /** Facilities by the keys that were given, which after a merger are not always their own. */
  readonly facilities: ReadonlyMap<string, Row>;
  readonly categories: ReadonlyMap<string, Row>;
  readonly definitions: readonly AttributeDefinition[];
  /** The products that the batch changes, and those that it puts into sets. */
  readonly products: ReadonlyMap<string, Stored>;
  /** Keys of products that are sets, or are to be. */
  readonly sets: ReadonlySet<string>;
  /** Keys of products that are in a set, or are to be. */
  readonly inSets: ReadonlySet<string>;
}

/**
 * Reads it; `isToBeWritten` keeps all of it as it is until the transaction ends. Locks are taken as single writes take them, facilities,
 * categories and then products, and each table's in the order of ids.
 */
export async function readGround(
  em: EntityManager,
  batch: readonly ProductToSave[],
  isToBeWritten: boolean,
): Promise<Ground> {
  const [held, written] = isToBeWritten ? (['for share', 'for update'] as const) : [undefined, undefined];
  const made = batch.filter(({ id }) => id === null).map(({ facility }) => facility);
  const facilities = await readFacilities(em, [...new Set(made)], held);
  const ids = batch.flatMap(({ id }) => id ?? []);
  const inner = batch.flatMap(({ components }) => (components ?? []).map(({ product }) => product));
  const known = await categoriesOf(em, ids);
  const named = batch.flatMap(({ category }) => category ?? []);
  const rows = await readRows(em, 'category', [...new Set([...named, ...known])], { lock: held });
  const products = await readRecords(em, PRODUCTS, [...new Set([...ids, ...inner])], written);
  const outer = batch.filter(({ components }) => (components?.length ?? 0) > 0).flatMap(({ id }) => id ?? []);
  const { sets, inSets } = await readSets(em, [...new Set([...outer, ...inner])]);
  return {
    facilities,
    categories: new Map(rows.map((row) => [row.id as string, row])),
    definitions: await readDefinitions(em, rows, batch),
    products,
    sets: new Set([...sets, ...outer]),
    inSets: new Set([...inSets, ...inner]),
  };
}

/** The categories of products that are there, which a batch need not name. */
async function categoriesOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const query = sql`select distinct category_id as id from product where id = any(${ids}::uuid[])`;
  return (await execute<{ id: string }>(em, query)).map(({ id }) => id);
}

/** Which of some products are sets, and which are in one. */
async function readSets(em: EntityManager, ids: readonly string[]): Promise<{ sets: string[]; inSets: string[] }> {
  if (ids.length === 0) return { sets: [], inSets: [] };
  const [sets, inSets] = [
    await readRows(em, 'product_component', ids, { column: 'set_id' }),
    await readRows(em, 'product_component', ids, { column: 'component_id' }),
  ];
  return { sets: sets.map((row) => row.set_id as string), inSets: inSets.map((row) => row.component_id as string) };
}

/** The attributes that the categories allow: needed where some are given, or stay in another category. */
async function readDefinitions(
  em: EntityManager,
  categories: readonly Row[],
  batch: readonly ProductToSave[],
): Promise<AttributeDefinition[]> {
  const isAsked = batch.some(({ id, category, attributes }) => attributes?.length || (id !== null && category));
  if (!isAsked) return [];
  const paths = new Set(categories.flatMap(({ path }) => path as string[]));
  const options = { populate: ['options'], disableIdentityMap: true } as const;
  return em.find(AttributeDefinition, { category: { $in: [...paths] } }, options);
}
