import { facilityNameSpelling } from '../../../facilities/facility-name.ts';
import { normaliseGtin } from '../../../platform/standards/gtin.ts';
import { canonical, spellingKey } from '../../../platform/text/vietnamese.ts';
import type { GivenMaker, GivenProduct } from '../../columns/given-product.ts';

/*
 * What rows of a file say of products, as texts: the same text is the same product. Checked rows leave theirs in import_key.
 */

/** A product by its code at the facility that its row names. */
export const codeKey = (maker: GivenMaker, externalId: string): string =>
  `code ${makerKey(maker)} ${canonical(externalId)}`;

/** A product by its code, else its GTIN, else its name; null where the row has none of them. */
export function productKey({ fields: { externalId, gtin, nameVi }, maker }: GivenProduct): string | null {
  if (externalId) return codeKey(maker, externalId);
  if (gtin) return gtinKey(gtin);
  return nameVi ? `name ${makerKey(maker)} ${spellingKey(nameVi)}` : null;
}

/** A product by its GTIN, however many digits of it are written. */
export const gtinKey = (gtin: string): string => `gtin ${normaliseGtin(gtin) ?? gtin}`;

/** A facility by its tax code, else its name and place; empty where a row names none. */
export function makerKey({ taxCode, name, place = '' }: Pick<GivenMaker, 'taxCode' | 'name' | 'place'>): string {
  if (taxCode) return taxCode.replace(/\D/g, '');
  return name ? `${facilityNameSpelling(name)} ${spellingKey(place)}`.trim() : '';
}
