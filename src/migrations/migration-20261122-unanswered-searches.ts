import { Migration } from '@mikro-orm/migrations';

/** How often something was searched for on a day, in Viet Nam, that is not there. */
export class Migration20261122UnansweredSearches extends Migration {
  override up(): void {
    this.addSql(`
      create table search_unanswered (
        day date not null,
        kind text not null,
        text text not null,
        count int not null,
        without_filters int not null,
        last_at timestamptz(3) not null,
        primary key (day, kind, text)
      )`);
  }
}
