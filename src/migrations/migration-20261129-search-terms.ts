import { Migration } from '@mikro-orm/migrations';
import { CREATE_SEARCH_FUNCTIONS } from '../platform/search/postgres/search-words.sql.ts';

/** The statement that writes documents makes their terms itself, of words that cost less to find. */
export class Migration20261129SearchTerms extends Migration {
  override up(): void {
    for (const statement of CREATE_SEARCH_FUNCTIONS) this.addSql(statement);
    this.addSql('drop function if exists search_terms(text, text, text, text)');
  }
}
