import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { amountIn, hasPower } from './amounts.ts';
import { hasTooManyDigits, inStyle, isRange, type NumberStyle, onlyNumeral, refuseDigits, signOf } from './numbers.ts';
import { mapReading, quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { writtenIn } from './text-cells.ts';

/**
 * A price: whole đồng, 0 or more, and what they are for as the cell says it after a slash (kg, hộp 500g), null where it does not;
 * or that it is told on request.
 */
export type Money = { readonly amount: number; readonly per: string | null } | { readonly onRequest: true };

/** What plain numbers of a column count. */
export type MoneyScale = 'DONG' | 'THOUSANDS';

/** Below this, a number with decimals, or in a column in thousands, counts thousands of đồng. */
const THOUSANDS_BELOW = 1_000;

/** How people say that the price is told on request, folded; a telephone may follow. */
const ON_REQUEST = new RegExp(
  `^(?:(?:gia|xin|vui long|hay|goi)[ :]+)*(?:${[
    'lien he',
    'lh',
    'thoa thuan',
    'thuong luong',
    'bao gia',
    'hoi gia',
    '(?:theo )?(?:thoi (?:diem|gia|vu)|(?:gia )?thi truong)',
    'theo yeu cau',
    'inbox',
    'ib',
    'call',
    'contact',
    'negotiable',
    '(?:price )?(?:up)?on request',
    'by request',
    'poa',
  ].join('|')})(?![a-z])`,
);
const FOREIGN = /[$€£¥฿₩]|\b(?:usd|eur|gbp|jpy|cny|rmb|thb|krw|euro|dollars?|do la|do my|te|yen|baht)\b/;
const LABEL = /^(?:don )?gia(?: ban| le| si| niem yet)*(?: ?:)? (?=\S)|^gia(?: ban| le| si)*:/;
const CURRENCY_BEFORE = /^(?:vnd|vn ?d|₫|d)\.? ?(?=[\d(-])/;
const CURRENCY_AFTER = / ?(?:vnd|dvn|vn ?d|dong|d|₫)\.?$/;
const SINGLE_GROUP = /^[1-9]\d{0,2}(?:[.,]\d{3}|(?:([., '’])\d{3})(?:\1\d{3})+)$/;

/**
 * Reads a price in đồng. Đồng have no decimals, so a mark before exactly three digits parts thousands, whatever the style: 10.000 and
 * 10,000 are clear. 12,5 can only be thousands: a choice by the convention 'THOUSANDS', which is taken once `scale` says so; then
 * plain numbers below 1,000 are thousands too. The style matters beside a word alone: 1.250 triệu is refused without one.
 *
 * Zero is an amount: what it means is for the caller to ask. Other currencies, ranges and negative amounts are refused.
 */
export function readMoney(cell: CellValue, style: NumberStyle | null, scale: MoneyScale = 'DONG'): Reading<Money> {
  if (typeof cell === 'number') return asMoney(readPlain(cell, scale), null);
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  const [price, per] = splitUnit(text);
  const said = fold(price);
  if (ON_REQUEST.test(said)) return readAs({ onRequest: true });
  if (FOREIGN.test(said)) {
    return refuseCell(
      `Giá phải bằng đồng Việt Nam; ô này ghi ${quoted(text)}.`,
      `A price is in Vietnamese đồng; this cell says ${quoted(text)}.`,
    );
  }
  const bare = said
    .replace(LABEL, '')
    .trim()
    .replace(CURRENCY_BEFORE, '')
    .replace(/[.,]-$/, '')
    .replace(CURRENCY_AFTER, '');
  const { negative, rest } = signOf(bare);
  if (negative) return refuseNegative(text);
  if (hasTooManyDigits(rest)) return refuseDigits(text);
  return asMoney(readAmount(rest, style, scale) ?? refusePrice(text), per);
}

const asMoney = (amount: Reading<number>, per: string | null): Reading<Money> =>
  mapReading(amount, (value) => ({ amount: value, per }));

/** The price and what it is for: “10.000đ/kg”. */
function splitUnit(text: string): [price: string, per: string | null] {
  const cut = text.indexOf('/');
  const per = text.slice(cut + 1).trim();
  return cut > 0 && /^[^/]*\p{L}[^/]*$/u.test(per) ? [text.slice(0, cut).trim(), per] : [text, null];
}

function readAmount(text: string, style: NumberStyle | null, scale: MoneyScale): Reading<number> | null {
  if (SINGLE_GROUP.test(text)) return readPlain(Number(text.replace(/\D/g, '')), scale);
  if (!hasPower(text)) {
    // Without three digits after its one mark a numeral is the same in both styles.
    const value = amountIn(text, 'COMMA_DECIMAL');
    return value === null ? null : readPlain(value, scale, /[.,]\d+$/.test(text));
  }
  const value = inStyle(
    style,
    (given) => amountIn(text, given),
    (amount) => amount,
  );
  if (value?.is === 'ambiguous') {
    return refuseCell(
      `Không rõ ${quoted(text)} là bao nhiêu; hãy ghi đủ số đồng, ví dụ 1.250.000.`,
      `It is not clear how much ${quoted(text)} is; write it in đồng, such as 1.250.000.`,
    );
  }
  return value?.is === 'value' ? readPlain(value.value, 'DONG') : null;
}

/** An amount that is written without a word; `decimals`: it has some, be they zeros. */
function readPlain(value: number, scale: MoneyScale, decimals = false): Reading<number> {
  if (value < 0) return refuseNegative(String(value));
  const whole = Math.round(value);
  // Formulas leave hairs.
  const isWhole = Math.abs(value - whole) < 1e-6;
  const thousands = Math.round(value * 1e6) / 1e3;
  if (value > 0 && value < THOUSANDS_BELOW && Number.isInteger(thousands)) {
    if (scale === 'THOUSANDS') return readAs(thousands);
    if (!isWhole) return { is: 'ambiguous', choices: [{ convention: 'THOUSANDS', value: thousands }] };
    if (decimals) {
      return {
        is: 'ambiguous',
        choices: [
          { convention: 'DONG', value: whole },
          { convention: 'THOUSANDS', value: thousands },
        ],
      };
    }
  }
  if (isWhole && Number.isSafeInteger(whole)) return readAs(whole);
  return refuseCell(
    `Tiền đồng không có số lẻ: ${value}.`,
    `Đồng have no decimals: ${value}.`,
    whole >= THOUSANDS_BELOW && Number.isSafeInteger(whole) ? String(whole) : undefined,
  );
}

const refuseNegative = (text: string): RefusedCell =>
  refuseCell(`Giá không thể âm: ${quoted(text)}.`, `A price cannot be negative: ${quoted(text)}.`);

function refusePrice(text: string): RefusedCell {
  if (isRange(text)) {
    return refuseCell(
      `Mỗi ô chỉ ghi một giá; ${quoted(text)} là một khoảng.`,
      `A cell has one price; ${quoted(text)} is a range.`,
    );
  }
  return refuseCell(
    `Không đọc được giá ${quoted(text)}; hãy ghi số đồng, ví dụ 10.000, hoặc “liên hệ”.`,
    `The price ${quoted(text)} cannot be read; write the đồng, such as 10.000, or “liên hệ” (on request).`,
    onlyNumeral(text),
  );
}
