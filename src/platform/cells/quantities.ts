import { countedBy, unitNamed } from '../standards/unit-names.ts';
import { type Dimension, unitOf } from '../standards/units.ts';
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
  /** What says that it is so many times the next one, or the same as that; its place alone where it is null. */
  readonly sign: 'TIMES' | 'EQUALS' | null;
}

/** Units whose next smaller part follows them: 1kg2 is 1.2 kg, 1 lít 5 is 1.5 litres. */
const HALF_SAID = /^(\d+) ?(?:kg|ky|ki|can|lit|l|tan|ta)(?:(\d{1,3})| (\d|\d{3}))$/;

/** Powers of metres end in a digit, which is no numeral. */
const ITEM =
  /(\d(?:[\d.,'’]*\d)?(?: \d{3}(?!\d))*(?:[.,]\d+)?|[.,]\d+)? ?((?:[^\d()/]|(?<=(?<!\p{L})[cdkm]?m)[23](?!\d))*)/giuy;

/** What stands between a unit and the number after it: 24 chai x 500ml. */
const TIMES = /(?:^|\s)x$|\s*[×*]$/i;

/** All that words of a unit are made of, and the colon before what it holds. Other marks part quantities, or decimals from a whole. */
const UNIT_WORDS = /^[\p{L}\p{M}23\s.:'’-]*$/u;

/** Words between two quantities. */
const BETWEEN = /(?<!\p{L})(?:hoặc|hoac|hay|và|tặng|kèm|thêm|cộng|với|or|and|plus|free)(?!\p{L})/iu;

/** The letter O for a zero. */
const LETTER_ZERO = /\d[oO]/;

const LABEL =
  /^(?:[KT]L|N\.?W\.?|(?:khối|trọng) lượng(?: tịnh)?|dung tích|thể tích(?: thực)?|quy cách|net(?: weight)?)(?: ?: ?| )/iu;
const ESTIMATE = /^(?:~|>|<|≥|≤|(?:khoang|tren|duoi|hon|gan|tu|toi thieu|toi da|it nhat|min|max|about)(?![a-z]))/;

/** Longest unit that is believed: what is longer is a sentence. */
const UNIT_LENGTH = 30;

const DEEPEST = 3;

/**
 * Reads a quantity: “500 ml”, “0,5L”, “1kg2”, “thùng 24”, “24 chai/thùng”, “500g/gói”, “gói (500 g)”, “24 x 500ml”. The style matters
 * where a number beside it would be ambiguous. Measures hold nothing: “500g x 20 gói” is 20 of gói, each holding 500 of g.
 * Ranges, estimates, several quantities and words without a number are refused; of khoảng 500g the 500g is suggested.
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
  if (LETTER_ZERO.test(text) || BETWEEN.test(text)) return null;
  const items = orderedItems(text.replace(/[\s,;]+$/, ''));
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
  if (isUnit(left) === isUnit(right)) return null;
  // 24 chai/thùng, 500g/gói: the right side holds the left; hộp/500g: the left holds the right.
  const [[outer], inner] = isUnit(right) ? [right, outermostFirst(left)] : [left, outermostFirst(right)];
  return inner && outermostFirst([outer!, ...inner]);
}

/** Items in the order in which they are written; null where something else is among them, or it is not clear what holds what. */
function itemsOf(text: string): Item[] | null {
  const flat = text.replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim();
  const items: Item[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < flat.length) {
    const [whole, numeral = null, words] = ITEM.exec(flat) ?? [];
    if (!whole) return null;
    const item = { numeral, ...unitIn(words ?? '') };
    if (!UNIT_WORDS.test(item.unit ?? '') || (numeral === null && !/\p{L}/u.test(item.unit ?? ''))) return null;
    const before = items.at(-1);
    if (before && !mayHold(before, item)) return null;
    items.push(item);
  }
  return items.length > 0 ? items : null;
}

/** The words without what leads to the next number; in 500mlx24 the x belongs to no unit. */
function unitIn(words: string): Pick<Item, 'unit' | 'sign'> {
  const text = words.trim();
  const isEqual = text.endsWith('=');
  const unit = text.replace(isEqual ? /=$/ : TIMES, '').replace(/^[\s:.-]+|[\s:-]+$/g, '');
  const shorter = unit.slice(0, -1);
  const hasTimes = /x$/i.test(unit) && unitNamed(unit) === null && unitNamed(shorter) !== null;
  const sign = isEqual ? 'EQUALS' : hasTimes || TIMES.test(text) ? 'TIMES' : null;
  return { unit: (hasTimes ? shorter : unit) || null, sign };
}

/** Whether an item may hold the next one, for all that its sign says. */
function mayHold({ numeral, unit, sign }: Item, next: Item): boolean {
  if (sign === 'TIMES') return true;
  if (sign === 'EQUALS') return numeral === null || numeral === '1';
  // In “hộp 2 500g” it is not clear where a number ends.
  if (next.numeral?.includes(' ')) return false;
  return numeral === null || (unit !== null && isThing(unit));
}

/** Whether so many of a unit may hold something each: 24 chai, 24 chai PET, 10 miếng. */
const isThing = (unit: string): boolean =>
  [unit, unit.split(' ')[0]!].some((word) => countedBy(word) === 'PIECES' || unitNamed(word) !== null);

const MEASURED: ReadonlySet<Dimension> = new Set(['MASS', 'VOLUME', 'LENGTH', 'AREA']);

const dimensionOf = ({ unit }: Item): Dimension | null => unitOf((unit && unitNamed(unit)) ?? '')?.dimension ?? null;

const isMeasure = (item: Item): boolean => MEASURED.has(dimensionOf(item)!);

/** Measures hold nothing: one before a thing is held by that, and 20x30cm is a size. Null where a measure would hold something. */
function outermostFirst(items: Item[]): Item[] | null {
  const [first, last] = [items[0]!, items.at(-1)!];
  const ordered = first.sign === 'TIMES' && isMeasure(first) && !isMeasure(last) ? items.toReversed() : items;
  const outer = ordered.slice(0, -1);
  const isSize = dimensionOf(last) === 'LENGTH' && outer.some(({ unit }) => unit === null);
  return outer.some(isMeasure) || isSize ? null : ordered;
}

const refuseQuantity = (text: string): RefusedCell =>
  refuseCell(
    `Không đọc được số lượng ${quoted(text)}; hãy ghi số và đơn vị, ví dụ 500 ml hoặc thùng 24 chai.`,
    `The quantity ${quoted(text)} cannot be read; write a number and a unit, such as 500 ml or thùng 24 chai.`,
  );
