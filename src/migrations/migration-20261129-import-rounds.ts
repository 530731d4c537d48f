import { Migration } from '@mikro-orm/migrations';

/** An import tells apart the rounds of work on it, and says what one of them held back. */
export class Migration20261129ImportRounds extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import" add column "held_back" jsonb not null default '[]';
      alter table "import" add column "round" int not null default 0;`);
  }
}
