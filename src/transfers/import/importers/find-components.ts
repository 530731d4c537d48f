import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { execute } from '../../../platform/database/execute.ts';
import { decodeId } from '../../../platform/graphql/ids.ts';
import { normaliseGtin } from '../../../platform/standards/gtin.ts';
import { canonical } from '../../../platform/text/vietnamese.ts';
import { PRODUCT_PREFIX } from '../../../products/prefixes.ts';
import type { GivenComponent } from '../../../products/product-components.ts';
import type { GivenProduct } from '../../columns/given-product.ts';
import type { Maker } from './find-makers.ts';
import type { ReadRow } from './importer.ts';
import { codeKey, gtinKey } from './product-keys.ts';

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
  /** What the name says as a global id and as a GTIN; null where it is none. */
  readonly id: string | null;
  readonly gtin: string | null;
  /** What the row of a new product leaves in import_key. */
  readonly key: string;
}

/**
 * The products that the sets among the rows consist of, by their codes at the facility of the set, else by their global ids or GTINs,
 * whoever makes them; undefined for a row that says nothing of it, or whose maker is not known. A name that neither is one of these nor
 * one of what the file brings before is refused. In one statement.
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
    return components.map(({ name }) => ({
      facility,
      code: canonical(name),
      id: idIn(name),
      gtin: normaliseGtin(name),
      key: codeKey(maker, name),
    }));
  });
  const found = await lookUp(em, id, named.flat());
  return rows.map(({ reader, given: { components } }, place) => {
    if (components === undefined || makers[place] === undefined) return undefined;
    const known = named[place]!.map((one) => found.get(wordsOf(one)));
    for (const [at, one] of known.entries()) {
      const { name } = components[at]!;
      if (one === undefined) reader.about('components', name).refuse(missing(name));
    }
    return {
      components: known.flatMap((product, at) => (product ? [{ product, quantity: components[at]!.quantity }] : [])),
      isPart: known.includes(null),
    };
  });
}

function idIn(name: string): string | null {
  const id = decodeId(name);
  return id?.prefix === PRODUCT_PREFIX ? id.uuid : null;
}

/** Their keys: null for those that the file brings. */
async function lookUp(em: EntityManager, id: string, named: readonly Named[]): Promise<Map<string, string | null>> {
  if (named.length === 0) return new Map();
  const distinct = [...new Map(named.map((one) => [wordsOf(one), one])).values()];
  const rows = await execute<{ facility: string; code: string; product: string | null }>(
    em,
    sql`
      with given as materialized (
        select given.*, ${isBrought(id, sql`given.key`)} as is_brought
        from unnest(
          ${distinct.map(({ facility }) => facility)}::uuid[], ${distinct.map(({ code }) => code)}::text[],
          ${distinct.map((one) => one.id)}::uuid[], ${distinct.map(({ gtin }) => gtin)}::text[],
          ${distinct.map(({ key }) => key)}::text[], ${distinct.map(({ gtin }) => gtin && gtinKey(gtin))}::text[]
        ) given (facility, code, id, gtin, key, gtin_name)
      )
      select given.facility, given.code,
        case when own.id is not null or not given.is_brought then coalesce(own.id, meant.id, sold.id) end as product
      from given
      left join product own on own.facility_id = given.facility and own.external_id = given.code
      left join product meant on meant.id = given.id
      left join product sold on sold.gtin14 = given.gtin
      where coalesce(own.id, meant.id, sold.id) is not null or given.is_brought or ${isBrought(id, sql`given.gtin_name`)}`,
  );
  return new Map(rows.map((row) => [wordsOf(row), row.product]));
}

const isBrought = (id: string, key: Sql): Sql =>
  sql`exists (select from import_key known where known.import_id = ${id} and known.key = ${key} and not known.is_refused)`;

const wordsOf = ({ facility, code }: { facility: string; code: string }): string => `${facility} ${code}`;

const missing = (name: string) => ({
  vi: `Cơ sở này không có sản phẩm mã ${name}, và không có sản phẩm nào có mã vạch hay mã định danh ấy; nhập sản phẩm đó trước.`,
  en: `The facility has no product with the code ${name}, and no product has such a GTIN or id; import that first.`,
});
