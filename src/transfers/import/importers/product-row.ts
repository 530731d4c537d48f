import { isSaid } from '../../../platform/database/compare-records.ts';
import type { CategoryReader } from '../../../products/category-reader.ts';
import type { ComparedProduct, ProductToSave } from '../../../products/product-to-save.ts';
import { UNVERIFIED_FACILITY } from '../../../products/product-transitions.ts';
import type { Maker } from './find-makers.ts';
import { labelled } from './labelled-changes.ts';

/** A row of products as it is to be saved. */
export interface ProductRow {
  readonly product: ProductToSave;
  readonly maker: Maker;
  readonly name: string;
  /** Whether it is a set of which the file brings some products, that have no keys while it is only checked. */
  readonly isPart: boolean;
}

/** What a row writes to: two rows of one product are one too many, whatever they call it by. */
export const keysOf = ({ product: { id, facility, fields } }: ProductRow): (string | null | undefined)[] => [
  id,
  fields.externalId && `${facility} ${fields.externalId}`,
  fields.gtin?.padStart(14, '0'),
];

/** What will come of a row, whose facility and components the file may bring itself: while it is only checked they are not there. */
export function expectedOutcome(
  compared: ComparedProduct,
  { product, maker, isPart }: ProductRow,
  isToBePublic: boolean,
): ComparedProduct {
  if (isPart && compared.outcome === 'SAME') return { ...compared, outcome: 'CHANGED', changes: [NEW_COMPONENTS] };
  if (!maker.toMake || compared.outcome !== 'REFUSED') return compared;
  const errors = compared.errors.filter(({ path }) => path[0] !== 'facility');
  if (errors.length > 0) return { ...compared, errors };
  const given = Object.entries({ ...product.fields, prices: product.prices });
  const changes = given.flatMap(([field, to]) => (isSaid(to) ? [{ field, from: null, to }] : []));
  return { outcome: 'CREATED', changes, unpublished: isToBePublic ? [UNVERIFIED_FACILITY] : [] };
}

const NEW_COMPONENTS = { field: 'components', from: null, to: null };

/** An outcome that tells the category and the maker of a product by their names instead of keys. `makers` are names by keys. */
export function withNames(
  compared: ComparedProduct,
  { product, maker }: ProductRow,
  makers: ReadonlyMap<string, string>,
  categories: CategoryReader,
): ComparedProduct {
  if (compared.outcome === 'REFUSED') return compared;
  const given = [
    { field: 'facility.name', from: null, to: makers.get(maker.id) ?? null },
    { field: 'category', from: null, to: product.category },
  ];
  const changes = compared.outcome === 'CREATED' ? [...given, ...compared.changes] : compared.changes;
  return { ...compared, changes: labelled(changes, 'category', (id) => categories.labelOf(id)) };
}
