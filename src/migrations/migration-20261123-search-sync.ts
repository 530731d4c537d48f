import { Migration } from '@mikro-orm/migrations';

/** What keeps a search engine beside PostgreSQL true: see platform/search/sync/. */
export class Migration20261123SearchSync extends Migration {
  override up(): void {
    // One row per index that an engine holds a copy of; without it no change is noted.
    this.addSql(`
      create table search_replica (
        index_table text primary key,
        name text not null,
        builds int not null default 0,
        live_uid text,
        live_created_at text,
        live_settings text,
        built_at timestamptz(3),
        building_uid text,
        building_created_at text,
        building_settings text,
        building_groups smallint not null default 0,
        building_done int not null default 0,
        building_total int not null default 0,
        retired_uid text,
        retired_at timestamptz(3),
        last_error text,
        last_error_at timestamptz(3)
      )`);
    // One row per touched document and change: nobody ever waits to add one.
    this.addSql(`
      create table search_outbox (
        id bigint generated always as identity primary key,
        index_table text not null,
        kind text not null,
        document_id uuid not null,
        document_group smallint not null generated always as (get_byte(uuid_send(document_id), 15)) stored,
        enqueued_at timestamptz(3) not null default clock_timestamp(),
        not_before timestamptz(3),
        forced boolean not null default false,
        attempts int not null default 0,
        error text
      )`);
    // A queue is read at its start: what was deleted there must not pile up.
    this.addSql(
      'alter table search_outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)',
    );
    // What each index of the engine holds: a hash, '' for nothing, null for what was sent and not confirmed.
    this.addSql(`
      create table search_ledger (
        uid text not null,
        document_id uuid not null,
        kind text not null,
        hash text,
        turns_at timestamptz(3),
        indexed_at timestamptz(3) not null,
        primary key (uid, document_id)
      )`);
    this.addSql('create index search_ledger_turns_at on search_ledger (turns_at) where turns_at is not null');
  }
}
