import { Migration } from '@mikro-orm/migrations';

/** An import that cannot be undone becomes again what it was, and says why. */
export class Migration20261129ImportUndo extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import" add column "before_undo" jsonb null;
      alter table "import" add column "undo_failure_text" jsonb null;
      -- Of those that are being undone nobody knows any more what they were.
      update "import" set "before_undo" = '{"state": "DONE", "percent": 100, "endedAt": null, "failureText": null}'
      where "state" = 'UNDOING';`);
  }

  override down(): void {
    this.addSql(`
      alter table "import" drop column "before_undo";
      alter table "import" drop column "undo_failure_text";`);
  }
}
