import { Migration } from '@mikro-orm/migrations';

/** Questions of imports may be about what is to be read instead of something that is refused. */
export class Migration20261129Corrections extends Migration {
  override up(): void {
    this.addSql(`
      alter table "import_question" drop constraint "import_question_kind_check";
      alter table "import_question" add constraint "import_question_kind_check" check ("kind" in ('NUMBER_STYLE', 'DAY_ORDER', 'MONEY_THOUSANDS', 'UNIT', 'PACKAGING', 'CATEGORY', 'PLACE', 'FACILITY', 'ZERO_PRICE', 'NOT_GOODS', 'SAME_PRODUCT', 'VALUE', 'CORRECTION'));`);
  }
}
