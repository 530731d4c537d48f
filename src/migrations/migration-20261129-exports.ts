import { Migration } from '@mikro-orm/migrations';

/**
 * Exports, and the log of changes that partners follow. The log is written by triggers, so that whatever writes a record notes it in
 * its own transaction; `xid` is that transaction, by which readers know what is complete: see transfers/changes/read-changes.ts.
 */
export class Migration20261129Exports extends Migration {
  override up(): void {
    this.addSql(EXPORT);
    this.addSql(LOG);
    for (const statement of [PRODUCTS, FACILITIES, CERTIFICATES, CATEGORIES]) this.addSql(statement);
    for (const table of ['product', 'facility', 'certificate']) {
      for (const event of ['insert', 'update', 'delete']) this.addSql(trigger(table, event));
    }
    this.addSql(trigger('category', 'update'));
    // What is there already is the beginning of the log.
    this.addSql(`
      insert into catalogue_change (type, id, at, was_public)
      select 'FACILITY', id, updated_at, false from facility
      union all select 'PRODUCT', id, updated_at, false from product
      union all select 'CERTIFICATE', id, updated_at, false from certificate`);
  }
}

const EXPORT = `
  create table "export" (
    "id" uuid not null,
    "version" int not null default 1,
    "created_at" timestamptz(3) not null,
    "updated_at" timestamptz(3) not null,
    "what" text not null,
    "kind" text null,
    "format" text not null,
    "audience" text not null,
    "language" text not null,
    "settings" jsonb not null,
    "state" text not null default 'QUEUED',
    "percent" double precision not null default 0,
    "rows" int not null default 0,
    "cut" boolean not null default false,
    "cursor" text null,
    "file" uuid not null,
    "file_name" text not null,
    "link_path" text not null,
    "link_expires_at" timestamptz(3) not null,
    "created_by" text not null,
    "idempotency_key" text null,
    "failure_text" jsonb null,
    "ended_at" timestamptz(3) null,
    primary key ("id")
  );
  create index "export_link_expires_at_index" on "export" ("link_expires_at");
  alter table "export" add constraint "export_idempotency_key_unique" unique ("idempotency_key");
  create index "export_newest" on "export" ("created_at", "id");
  alter table "export" add constraint "export_what_check" check ("what" in ('RECORDS', 'SEARCH', 'CHANGES', 'REFUSED_ROWS', 'TEMPLATE'));
  alter table "export" add constraint "export_kind_check" check ("kind" in ('PRODUCTS', 'FACILITIES', 'CERTIFICATES'));
  alter table "export" add constraint "export_format_check" check ("format" in ('CSV', 'XLSX', 'JSONL', 'JSONLD'));
  alter table "export" add constraint "export_audience_check" check ("audience" in ('PUBLIC', 'OPERATOR'));
  alter table "export" add constraint "export_state_check" check ("state" in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'));`;

const LOG = `
  create table catalogue_change (
    xid xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity,
    type text not null,
    id uuid not null,
    at timestamptz(3) not null,
    was_public boolean not null,
    primary key (xid, seq)
  );
  create table catalogue_clock (noted_until timestamptz(3), cluster text not null);
  insert into catalogue_clock (cluster) select system_identifier::text from pg_control_system();`;

/** A trigger that hands all rows of a statement to the function of its table. */
function trigger(table: string, event: string): string {
  const rows =
    { insert: 'new table as after', delete: 'old table as before' }[event] ?? 'old table as before new table as after';
  return `
    create trigger note_${event} after ${event} on "${table}" referencing ${rows}
    for each statement execute function note_${table}_changes()`;
}

const IS_PUBLIC_FACILITY = (row: string) => `(${row}.status = 'VERIFIED' and ${row}.merged_into_id is null)`;

const IS_PUBLIC_PRODUCT = (row: string, at: string) =>
  `coalesce(${row}.status = 'PUBLISHED' and ${row}.publish_at <= ${at}, false)`;

/** A product of a facility, as it was before a statement. */
const WAS_PUBLIC_PRODUCT = (at: string) => `(${IS_PUBLIC_PRODUCT('before', at)} and exists (
  select from facility where facility.id = before.facility_id and ${IS_PUBLIC_FACILITY('facility')}))`;

/** A product that is hidden or shown takes its certificates with it. */
const PRODUCTS = `
  create function note_product_changes() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      insert into catalogue_change (type, id, at, was_public) select 'PRODUCT', id, updated_at, false from after;
    elsif tg_op = 'DELETE' then
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', before.id, clock_timestamp(), ${WAS_PUBLIC_PRODUCT('clock_timestamp()')} from before;
    else
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', after.id, after.updated_at, ${WAS_PUBLIC_PRODUCT('after.updated_at')}
      from before join after on after.id = before.id;
      insert into catalogue_change (type, id, at, was_public)
      select 'CERTIFICATE', certificate.id, after.updated_at, ${WAS_PUBLIC_PRODUCT('after.updated_at')}
      from before join after on after.id = before.id join certificate on certificate.product_id = after.id
      where (before.status, before.publish_at, before.facility_id) is distinct from (after.status, after.publish_at, after.facility_id);
    end if;
    return null;
  end $$`;

/** Products tell of their facility; one that is hidden or shown takes its products and all their certificates with it. */
const FACILITIES = `
  create function note_facility_changes() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      insert into catalogue_change (type, id, at, was_public) select 'FACILITY', id, updated_at, false from after;
    elsif tg_op = 'DELETE' then
      insert into catalogue_change (type, id, at, was_public)
      select 'FACILITY', before.id, clock_timestamp(), ${IS_PUBLIC_FACILITY('before')} from before;
    else
      insert into catalogue_change (type, id, at, was_public)
      select 'FACILITY', after.id, after.updated_at, ${IS_PUBLIC_FACILITY('before')}
      from before join after on after.id = before.id;
      insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', product.id, after.updated_at,
        ${IS_PUBLIC_FACILITY('before')} and ${IS_PUBLIC_PRODUCT('product', 'after.updated_at')}
      from before join after on after.id = before.id join product on product.facility_id = after.id
      where (before.name, before.name_en, before.tax_code, before.place_id, before.address, before.phone, before.website,
          before.status, before.merged_into_id)
        is distinct from (after.name, after.name_en, after.tax_code, after.place_id, after.address, after.phone, after.website,
          after.status, after.merged_into_id);
      insert into catalogue_change (type, id, at, was_public)
      select 'CERTIFICATE', certificate.id, after.updated_at, ${IS_PUBLIC_FACILITY('before')}
        and (product.id is null or ${IS_PUBLIC_PRODUCT('product', 'after.updated_at')})
      from before join after on after.id = before.id
      join (
        select certificate.id, certificate.facility_id as holder, null::uuid as product_id from certificate
        where certificate.facility_id is not null
        union all
        select certificate.id, product.facility_id, product.id from certificate join product on product.id = certificate.product_id
      ) certificate on certificate.holder = after.id
      left join product on product.id = certificate.product_id
      where (before.status, before.merged_into_id) is distinct from (after.status, after.merged_into_id);
    end if;
    return null;
  end $$`;

/** Whoever holds a certificate tells of it. One that goes with its holder, which can be asked no more, may have been public. */
const CERTIFICATES = `
  create function note_certificate_changes() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      insert into catalogue_change (type, id, at, was_public)
      select 'CERTIFICATE', before.id, clock_timestamp(), (product.id is null or ${IS_PUBLIC_PRODUCT('product', 'clock_timestamp()')})
        and (facility.id is null or ${IS_PUBLIC_FACILITY('facility')})
      from before left join product on product.id = before.product_id
      left join facility on facility.id = coalesce(before.facility_id, product.facility_id);
      insert into catalogue_change (type, id, at, was_public)
      select distinct case when product_id is null then 'FACILITY' else 'PRODUCT' end, coalesce(product_id, facility_id),
        clock_timestamp(), false from before;
    else
      insert into catalogue_change (type, id, at, was_public) select 'CERTIFICATE', id, updated_at, false from after;
      insert into catalogue_change (type, id, at, was_public)
      select case when product_id is null then 'FACILITY' else 'PRODUCT' end, coalesce(product_id, facility_id), max(updated_at), false
      from after group by product_id, facility_id;
    end if;
    return null;
  end $$`;

/** Products tell of the categories above them. */
const CATEGORIES = `
  create function note_category_changes() returns trigger language plpgsql as $$
  begin
    insert into catalogue_change (type, id, at, was_public)
    select distinct 'PRODUCT', product.id, clock_timestamp(), false
    from before join after on after.id = before.id
    join category below on below.path @> array[after.id] join product on product.category_id = below.id
    where (before.code, before.name_vi, before.name_en, before.path) is distinct from (after.code, after.name_vi, after.name_en, after.path);
    return null;
  end $$`;
