import { escapeMarks } from '../../platform/cells/escapes.ts';
import { encodeId } from '../../platform/graphql/ids.ts';
import { unitOf } from '../../platform/standards/units.ts';
import { PRODUCT_PREFIX } from '../../products/prefixes.ts';
import type { Measured } from '../../products/product-checks.ts';
import type { StoredAttribute, StoredPart, StoredPrice, StoredProduct } from './stored-product.ts';
import { AUDIENCE_WORDS, wordOf } from './words.ts';

/*
 * The parts of a product as the text of one cell, a line each: what part-cells.ts reads back.
 */

/** Separates what stands in one line. */
export const BETWEEN = ' | ';

const lines = (texts: readonly string[]): string | null => (texts.length > 0 ? texts.join('\n') : null);

/** A number as Vietnamese write it, without separators of thousands. */
const numberText = (value: number): string => String(value).replace('.', ',');

/** A quantity with the symbol of its unit: 0,5 kg. */
export const measuredText = ({ value, unit }: Measured): string =>
  `${numberText(value)} ${unitOf(unit)?.symbol ?? unit}`;

export const ladderText = (prices: readonly StoredPrice[]): string | null =>
  lines(
    prices.map(({ audience, minQuantity, amount, vatIncluded, holdsSince }) =>
      [
        wordOf(AUDIENCE_WORDS, audience),
        numberText(minQuantity),
        String(amount),
        vatIncluded ? 'VAT' : 'chưa VAT',
        holdsSince,
      ].join(BETWEEN),
    ),
  );

/** Parts the addresses of images that stand in one line. */
export const BETWEEN_ADDRESSES = /[\s;,]+(?=https?:)/;

export const imageText = (images: StoredProduct['images']): string | null => lines(images.map(imageLine));

function imageLine({ url, altVi, altEn }: StoredProduct['images'][number]): string {
  const address = url.replaceAll('|', '%7C').replaceAll('\\', '%5C');
  const words = altEn === null ? [altVi] : [altVi, altEn];
  const said = words.map((alt) => escapeMarks(alt ?? '', /[\\|]/g));
  if (altVi !== null || altEn !== null) return [address, ...said].join(BETWEEN);
  // What would be taken for two addresses is one.
  return BETWEEN_ADDRESSES.test(address) ? `${address} |` : address;
}

/** One number where all months have the same. */
export function capacityText(capacities: StoredProduct['capacities']): string | null {
  const [first] = capacities;
  if (first && capacities.length === 12 && capacities.every(({ quantity }) => quantity === first.quantity)) {
    return numberText(first.quantity);
  }
  return lines(capacities.map(({ month, quantity }) => `${month}: ${numberText(quantity)}`));
}

export const attributeText = (attributes: readonly StoredAttribute[]): string | null =>
  lines(attributes.map((attribute) => `${attribute.code}: ${valueText(attribute)}`));

function valueText({ text, number, boolean, option }: StoredAttribute): string {
  if (option !== null) return option;
  if (number !== null) return numberText(number);
  if (boolean !== null) return boolean ? 'có' : 'không';
  return text ?? '';
}

export const componentText = (components: readonly StoredPart[]): string | null =>
  lines(components.map((part) => `${partName(part)}: ${numberText(part.quantity)}`));

/** A code says which product is meant at the facility of the set only. */
const partName = ({ id, externalId, gtin, isOwn }: StoredPart): string =>
  (isOwn ? externalId : null) ?? gtin ?? encodeId(PRODUCT_PREFIX, id);
