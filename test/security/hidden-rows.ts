import type { TestApp } from '../support/app.ts';

const PUBLIC_FACILITIES = `select id from facility where status = 'VERIFIED' and merged_into_id is null`;

const isPublicProduct = (now: string) =>
  `(status = 'PUBLISHED' and publish_at <= '${now}' and facility_id in (${PUBLIC_FACILITIES}))`;

/**
 * Which rows of each entity the public may not see: a condition on the table's columns, `null` where all are public, or only
 * parts of others without keys of their own. Said here once more, without the policies that are tested. Rows are deleted in this order,
 * so what depends on others stands first.
 */
export function hiddenRows(now: string): Readonly<Record<string, string | null>> {
  const products = `select id from product where not ${isPublicProduct(now)}`;
  const facilities = `select id from facility where id not in (${PUBLIC_FACILITIES})`;
  const today = `('${now}'::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date`;
  const replaced = `exists (
    select from product_price newer
    where (newer.product_id, newer.audience, newer.min_quantity) = (product_price.product_id, product_price.audience, product_price.min_quantity)
      and newer.holds_since > product_price.holds_since and newer.holds_since <= ${today})`;
  return {
    AuditEntry: 'true',
    ImportProblem: 'true',
    ImportQuestion: 'true',
    ImportChange: 'true',
    ImportBatch: 'true',
    Import: 'true',
    ImportSource: 'true',
    Export: 'true',
    StoredFileChunk: null,
    StoredFile: 'true',
    ProductTransition: 'true',
    FacilityTransition: 'true',
    FacilityDocument: 'true',
    Certificate: `product_id in (${products}) or facility_id in (${facilities})`,
    ProductImage: `product_id in (${products})`,
    ProductPrice: `product_id in (${products}) or holds_since > ${today} or ${replaced}`,
    ProductCapacity: `product_id in (${products})`,
    ProductAttribute: `product_id in (${products})`,
    ProductComponent: `set_id in (${products}) or component_id in (${products})`,
    Product: `not ${isPublicProduct(now)}`,
    Facility: `id not in (${PUBLIC_FACILITIES})`,
    Synonym: 'deleted_at is not null',
    Category: null,
    AttributeDefinition: null,
    AttributeOption: null,
    AdministrativeUnit: null,
    UnitContainment: null,
    UnitParenthood: null,
    UnitSuccession: null,
    PlaceAlias: null,
  };
}

/** Takes from the rows that the public sees what it may not see of them. */
const EMPTY_HIDDEN_VALUES = `
  update facility set needs = '{}';
  update facility set tax_code = null where length(tax_code) = 12;`;

/** The entities of the application by name, with their tables. */
export function tables(app: TestApp): Map<string, string> {
  const all = [...app.services.orm.getMetadata().getAll().values()];
  return new Map(all.filter(({ abstract }) => !abstract).map(({ className, tableName }) => [className, tableName]));
}

/** Removes all that the public may not see, and what the search knew of it. Whatever the public asks, it must not notice. */
export async function removeHidden(app: TestApp, now: string): Promise<void> {
  const tableOf = tables(app);
  const deletions = Object.entries(hiddenRows(now)).flatMap(([name, hidden]) =>
    hidden === null || !tableOf.has(name) ? [] : `delete from ${tableOf.get(name)} where ${hidden};`,
  );
  // Without its foreign keys: a cascade would remove what is not named above.
  await app.services.db.query(
    `begin; set local session_replication_role = replica; ${deletions.join('\n')} ${EMPTY_HIDDEN_VALUES} commit;`,
  );
  await app.services.search.rebuild(app.services.orm, () => {});
}

/** The keys of the hidden rows of an entity. */
export async function hiddenKeys(app: TestApp, entity: string, now: string): Promise<string[]> {
  const hidden = hiddenRows(now)[entity];
  if (!hidden) return [];
  const rows = await app.services.db.query<{ id: string }>(
    `select id from ${tables(app).get(entity)} where ${hidden} order by id`,
  );
  return rows.map(({ id }) => id);
}
