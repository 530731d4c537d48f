import { unitNamed } from '../standards/unit-names.ts';
import { unitOf } from '../standards/units.ts';
import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { hasTooManyDigits, inStyle, isRange, type NumberStyle, refuseDigits } from './numbers.ts';
import { parseNumeral } from './numerals.ts';
import { quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { writtenIn } from './text-cells.ts';

/**
 * So much of a unit, as it is written (null where none is), and what one of it holds: “500 ml” is 500 of ml; “thùng 24 chai” is 1 of
 * thùng that holds 24 of chai; “24 chai x 500ml” is 24 of chai, each holding 500 of ml.
 */
export interface Quantity {
  readonly value: number;
  readonly unit: string | null;
  readonly contains: Quantity | null;
}

/** A numeral and the words after it; words without a numeral are one of them. */
interface Item {
  readonly numeral: string | null;
  readonly unit: string | null;
}

/** Units whose next smaller part follows them: 1kg2 is 1.2 kg, 1 lít 5 is 1.5 litres. */
const HALF_SAID = /^(\d+) ?(?:kg|ky|ki|can|lit|l|tan|ta)(?:(\d{1,3})| (\d|\d{3}))$/;

/** Powers of metres end in a digit, which is no numeral. */
const ITEM =
  /(\d(?:[\d.,'’]*\d)?(?: \d{3}(?!\d))*(?:[.,]\d+)?|[.,]\d+)? ?((?:[^\d()/]|(?<=(?<!\p{L})[cdkm]?m)[23](?!\d))*)/giuy;

/** What stands between a unit and the number after it: 24 chai x 500ml. */
const TIMES = /(?:^|\s)x$|\s*[×*=]$/i;

const LABEL =
  /^(?:[KT]L|N\.?W\.?|(?:khối|trọng) lượng(?: tịnh)?|dung tích|thể tích(?: thực)?|quy cách|net(?: weight)?)(?: ?: ?| )/iu;
const ESTIMATE = /^(?:~|>|<|≥|≤|(?:khoang|tren|duoi|hon|gan|tu|toi thieu|toi da|it nhat|min|max|about)(?![a-z]))/;

/** Longest unit that is believed: what is longer is a sentence. */
const UNIT_LENGTH = 30;

const DEEPEST = 3;

/**
 * Reads a quantity: “500 ml”, “0,5L”, “1kg2”, “thùng 24”, “24 chai/thùng”, “500g/gói”, “gói (500 g)”, “24 x 500ml”. The style matters
 * where a number beside it would be ambiguous. Measures hold nothing: “500g x 20 gói” is 20 of gói, each holding 500 of g.
 * Ranges, estimates and words without a number are refused; of khoảng 500g the 500g is suggested.
 */
export function readQuantity(cell: CellValue, style: NumberStyle | null): Reading<Quantity> {
  if (typeof cell === 'number')
    return cell < 0 ? refuseQuantity(String(cell)) : readAs({ value: cell, unit: null, contains: null });
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  if (hasTooManyDigits(text)) return refuseDigits(text);
  const bare = text.replace(LABEL, '');
  const estimate = ESTIMATE.exec(fold(bare))?.[0] ?? '';
  if (estimate !== '' || isRange(bare)) {
    const exact = bare.slice(estimate.length).trim();
    return refuseCell(
      `Cần một số lượng chính xác; ${quoted(text)} là một khoảng hoặc ước chừng.`,
      `One exact quantity is needed; ${quoted(text)} is a range or an estimate.`,
      !isRange(exact) && quantityIn(exact, 'POINT_DECIMAL') ? exact : undefined,
    );
  }
  return (
    inStyle(
      style,
      (given) => quantityIn(bare, given),
      (quantity) => quantity,
    ) ?? refuseQuantity(text)
  );
}

/** The quantity in a style, or null where the text is none. */
function quantityIn(text: string, style: NumberStyle): Quantity | null {
  const halfSaid = HALF_SAID.exec(fold(text));
  if (halfSaid) {
    const unit = text.replace(/^[\d ]+|[\d ]+$/g, '');
    return { value: Number(`${halfSaid[1]}.${halfSaid[2] ?? halfSaid[3]}`), unit, contains: null };
  }
  const items = orderedItems(text);
  if (!items || items.length > DEEPEST || items.every(({ numeral }) => numeral === null)) return null;
  let quantity: Quantity | null = null;
  for (const { numeral, unit } of items.toReversed()) {
    const value = numeral === null ? 1 : Number(parseNumeral(numeral)?.[style] ?? Number.NaN);
    if (Number.isNaN(value) || (unit !== null && unit.length > UNIT_LENGTH)) return null;
    quantity = { value, unit, contains: quantity };
  }
  return quantity;
}

/** The items from the outermost to the innermost. */
function orderedItems(text: string): Item[] | null {
  const sides = text.split('/');
  if (sides.length > 2) return null;
  const [left, right] = sides.map(itemsOf);
  if (!left || right === null) return null;
  if (right === undefined) return outermostFirst(left);
  const isUnit = (items: Item[]) => items.length === 1 && items[0]!.numeral === null;
  // 24 chai/thùng, 500g/gói: the right side holds the left; hộp/500g: the left holds the right.
  if (isUnit(right) && !isUnit(left)) return [...right, ...outermostFirst(left)];
  return isUnit(left) && !isUnit(right) ? [...left, ...outermostFirst(right)] : null;
}

/** Items in the order in which they are written; null where something else is among them. */
function itemsOf(text: string): Item[] | null {
  const flat = text.replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim();
  const items: Item[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < flat.length) {
    const [whole, numeral, words] = ITEM.exec(flat) ?? [];
    if (!whole) return null;
    const unit = unitIn(words ?? '');
    if (numeral === undefined && !/\p{L}/u.test(unit ?? '')) return null;
    items.push({ numeral: numeral ?? null, unit });
  }
  return items.length > 0 ? items : null;
}

/** The words without what leads to the next number; in 500mlx24 the x belongs to no unit. */
function unitIn(words: string): string | null {
  const unit = words
    .trim()
    .replace(TIMES, '')
    .replace(/^[\s:,.-]+|[\s:,-]+$/g, '');
  const shorter = unit.slice(0, -1);
  const hasTimes = /x$/i.test(unit) && unitNamed(unit) === null && unitNamed(shorter) !== null;
  return (hasTimes ? shorter : unit) || null;
}

const isMeasure = ({ unit }: Item): boolean => {
  const dimension = unitOf((unit && unitNamed(unit)) ?? '')?.dimension;
  return dimension === 'MASS' || dimension === 'VOLUME';
};

const outermostFirst = (items: Item[]): Item[] =>
  items.length > 1 && isMeasure(items[0]!) && !isMeasure(items.at(-1)!) ? items.toReversed() : items;

const refuseQuantity = (text: string): RefusedCell =>
  refuseCell(
    `Không đọc được số lượng ${quoted(text)}; hãy ghi số và đơn vị, ví dụ 500 ml hoặc thùng 24 chai.`,
    `The quantity ${quoted(text)} cannot be read; write a number and a unit, such as 500 ml or thùng 24 chai.`,
  );
