import sql, { type Sql } from 'sql-template-tag';
import { Certificate } from '../certificates/certificate.entity.ts';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit, UnitParenthood, UnitSuccession } from '../places/administrative-unit.entity.ts';
import type { SearchSource } from '../platform/search/source.ts';
import { AttributeDefinition, AttributeOption, Category } from '../products/category.entity.ts';
import { Product } from '../products/product.entity.ts';

export const CATALOGUE_TABLE = 'search_document';

/** Facilities that a condition on `facility` selects, and all their products. */
const facilitiesAndProducts = (condition: Sql): Sql => sql`
  select 'facility' as kind, facility.id from facility where ${condition}
  union all
  select 'product', product.id from product join facility on facility.id = product.facility_id where ${condition}`;

const products = (condition: Sql): Sql => sql`select 'product' as kind, product.id from product where ${condition}`;

/** Whatever is recorded in units, or in what lies in them. */
const recordedIn = (units: Sql): Sql =>
  facilitiesAndProducts(sql`facility.place_id in (
    select containment.inner_id from unit_containment containment where containment.outer_id in (${units}))`);

/**
 * Which documents a change touches. The parts of a product (prices, capacities …) are not listed: a write of them writes the
 * product too. Containment is derived from the units, and so are its rows here.
 */
export const catalogueSources: readonly SearchSource[] = [
  { entity: Product, kind: 'product' },
  {
    entity: Facility,
    kind: 'facility',
    // After a merger the products belong to the one that stays.
    touched: (ids) =>
      facilitiesAndProducts(sql`(
        facility.id = any(${ids})
        or facility.id in (select gone.merged_into_id from facility gone where gone.id = any(${ids})))`),
  },
  {
    entity: Certificate,
    touched: (ids) => sql`
      ${products(sql`product.id in (select held.product_id from certificate held where held.id = any(${ids}))`)}
      union all
      ${facilitiesAndProducts(sql`facility.id in (select held.facility_id from certificate held where held.id = any(${ids}))`)}`,
  },
  {
    entity: Category,
    touched: (ids) =>
      products(sql`product.category_id in (select below.id from category below where below.path && ${ids})`),
  },
  {
    entity: AttributeDefinition,
    touched: (ids) =>
      products(sql`product.id in (
      select value.product_id from product_attribute value where value.definition_id = any(${ids}))`),
  },
  {
    entity: AttributeOption,
    touched: (ids) =>
      products(sql`product.id in (
      select value.product_id from product_attribute value where value.option_id = any(${ids}))`),
  },
  { entity: AdministrativeUnit, touched: (ids) => recordedIn(sql`select unnest(${ids})`) },
  {
    entity: UnitParenthood,
    touched: (ids) =>
      recordedIn(sql`select unnest(array[unit_id, parent_id]) from unit_parenthood where id = any(${ids})`),
  },
  {
    entity: UnitSuccession,
    touched: (ids) =>
      recordedIn(sql`select unnest(array[predecessor_id, successor_id]) from unit_succession where id = any(${ids})`),
  },
];
