import { Migration } from '@mikro-orm/migrations';

/** A batch of an import knows what had become of the rows by its end, so that an import that goes on counts those before, too. */
export class Migration20261129BatchCounts extends Migration {
  override up(): void {
    this.addSql(`alter table "import_batch" add column "counts" jsonb not null default '{}';`);
  }

  override down(): void {
    this.addSql('alter table "import_batch" drop column "counts";');
  }
}
