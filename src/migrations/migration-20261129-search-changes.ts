import { Migration } from '@mikro-orm/migrations';

/**
 * What changed in search tables and in the names that are suggested, for the processes that hold them in memory: see
 * platform/search/memory/. What was only read to find the beginnings of names goes.
 */
export class Migration20261129SearchChanges extends Migration {
  override up(): void {
    this.addSql(`
      create table search_change (
        index_table text not null,
        kind text not null,
        id uuid not null,
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
    for (const name of ['new', 'renamed']) this.addSql(`drop trigger search_document_${name} on search_document`);
    for (const name of ['name_1', 'name_2', 'facility', 'place']) this.addSql(`drop index search_document_${name}`);
    this.addSql('drop table search_beginning');
    for (const name of ['note_names', 'candidates', 'suggested', 'beginnings', 'name']) {
      this.addSql(`drop function search_${name}`);
    }
  }
}
