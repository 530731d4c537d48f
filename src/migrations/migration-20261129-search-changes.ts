import { Migration } from '@mikro-orm/migrations';

/** What changed in search tables, for the processes that hold them in memory: see platform/search/memory/. */
export class Migration20261129SearchChanges extends Migration {
  override up(): void {
    this.addSql(`
      create table search_change (
        index_table text not null,
        document_id uuid not null,
        changed_by xid8 not null default pg_current_xact_id()
      )`);
    this.addSql('create index search_change_changed_by on search_change (changed_by)');
    // One row: changes of transactions below it are deleted, and those below the next one will be.
    this.addSql(`
      create table search_change_pruned (
        below xid8 not null,
        next_below xid8 not null
      )`);
    this.addSql(
      `insert into search_change_pruned (below, next_below) values ('0', pg_snapshot_xmin(pg_current_snapshot()))`,
    );
  }
}
