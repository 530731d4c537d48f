import { Migration } from '@mikro-orm/migrations';

/** The tables of imports: files, what is wrong with them and open, and what was written of them. */
export class Migration20261129Imports extends Migration {
  override up(): void {
    this.addSql(`
      create table "import_source" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "name" text not null,
        "kind" text not null,
        "columns" jsonb not null,
        "answers" jsonb not null,
        primary key ("id")
      );
      alter table "import_source" add constraint "import_source_kind_name_unique" unique ("kind", "name");
      alter table "import_source" add constraint "import_source_kind_check" check ("kind" in ('PRODUCTS', 'FACILITIES', 'CERTIFICATES'));
      create table "import" (
        "id" uuid not null,
        "version" int not null default 1,
        "created_at" timestamptz(3) not null,
        "updated_at" timestamptz(3) not null,
        "kind" text not null,
        "state" text not null default 'WAITING',
        "file" uuid null,
        "url" text null,
        "file_name" text not null,
        "file_hash" text null,
        "created_by" text not null,
        "source_id" uuid null,
        "idempotency_key" text null,
        "options" jsonb not null,
        "columns" jsonb not null,
        "answers" jsonb not null,
        "format" text null,
        "encoding" text null,
        "delimiter" text null,
        "sheets" text[] not null default '{}',
        "header_row" int null,
        "percent" double precision not null default 0,
        "rows" int not null default 0,
        "created" int not null default 0,
        "changed" int not null default 0,
        "same" int not null default 0,
        "refused" int not null default 0,
        "undecided" int not null default 0,
        "left_out" int not null default 0,
        "facilities_created" int not null default 0,
        "failure_text" jsonb null,
        "ended_at" timestamptz(3) null,
        primary key ("id")
      );
      alter table "import" add constraint "import_idempotency_key_unique" unique ("idempotency_key");
      create index "import_newest" on "import" ("created_at", "id");
      alter table "import" add constraint "import_kind_check" check ("kind" in ('PRODUCTS', 'FACILITIES', 'CERTIFICATES'));
      alter table "import" add constraint "import_state_check" check ("state" in ('WAITING', 'CHECKING', 'CHECKED', 'QUEUED', 'IMPORTING', 'DONE', 'CANCELLED', 'FAILED', 'UNDOING', 'UNDONE'));
      alter table "import" add constraint "import_source_id_foreign" foreign key ("source_id") references "import_source" ("id") on delete set null;
      create table "import_question" (
        "id" uuid not null,
        "import_id" uuid not null,
        "key" text not null,
        "kind" text not null,
        "column" text null,
        "value" text null,
        "rows" int not null,
        "first_row" int not null,
        "choices" jsonb not null,
        "answer" text null,
        primary key ("id")
      );
      alter table "import_question" add constraint "import_question_import_id_key_unique" unique ("import_id", "key");
      alter table "import_question" add constraint "import_question_import_id_foreign" foreign key ("import_id") references "import" ("id") on delete cascade;
      alter table "import_question" add constraint "import_question_kind_check" check ("kind" in ('NUMBER_STYLE', 'DAY_ORDER', 'MONEY_THOUSANDS', 'UNIT', 'PACKAGING', 'CATEGORY', 'PLACE', 'FACILITY', 'ZERO_PRICE', 'NOT_GOODS', 'SAME_PRODUCT', 'VALUE'));
      create table "import_problem" (
        "id" uuid not null,
        "import_id" uuid not null,
        "row" int not null,
        "column" text null,
        "header" text null,
        "value" text null,
        "code" text not null,
        "text" jsonb not null,
        "suggestion" text null,
        primary key ("id")
      );
      create index "import_problem_in_order" on "import_problem" ("import_id", "row", "id");
      alter table "import_problem" add constraint "import_problem_import_id_foreign" foreign key ("import_id") references "import" ("id") on delete cascade;
      create table "import_change" (
        "id" uuid not null,
        "import_id" uuid not null,
        "row" int not null,
        "action" text not null,
        "name" text not null,
        "fields" jsonb not null,
        primary key ("id")
      );
      create index "import_change_in_order" on "import_change" ("import_id", "row", "id");
      alter table "import_change" add constraint "import_change_import_id_foreign" foreign key ("import_id") references "import" ("id") on delete cascade;
      alter table "import_change" add constraint "import_change_action_check" check ("action" in ('CREATE', 'CHANGE'));
      create table "import_batch" (
        "id" uuid not null,
        "import_id" uuid not null,
        "first_row" int not null,
        "last_row" int not null,
        "created" int not null,
        "changed" int not null,
        "records" jsonb not null,
        primary key ("id")
      );
      alter table "import_batch" add constraint "import_batch_import_id_first_row_unique" unique ("import_id", "first_row");
      alter table "import_batch" add constraint "import_batch_import_id_foreign" foreign key ("import_id") references "import" ("id") on delete cascade;
      -- What the rows of a file are about, while it is checked.
      create table import_key (
        import_id uuid not null references "import" on delete cascade,
        key text not null,
        row int not null,
        primary key (import_id, key)
      );
    `);
  }
}
