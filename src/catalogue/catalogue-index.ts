import sql, { type Sql } from 'sql-template-tag';
import type { SearchIndex } from '../platform/search/search-index.ts';
import { PriceAudience } from '../products/product-parts.entity.ts';
import { BADGES } from './badges.ts';
import { catalogueWords } from './catalogue-words.ts';
import { facilityDocuments } from './facility-documents.ts';
import { productDocuments } from './product-documents.ts';
import { suggestedNames } from './suggested-names.ts';
import { CATALOGUE_TABLE, catalogueSources } from './touched-documents.ts';

const categoryPath = (id: Sql): Sql => sql`(select path from category where category.id = ${id})`;

/** What can be searched: the products and facilities that the public sees or, once a set instant has come, will see. */
export const CATALOGUE: SearchIndex = {
  table: CATALOGUE_TABLE,
  kinds: [productDocuments, facilityDocuments],
  fields: {
    category: {
      kind: 'node',
      under: (ids) => sql`select id from category where path && ${ids}`,
      aboveOf: categoryPath,
      pathOf: categoryPath,
    },
    /** As recorded: what lies in a unit of whatever period, or went into it, is found by it. */
    place: {
      kind: 'node',
      under: (ids) => sql`select inner_id from unit_containment where outer_id = any(${ids})`,
      aboveOf: (id) => sql`(select array_agg(outer_id order by outer_id) from unit_containment where inner_id = ${id})`,
    },
    /** The province in which it lies by the clock of the request. */
    province: { kind: 'timeline' },
    certificate: { kind: 'badges', values: BADGES },
    legalForm: { kind: 'keyword', type: 'text' },
    unit: { kind: 'keyword', type: 'text' },
    facility: { kind: 'keyword', type: 'uuid' },
    demo: { kind: 'flag' },
    minimumOrderQuantity: { kind: 'number' },
    leadTimeDays: { kind: 'number' },
    price: { kind: 'ladder', audiences: Object.values(PriceAudience) },
    capacity: { kind: 'monthly' },
    location: { kind: 'point' },
    attributes: { kind: 'attributes' },
  },
  sources: catalogueSources,
  words: catalogueWords,
  suggested: suggestedNames,
};
