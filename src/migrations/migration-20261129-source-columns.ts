import { Migration } from '@mikro-orm/migrations';

/**
 * What was said of the columns of a source is kept by their folded headers. Where two become one, a field goes before a column that is
 * left out.
 */
export class Migration20261129SourceColumns extends Migration {
  override up(): void {
    this.addSql(`
      update import_source set columns = (
        select jsonb_object_agg(vi_fold(key), value order by value <> 'null', key) from jsonb_each(columns)
      ) where columns <> '{}'`);
  }
}
