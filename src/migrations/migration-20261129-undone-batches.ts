import { Migration } from '@mikro-orm/migrations';

/** An import is undone batch by batch. */
export class Migration20261129UndoneBatches extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import_batch" add column "undone_at" timestamptz(3) null;
      update "import_batch" set "undone_at" = coalesce("import"."ended_at", "import"."updated_at")
      from "import" where "import"."id" = "import_batch"."import_id" and "import"."state" = 'UNDONE';`);
  }

  override down(): void {
    this.addSql(`alter table "import_batch" drop column "undone_at";`);
  }
}
