import { Migration } from '@mikro-orm/migrations';

/** A log of changes that was restored in another cluster notes how far it is numbered anew: see transfers/changes/standing.ts. */
export class Migration20261129Renumbering extends Migration {
  override up(): void {
    this.addSql(
      'alter table catalogue_clock add column moving_to text, add column moved_up_to bigint not null default 0',
    );
  }
}
