import { Migration } from '@mikro-orm/migrations';

/** An import tells apart the attempts to check it. */
export class Migration20261129CheckAttempts extends Migration {
  override up(): void {
    this.addSql(`alter table "import" add column "attempt" int not null default 0;`);
  }

  override down(): void {
    this.addSql('alter table "import" drop column "attempt";');
  }
}
