import { nameWithForm } from '../../../facilities/facility-name.ts';
import { normaliseGtin } from '../../../platform/standards/gtin.ts';
import { unitOf } from '../../../platform/standards/units.ts';
import { canonical, spellingKey } from '../../../platform/text/vietnamese.ts';
import type { Measured } from '../../../products/product-checks.ts';
import type { GivenMaker, GivenProduct } from '../../columns/given-product.ts';

/*
 * What rows of a file say of products, as texts: the same text is the same product. Checked rows leave theirs in import_key.
 */

/** A product by its code at the facility that its row names. */
export const codeKey = (maker: GivenMaker, externalId: string): string =>
  `code ${makerKey(maker)} ${canonical(externalId)}`;

/** A product by its code, else its GTIN, else its name and size; null where the row has none of them. */
export function productKey(given: GivenProduct): string | null {
  const { fields, maker } = given;
  const { externalId, gtin, nameVi } = fields;
  if (externalId) return codeKey(maker, externalId);
  if (gtin) return gtinKey(gtin);
  return nameVi ? `name ${makerKey(maker)} ${spellingKey(nameVi)} | ${sizeKey(given)}` : null;
}

/** What tells products of one name apart: the unit in which they are sold, and what one of it holds. */
export function sizeKey({ fields: { unit, netContent }, unitSaid }: GivenProduct): string {
  return [unit ?? unitSaid ?? '', netContent ? netContentKey(netContent) : ''].join(' ').trim();
}

/** A net content, in whatever unit it is measured: 500 g is 0.5 kg. */
export function netContentKey({ value, unit }: Measured): string {
  const known = unitOf(unit);
  return known?.factor ? `${known.dimension} ${Number((value * known.factor).toPrecision(12))}` : `${unit} ${value}`;
}

/** A product by its GTIN, however many digits of it are written. */
export const gtinKey = (gtin: string): string => `gtin ${normaliseGtin(gtin) ?? gtin}`;

/** A facility by its tax code, else its name and place; empty where a row names none. */
export function makerKey({ taxCode, name, place = '' }: Pick<GivenMaker, 'taxCode' | 'name' | 'place'>): string {
  if (taxCode) return taxCode.replace(/\D/g, '');
  return name ? `${nameWithForm(name)} ${spellingKey(place)}`.trim() : '';
}
