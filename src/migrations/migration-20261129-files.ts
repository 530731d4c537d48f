import { Migration } from '@mikro-orm/migrations';

/** Files that come in and go out, in chunks: see platform/files/. */
export class Migration20261129Files extends Migration {
  override up(): void {
    this.addSql(`
      create table stored_file (
        id uuid primary key,
        name text not null,
        media_type text not null,
        size bigint not null,
        sha256 text,
        complete boolean not null,
        created_at timestamptz(3) not null,
        created_by text not null,
        expires_at timestamptz(3)
      )`);
    this.addSql(`
      create table stored_file_chunk (
        file_id uuid not null constraint stored_file_chunk_file_id_foreign references stored_file on delete cascade,
        position int not null,
        bytes bytea not null,
        primary key (file_id, position)
      )`);
    // Most files are compressed already; a second time costs and gains nothing.
    this.addSql('alter table stored_file_chunk alter column bytes set storage external');
  }
}
