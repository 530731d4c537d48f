import { Migration } from '@mikro-orm/migrations';
import { createBeginnings } from './gone/beginnings.sql.ts';
import { CREATE_SUGGESTED, IS_SUGGESTED } from './gone/suggested.sql.ts';

/** Suggestions while somebody types, over the names of the catalogue. */
export class Migration20261122Suggestions extends Migration {
  override up(): void {
    for (const statement of [...createBeginnings(IS_SUGGESTED), CREATE_SUGGESTED]) this.addSql(statement);
    for (const place of [1, 2]) {
      this.addSql(`create index search_document_name_${place} on search_document (search_name(name_marks, ${place}))`);
    }
    // What is counted by them needs no look at the wide rows.
    const columns = {
      facility: 'facility, kind, visible_from',
      category: 'category, visible_from',
      place: 'place, kind, visible_from',
    };
    for (const [column, list] of Object.entries(columns)) {
      this.addSql(`drop index search_document_${column}`);
      this.addSql(`create index search_document_${column} on search_document (${list})`);
    }
    this.addSql(`
      create trigger search_document_new after insert on search_document
      for each row execute function search_note_names()`);
    this.addSql(`
      create trigger search_document_renamed after update of name_marks on search_document
      for each row when (old.name_marks is distinct from new.name_marks) execute function search_note_names()`);
  }
}
