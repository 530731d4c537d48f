import { Migration } from '@mikro-orm/migrations';

/**
 * Synonyms, and the one row that counts their changes. It is counted up in the transaction of the change, whose lock on the row makes the
 * order of the versions that of the commits.
 */
export class Migration20261122Synonyms extends Migration {
  override up(): void {
    this.addSql(`
      create table "synonym" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "term" text not null,
        "synonym" text not null,
        "direction" text not null,
        "kind" text not null,
        "note" text null,
        "term_key" text not null,
        "synonym_key" text not null,
        "pair_key" text not null,
        "deleted_at" timestamptz(3) null,
        primary key ("id")
      );
      create unique index "synonym_pair" on "synonym" (pair_key) where deleted_at is null;
      alter table "synonym" add constraint "synonym_direction_check" check ("direction" in ('BOTH', 'ONE_WAY'));
      alter table "synonym" add constraint "synonym_kind_check" check ("kind" in ('REGIONAL', 'SPELLING', 'TRADE', 'ENGLISH', 'OTHER'));`);
    this.addSql('create table search_synonym_version (version bigint not null)');
    this.addSql('insert into search_synonym_version values (0)');
    this.addSql(`
      create function "synonym_changed_fn"() returns trigger language plpgsql as $$
      begin
        update search_synonym_version set version = version + 1;
        return null;
      end $$`);
    this.addSql(`
      create trigger "changed" after insert or update or delete on "synonym"
      for each statement execute function "synonym_changed_fn"()`);
  }
}
