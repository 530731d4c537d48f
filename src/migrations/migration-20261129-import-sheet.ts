import { Migration } from '@mikro-orm/migrations';

/** An import says which sheet it reads, and how many rows that hides. */
export class Migration20261129ImportSheet extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import" add column "sheet" text null;
      alter table "import" add column "hidden_rows" int not null default 0;`);
  }

  override down(): void {
    this.addSql(`
      alter table "import" drop column "sheet";
      alter table "import" drop column "hidden_rows";`);
  }
}
