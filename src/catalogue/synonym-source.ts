import sql from 'sql-template-tag';
import type { SynonymSource } from '../platform/search/search-index.ts';

/** The pairs that are in use. A trigger on their table counts the versions, so that no way to write them can leave it out. */
export const catalogueSynonyms: SynonymSource = {
  pairs: sql`select term, synonym, direction = 'ONE_WAY' as one_way from synonym where deleted_at is null order by id`,
  version: sql`(select version from search_synonym_version)`,
};
