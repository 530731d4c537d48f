import { Migration } from '@mikro-orm/migrations';

/** The log of changes notes what it left out: sets by what is in them, and what lies in administrative units that change. */
export class Migration20261129ChangeNotes extends Migration {
  override up(): void {
    // Exports had cursors before the clock started: what has come due since the first of them is still to be noted.
    this.addSql(`
      update catalogue_clock set noted_until = (select min(created_at) from "export" where cursor is not null)
      where noted_until is null`);
    const functions = [PRODUCTS, SETS_OF_PRODUCTS, SETS_OF_FACILITIES, PLACES, UNITS, CONTAINMENT];
    for (const statement of functions) this.addSql(statement);
    for (const { name, event, table, calls } of TRIGGERS) {
      this.addSql(`
        create trigger ${name} after ${event} on "${table}" referencing ${ROWS[event]}
        for each statement execute function ${calls}()`);
    }
  }

  /** A clock that has started goes on. */
  override down(): void {
    for (const { name, table } of TRIGGERS) this.addSql(`drop trigger ${name} on "${table}"`);
    for (const name of FUNCTIONS) this.addSql(`drop function ${name}`);
  }
}

/** What triggers call the rows of a statement. */
const ROWS = {
  insert: 'new table as after',
  update: 'old table as before new table as after',
  delete: 'old table as before',
} as const;

const TRIGGERS: readonly { name: string; event: keyof typeof ROWS; table: string; calls: string }[] = [
  { name: 'note_sets', event: 'update', table: 'product', calls: 'note_sets_of_products' },
  { name: 'note_sets', event: 'update', table: 'facility', calls: 'note_sets_of_facilities' },
  { name: 'note_update', event: 'update', table: 'administrative_unit', calls: 'note_unit_changes' },
  { name: 'note_insert', event: 'insert', table: 'unit_containment', calls: 'note_containment_changes' },
  { name: 'note_update', event: 'update', table: 'unit_containment', calls: 'note_containment_changes' },
  { name: 'note_delete', event: 'delete', table: 'unit_containment', calls: 'note_containment_changes' },
];

const FUNCTIONS = [
  'note_sets_of_products',
  'note_sets_of_facilities',
  'note_unit_changes',
  'note_containment_changes',
  'note_places',
];

const WAS_PUBLIC = (at: string): string => `(
  coalesce(before.status = 'PUBLISHED' and before.publish_at <= ${at}, false) and exists (
    select from facility where facility.id = before.facility_id and facility.status = 'VERIFIED' and facility.merged_into_id is null))`;

/**
 * What is noted of products, as before. But updates are planned for each statement: a plan that a connection made for one row would
 * compare each of ten thousand with all others.
 */
const PRODUCTS = `
  create or replace function note_product_changes() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      insert into catalogue_change (type, id, at, was_public) select 'PRODUCT', id, updated_at, false from after;
    elsif tg_op = 'DELETE' then
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', before.id, clock_timestamp(), ${WAS_PUBLIC('clock_timestamp()')} from before;
    else
      execute $sql$
        insert into catalogue_change (type, id, at, was_public)
        select 'PRODUCT', after.id, after.updated_at, ${WAS_PUBLIC('after.updated_at')}
        from before join after on after.id = before.id$sql$;
      execute $sql$
        insert into catalogue_change (type, id, at, was_public)
        select 'CERTIFICATE', certificate.id, after.updated_at, ${WAS_PUBLIC('after.updated_at')}
        from before join after on after.id = before.id join certificate on certificate.product_id = after.id
        where (before.status, before.publish_at, before.facility_id)
          is distinct from (after.status, after.publish_at, after.facility_id)$sql$;
    end if;
    return null;
  end $$`;

/** Sets tell of the products in them, by their codes, as far as their reader sees them; planned for each statement, too. */
const SETS_OF_PRODUCTS = `
  create function note_sets_of_products() returns trigger language plpgsql as $$
  begin
    execute $sql$
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', part.set_id, max(after.updated_at), false
      from before join after on after.id = before.id join product_component part on part.component_id = after.id
      where (before.external_id, before.status, before.publish_at, before.facility_id)
        is distinct from (after.external_id, after.status, after.publish_at, after.facility_id)
      group by part.set_id$sql$;
    return null;
  end $$`;

/** A facility that is hidden or shown takes its products out of sets of others, or puts them back. */
const SETS_OF_FACILITIES = `
  create function note_sets_of_facilities() returns trigger language plpgsql as $$
  begin
    execute $sql$
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', part.set_id, max(after.updated_at), false
      from before join after on after.id = before.id join product on product.facility_id = after.id
      join product_component part on part.component_id = product.id
      where (before.status, before.merged_into_id) is distinct from (after.status, after.merged_into_id)
      group by part.set_id$sql$;
    return null;
  end $$`;

/** Notes the facilities that are recorded in places, with their products; once in a transaction, however many of its statements change them. */
const PLACES = `
  create function note_places(places uuid[]) returns void language sql as $$
    insert into catalogue_change (type, id, at, was_public)
    select told.type, told.id, clock_timestamp(), false
    from (
      select 'FACILITY' as type, id from facility where place_id = any(places)
      union all
      select 'PRODUCT', product.id from facility join product on product.facility_id = facility.id where place_id = any(places)
    ) told
    where not exists (
      select from catalogue_change noted
      where noted.xid = pg_current_xact_id() and noted.type = told.type and noted.id = told.id)
  $$`;

/** What lies in a unit tells of it. */
const UNITS = `
  create function note_unit_changes() returns trigger language plpgsql as $$
  begin
    perform note_places(array(
      select distinct contained.inner_id
      from before join after on after.id = before.id join unit_containment contained on contained.outer_id = after.id
      where (before.level, before.code, before.type, before.name, before.name_en, before.valid_from, before.valid_until)
        is distinct from (after.level, after.code, after.type, after.name, after.name_en, after.valid_from, after.valid_until)));
    return null;
  end $$`;

/** What is recorded in a place tells of the units that it lies in. */
const CONTAINMENT = `
  create function note_containment_changes() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      perform note_places(array(select distinct inner_id from before));
    else
      perform note_places(array(select distinct inner_id from after));
    end if;
    return null;
  end $$`;
