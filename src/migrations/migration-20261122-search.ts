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
        category_leaf uuid,
        kind text not null,
        legal_form text,
        unit text,
        province_since timestamptz[],
        province_states uuid[],
        certificate_since timestamptz[],
        certificate_masks int[],
        name_words text not null,
        name_marks text not null,
        heading_words text not null,
        terms tsvector not null,
        location_latitude double precision,
        location_longitude double precision,
        minimum_order_quantity double precision,
        lead_time_days double precision,
        category uuid[],
        place uuid[],
        price_periods int[],
        price_starts int[],
        price_quantities double precision[],
        price_amounts bigint[],
        capacity double precision[],
        attributes jsonb
      )`);
    // One index for words and places: both kinds of conditions meet inside it. Few pending entries, since each search reads them all.
    this.addSql(`
      create index search_document_terms on search_document using gin (terms, place, category)
      with (fastupdate = on, gin_pending_list_limit = 128)`);
    this.addSql('create index search_document_facility on search_document (facility)');
    // Two-letter words are in a tenth of all rows and more: their frequencies are worth knowing.
    this.addSql('alter table search_document alter column terms set statistics 500');
  }
}
