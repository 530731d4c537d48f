import { Migration } from '@mikro-orm/migrations';
import { CREATE_SEARCH_FUNCTIONS } from '../platform/search/postgres/search-words.sql.ts';

/**
 * The search table of the catalogue. One wide row per document, so that matching, filtering, ranking and counting need no join; what
 * every query reads comes first, since the columns behind a value of variable length are slower to reach.
 */
export class Migration20261122Search extends Migration {
  override up(): void {
    for (const statement of CREATE_SEARCH_FUNCTIONS) this.addSql(statement);
    this.addSql(`
      create table search_document (
        visible_from timestamptz(3) not null,
        recorded_at timestamptz(3) not null,
        id uuid primary key,
        facility uuid not null,
        demo boolean not null,
        name_length smallint not null,
        category uuid,
        place uuid,
        kind text not null,
        legal_form text,
        unit text,
        province_since timestamptz[],
        province_states uuid[],
        certificate_since timestamptz[],
        certificate_masks int[],
        location_latitude double precision,
        location_longitude double precision,
        minimum_order_quantity double precision,
        lead_time_days double precision,
        attributes jsonb,
        capacity double precision[],
        price_periods int[],
        price_starts int[],
        price_quantities double precision[],
        price_amounts bigint[],
        name_words text not null,
        name_marks text not null,
        heading_words text not null,
        terms tsvector not null
      )`);
    // Few pending entries, since each search reads them all.
    this.addSql(`
      create index search_document_terms on search_document using gin (terms)
      with (fastupdate = on, gin_pending_list_limit = 128)`);
    for (const column of ['facility', 'category', 'place']) {
      this.addSql(`create index search_document_${column} on search_document (${column})`);
    }
    // Two-letter words are in a tenth of all rows and more: their frequencies are worth knowing.
    this.addSql('alter table search_document alter column terms set statistics 500');
  }
}
