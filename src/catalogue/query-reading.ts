import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { ref } from '../platform/read/reads.ts';
import type { AnalysedText } from '../platform/search/analysed-text.ts';
import { Category } from '../products/category.entity.ts';

/** Most places, and most categories, that are shown. */
const MOST = 20;

/** What the API says of how a query was understood. */
export function queryReading({ changes, ignored, synonyms, names, meant }: AnalysedText): object {
  const idsOf = (field: string) => [...new Set(names.filter((name) => name.field === field).map(({ id }) => id))];
  return {
    changes: changes.map(({ kind, from, to }) => ({ kind: kind.toUpperCase(), from, to })),
    ignored,
    synonyms,
    places: idsOf('place')
      .slice(0, MOST)
      .map((id) => ref(AdministrativeUnit, id)),
    categories: idsOf('category')
      .slice(0, MOST)
      .map((id) => ref(Category, id)),
    didYouMean: meant,
  };
}
