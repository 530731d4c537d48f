import { Migration } from '@mikro-orm/migrations';

/** The log of changes notes what it left out: sets by what is in them. */
export class Migration20261129ChangeNotes extends Migration {
  override up(): void {
    // Exports had cursors before the clock started: what has come due since the first of them is still to be noted.
    this.addSql(`
      update catalogue_clock set noted_until = (select min(created_at) from "export" where cursor is not null)
      where noted_until is null`);
    for (const statement of [SETS_OF_PRODUCTS, SETS_OF_FACILITIES]) this.addSql(statement);
    for (const { name, table, calls } of TRIGGERS) {
      this.addSql(`
        create trigger ${name} after update on "${table}" referencing old table as before new table as after
        for each statement execute function ${calls}()`);
    }
  }

  /** A clock that has started goes on. */
  override down(): void {
    for (const { name, table, calls } of TRIGGERS) {
      this.addSql(`drop trigger ${name} on "${table}"`);
      this.addSql(`drop function ${calls}`);
    }
  }
}

const TRIGGERS = [
  { name: 'note_sets', table: 'product', calls: 'note_sets_of_products' },
  { name: 'note_sets', table: 'facility', calls: 'note_sets_of_facilities' },
];

/**
 * Sets tell of the products in them, by their codes, as far as their reader sees them. Planned for each statement: a plan that a
 * connection made for one row would compare each of ten thousand with all others.
 */
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
