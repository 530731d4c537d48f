import { Migration } from '@mikro-orm/migrations';

/** The log of changes notes what it left out. */
export class Migration20261129ChangeNotes extends Migration {
  override up(): void {
    // Exports had cursors before the clock started: what has come due since the first of them is still to be noted.
    this.addSql(`
      update catalogue_clock set noted_until = (select min(created_at) from "export" where cursor is not null)
      where noted_until is null`);
  }

  /** A clock that has started goes on. */
  override down(): void {}
}
