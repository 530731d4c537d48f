import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { execute } from '../../../platform/database/execute.ts';
import { canonical } from '../../../platform/text/vietnamese.ts';
import type { GivenComponent } from '../../../products/product-components.ts';
import type { GivenProduct } from '../../columns/given-product.ts';
import type { Maker } from './find-makers.ts';
import type { ReadRow } from './importer.ts';
import { codeKey } from './product-keys.ts';

/** What a set consists of. */
export interface FoundComponents {
  readonly components: readonly GivenComponent[];
  /** Whether the file brings others of them: while it is only checked, these have no keys yet. */
  readonly isPart: boolean;
}

/** A component that a row names; its facility is that of the set. */
interface Named {
  readonly facility: string;
  readonly code: string;
  /** What the row of a new product leaves in import_key. */
  readonly key: string;
}

/**
 * The products that the sets among the rows consist of, by their codes at the facility of the set; undefined for a row that says nothing
 * of it, or whose maker is not known. A code that neither the facility has nor the file brings before is refused. In one statement.
 */
export async function findComponents(
  em: EntityManager,
  /** Key of the import. */
  id: string,
  rows: readonly ReadRow<GivenProduct>[],
  makers: readonly (Maker | undefined)[],
): Promise<readonly (FoundComponents | undefined)[]> {
  const named = rows.map(({ given: { components = [], maker } }, place) => {
    const facility = makers[place]?.id;
    if (facility === undefined) return [];
    return components.map(({ externalId }) => ({
      facility,
      code: canonical(externalId),
      key: codeKey(maker, externalId),
    }));
  });
  const found = await lookUp(em, id, named.flat());
  return rows.map(({ reader, given: { components } }, place) => {
    if (components === undefined || makers[place] === undefined) return undefined;
    const known = named[place]!.map((one) => found.get(wordsOf(one)));
    for (const [at, one] of known.entries()) {
      if (one === undefined)
        reader.about('components', components[at]!.externalId).refuse(missing(components[at]!.externalId));
    }
    return {
      components: known.flatMap((product, at) => (product ? [{ product, quantity: components[at]!.quantity }] : [])),
      isPart: known.includes(null),
    };
  });
}

/** Their keys: null for those that the file brings. */
async function lookUp(em: EntityManager, id: string, named: readonly Named[]): Promise<Map<string, string | null>> {
  if (named.length === 0) return new Map();
  const distinct = [...new Map(named.map((one) => [wordsOf(one), one])).values()];
  const rows = await execute<{ facility: string; code: string; product: string | null }>(
    em,
    sql`
      select given.facility, given.code, product.id as product
      from unnest(
        ${distinct.map(({ facility }) => facility)}::uuid[], ${distinct.map(({ code }) => code)}::text[],
        ${distinct.map(({ key }) => key)}::text[]
      ) given (facility, code, key)
      left join product on product.facility_id = given.facility and product.external_id = given.code
      where product.id is not null
        or exists (select from import_key known where known.import_id = ${id} and known.key = given.key)`,
  );
  return new Map(rows.map((row) => [wordsOf(row), row.product]));
}

const wordsOf = ({ facility, code }: { facility: string; code: string }): string => `${facility} ${code}`;

const missing = (code: string) => ({
  vi: `Không có sản phẩm mã ${code} của cơ sở này; nhập sản phẩm đó trước.`,
  en: `The facility has no product with the code ${code}; import that first.`,
});
