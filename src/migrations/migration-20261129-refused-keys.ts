import { Migration } from '@mikro-orm/migrations';

/** Rows that are refused leave what they are about, too, while a file is checked: a later row of the same is no other record. */
export class Migration20261129RefusedKeys extends Migration {
  override up(): void {
    this.addSql('alter table import_key add column is_refused boolean not null default false');
  }
}
