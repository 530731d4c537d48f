import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { amountIn } from './amounts.ts';
import { NUMBER_STYLES, type NumberStyle, parseNumeral } from './numerals.ts';
import { quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { oneLine, writtenIn } from './text-cells.ts';

export type { NumberStyle } from './numerals.ts';

/** Most digits that a number keeps; spreadsheets keep no more either. */
const MAX_DIGITS = 15;

/** Longest text that is looked at for a style. */
const LONGEST_SAMPLE = 60;

const NUMERAL = /\d(?:[\d.,'’]*\d)?/g;
const RANGE = /\d[^\d]*?(?:-|~|\.\.|\bden\b|\btoi\b|\bto\b)[^\d]*\d/;

/**
 * Reads a number. 1.234.567,5 and 1,234,567.5 are clear by themselves, whatever the style; 1.234 is not, unless a style is given:
 * then the conventions of its choices are the two styles. Words for amounts are understood (12k, 1,2 triệu), brackets and a minus at
 * either end make it negative. Ranges, units and words are refused, with the one number among them as the suggestion.
 */
export function readNumber(cell: CellValue, style: NumberStyle | null): Reading<number> {
  if (typeof cell === 'number') return readAs(cell);
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  const { negative, rest } = signOf(text);
  if (hasTooManyDigits(rest)) return refuseDigits(text);
  const sign = (value: number) => (negative && value !== 0 ? -value : value);
  return inStyle(style, (given) => amountIn(rest, given), sign) ?? refuseNumber(text);
}

/**
 * What a text is in the style that is given; without one, what it is in both, or a choice between them. Null where it is nothing.
 */
export function inStyle<Raw, T>(
  style: NumberStyle | null,
  read: (style: NumberStyle) => Raw | null,
  finish: (raw: Raw) => T,
): Reading<T> | null {
  const [comma, point] = NUMBER_STYLES.map((each) => read(style ?? each));
  if (comma === null || comma === undefined || point === null || point === undefined) return null;
  if (JSON.stringify(comma) === JSON.stringify(point)) return readAs(finish(comma));
  const choices = [comma, point].map((raw, at) => ({ convention: NUMBER_STYLES[at]!, value: finish(raw) }));
  return { is: 'ambiguous', choices };
}

/** The style that the clear numbers of a column show, also beside units; 'BOTH' where they contradict one another, null where none does. */
export function styleOf(cells: Iterable<CellValue>): NumberStyle | 'BOTH' | null {
  let shown: NumberStyle | null = null;
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell.length > LONGEST_SAMPLE) continue;
    const { rest } = signOf(oneLine(cell));
    const alone = rest.match(NUMERAL);
    const style = (parseNumeral(rest) ?? (alone?.length === 1 ? parseNumeral(alone[0]) : null))?.shows ?? null;
    if (style === null || style === shown) continue;
    if (shown !== null) return 'BOTH';
    shown = style;
  }
  return shown;
}

/** A text without its sign: a minus at either end, or brackets around it, are negative. */
export function signOf(text: string): { readonly negative: boolean; readonly rest: string } {
  const bracketed = /^\( ?([^()]*\d[^()]*?) ?\)$/.exec(text)?.[1];
  if (bracketed !== undefined) return { negative: true, rest: bracketed };
  if (/^- ?[\d.,]/.test(text)) return { negative: true, rest: text.slice(1).trimStart() };
  if (/\d ?-$/.test(text)) return { negative: true, rest: text.slice(0, -1).trimEnd() };
  return { negative: false, rest: /^\+ ?[\d.,]/.test(text) ? text.slice(1).trimStart() : text };
}

/** Whether the text gives several numbers as one range: 10 - 12, 10 đến 12. */
export const isRange = (text: string): boolean => RANGE.test(fold(text));

/** What people write around a number that says nothing of what it counts, folded: about, at least, and up. */
const HEDGES_BEFORE =
  /(?<![a-z])(?:khoang|chung|tu|tren|duoi|hon|gan|(?:toi|it|nhieu) (?:thieu|da|nhat)|xap xi|uoc(?: tinh)?|chi|con|gia|so luong|sl|min|max|about|from)(?![a-z])/g;
const HEDGES_AFTER = /(?<![a-z])(?:thoi|tro (?:len|xuong)|do lai)(?![a-z])/g;

/** Whether what stands before and after a number leaves open neither what it counts nor how much: no unit, currency or multiplier. */
export function isHedged(before: string, after: string): boolean {
  const rest = fold(before).replace(HEDGES_BEFORE, '') + fold(after).replace(HEDGES_AFTER, '');
  return /^[\s~<>≥≤≈=:(),.!?+-]*$/.test(rest);
}

/** The one numeral in a text, as it is written; undefined where there is none or another one, or where other words may belong to it. */
export function onlyNumeral(text: string): string | undefined {
  const { numeral, before, after } = numeralIn(text) ?? {};
  return numeral !== undefined && isHedged(before!, after!) ? numeral : undefined;
}

/** The one numeral in a text and what stands around it; null where there is none, or another one. */
export function numeralIn(text: string) {
  const [numeral, ...others] = text.match(NUMERAL) ?? [];
  if (numeral === undefined || others.length > 0 || !parseNumeral(numeral)) return null;
  const [before = '', after = ''] = text.split(numeral);
  return { numeral, before, after };
}

/** Whether a numeral has more digits than are kept. */
export const hasTooManyDigits = (text: string): boolean =>
  /^[\d.,' ]+$/.test(text) && text.replace(/\D/g, '').replace(/^0+/, '').length > MAX_DIGITS;

/** Says that a number has more digits than are kept. */
export function refuseDigits(text: string): RefusedCell {
  return refuseCell(
    `Số ${quoted(text)} có quá ${MAX_DIGITS} chữ số.`,
    `The number ${quoted(text)} has more than ${MAX_DIGITS} digits.`,
  );
}

function refuseNumber(text: string): RefusedCell {
  if (isRange(text)) {
    return refuseCell(
      `Cần một số; ${quoted(text)} là một khoảng.`,
      `One number is needed; ${quoted(text)} is a range.`,
    );
  }
  if (/^[-+(]?[\d.,' ]+\)?$/.test(text)) {
    return refuseCell(
      `Không đọc được số ${quoted(text)}: dấu chấm hoặc dấu phẩy đặt sai chỗ.`,
      `The number ${quoted(text)} cannot be read: its points or commas are out of place.`,
    );
  }
  return refuseCell(
    `Cần một số, không kèm chữ hay ký hiệu khác; ô này ghi ${quoted(text)}.`,
    `A number is needed, without words or other signs; this cell says ${quoted(text)}.`,
    onlyNumeral(text),
  );
}
