import { Migration } from '@mikro-orm/migrations';

/** An import says why new products of it stay drafts, and tells apart the rounds of work on it. */
export class Migration20261129HeldBack extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import" add column "held_back" jsonb not null default '[]';
      alter table "import" add column "round" int not null default 0;`);
  }
}
