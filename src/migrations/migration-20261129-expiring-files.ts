import { Migration } from '@mikro-orm/migrations';

/** Files that came in and that no import took expire as new ones do; one that came within a day may be on its way into an import. */
export class Migration20261129ExpiringFiles extends Migration {
  override up(): void {
    this.addSql(`
      update stored_file set expires_at = now() + interval '7 days'
      where expires_at is null and complete and created_at < now() - interval '1 day'
        and not exists (select from "import" where "import"."file" = stored_file.id)`);
  }
}
