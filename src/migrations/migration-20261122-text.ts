import { Migration } from '@mikro-orm/migrations';
import { CREATE_VI_FOLD } from '../platform/text/vietnamese.sql.ts';

/** The SQL side of folding Vietnamese text. */
export class Migration20261122Text extends Migration {
  override up(): void {
    this.addSql(CREATE_VI_FOLD);
  }
}
