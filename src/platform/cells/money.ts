import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { amountIn, hasPower } from './amounts.ts';
import {
  hasTooManyDigits,
  inStyle,
  isHedged,
  isRange,
  type NumberStyle,
  numeralIn,
  refuseDigits,
  signOf,
} from './numbers.ts';
import { mapReading, quoted, type Reading, type RefusedCell, readAs, refuseCell } from './reading.ts';
import { writtenIn } from './text-cells.ts';
import { vatIn } from './vat.ts';

/**
 * A price: whole đồng, 0 or more, and what they are for as the cell says it after a slash (kg, hộp 500g), null where it does not;
 * or that it is told on request. Whether value-added tax is in it, where the cell says so.
 */
export type Money =
  | { readonly amount: number; readonly per: string | null; readonly vatIncluded?: boolean }
  | { readonly onRequest: true };

/** What plain numbers of a column count: đồng, also where they are few; very likely đồng, since most of them are many; or what its title says. */
export type MoneyScale = 'DONG' | 'LIKELY_DONG' | SaidScale;

/** What a title says: Giá (nghìn đồng), ĐVT: triệu đồng. */
export type SaidScale = 'SAID_THOUSANDS' | 'SAID_MILLIONS';

/** Below this, a plain number may count thousands of đồng. */
const THOUSANDS_BELOW = 1_000;

const CURRENCY = '(?:vnd|vn ?d|dong|d|₫)';
const SCALES: readonly (readonly [SaidScale, string])[] = [
  ['SAID_THOUSANDS', '(?:nghin|ngan|1[., ]?000)'],
  ['SAID_MILLIONS', '(?:trieu|1[., ]?000[., ]?000)'],
];

/** A scale by itself, or with its currency anywhere but after a number: 30 nghìn đồng is an amount. */
const SAID = SCALES.map(
  ([scale, words]) =>
    [
      scale,
      new RegExp(`^(?:x ?)?${words}(?: ?${CURRENCY})?(?: ?/.*)?$|(?<![\\d.,a-z]|\\d )${words} ?${CURRENCY}(?![a-z])`),
    ] as const,
);
const SHORT_SCALE = new RegExp(`^(?:k|tr) ?${CURRENCY}?(?: ?/.*)?$`);

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
const DONG = /^ ?(?:vnđ|vnd|đồng|đ|₫)(?!\p{L})/iu;
const SINGLE_GROUP = /^[1-9]\d{0,2}(?:(?:[.,]\d{3})+|(?:([ '’])\d{3})(?:\1\d{3})+)$/;

/**
 * Reads a price in đồng. Đồng have no decimals, so a mark before exactly three digits parts thousands, whatever the style: 10.000 and
 * 10,000 are clear, and 1,250.000 is 1,250,000, since nobody writes thousandths of a đồng. 12,5 can only be thousands: a choice by the
 * convention 'THOUSANDS'. Whole numbers below 1,000 may be thousands or đồng, unless the cell says đồng or `scale` what they count; they are
 * asked about as the group 'WHOLE'. Where a title says thousands, 60 is 60,000; from 1,000 on it is ambiguous, since people
 * go on in đồng: 'ALL_THOUSANDS' or 'DONG_FROM_1000'. The style matters beside a word alone: 1.250 triệu is refused without one.
 *
 * Zero is an amount: what it means is for the caller to ask. Other currencies, ranges and negative amounts are refused.
 */
export function readMoney(cell: CellValue, style: NumberStyle | null, scale: MoneyScale | null = null): Reading<Money> {
  if (typeof cell === 'number') return asMoney(readPlain(cell, scale), null);
  const text = writtenIn(cell);
  if (typeof text !== 'string') return text;
  const { rest: untaxed, vatIncluded } = vatIn(text);
  const [price, per] = splitUnit(untaxed);
  const said = fold(price);
  if (ON_REQUEST.test(said)) return readAs({ onRequest: true });
  if (FOREIGN.test(said)) {
    return refuseCell(
      `Giá phải bằng đồng Việt Nam; ô này ghi ${quoted(text)}.`,
      `A price is in Vietnamese đồng; this cell says ${quoted(text)}.`,
    );
  }
  const labelled = said
    .replace(LABEL, '')
    .trim()
    .replace(/[.,]-$/, '');
  const bare = labelled.replace(CURRENCY_BEFORE, '').replace(CURRENCY_AFTER, '');
  const saysDong = bare !== labelled && (scale === null || scale === 'LIKELY_DONG');
  const { negative, rest } = signOf(bare);
  if (negative) return refuseNegative(text);
  if (hasTooManyDigits(rest)) return refuseDigits(text);
  return asMoney(
    readAmount(rest, style, saysDong ? 'DONG' : scale) ?? refusePrice(text),
    per,
    vatIncluded ?? undefined,
  );
}

const asMoney = (amount: Reading<number>, per: string | null, vatIncluded?: boolean): Reading<Money> =>
  mapReading(amount, (value) => ({ amount: value, per, vatIncluded }));

/** The price and what it is for: “10.000đ/kg”. */
function splitUnit(text: string): [price: string, per: string | null] {
  const cut = text.indexOf('/');
  const per = text.slice(cut + 1).trim();
  return cut > 0 && /^[^/]*\p{L}[^/]*$/u.test(per) ? [text.slice(0, cut).trim(), per] : [text, null];
}

function readAmount(text: string, style: NumberStyle | null, scale: MoneyScale | null): Reading<number> | null {
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
  if (value?.is === 'ambiguous') return refuseUnclear(text);
  return value?.is === 'value' ? readPlain(value.value, 'DONG') : null;
}

/** The scale of prices that a title or a part of one says: nghìn đồng, 1.000đ, x1000, triệu đồng/tấn. */
export function scaleIn(text: string): SaidScale | null {
  const said = fold(text);
  const [found] = SAID.find(([, pattern]) => pattern.test(said)) ?? [];
  if (found) return found;
  return SHORT_SCALE.test(said) ? (said.startsWith('k') ? 'SAID_THOUSANDS' : 'SAID_MILLIONS') : null;
}

/** How many of the prices of a column are below 1,000, and how many are not; those that say what they count are left out, and zeros. */
export function sizesOf(cells: readonly CellValue[]): { readonly few: number; readonly many: number } {
  const plain = cells
    .filter((cell) => typeof cell !== 'string' || !hasPower(cell))
    .map((cell) => readMoney(cell, null));
  const amounts = plain.flatMap((reading) =>
    reading.is === 'value' && 'amount' in reading.value && reading.value.amount > 0 ? [reading.value.amount] : [],
  );
  const many = amounts.filter((amount) => amount >= THOUSANDS_BELOW).length;
  return { few: plain.filter(({ is }) => is === 'ambiguous').length, many };
}

/** An amount that is written without a word; `decimals`: it has some, be they zeros. */
function readPlain(value: number, scale: MoneyScale | null, decimals = false): Reading<number> {
  if (value < 0) return refuseNegative(String(value));
  const whole = Math.round(value);
  // Formulas leave hairs.
  const isWhole = Math.abs(value - whole) < 1e-6;
  const thousands = Math.round(value * 1e6) / 1e3;
  if (scale === 'SAID_MILLIONS' && value > 0) {
    return value < THOUSANDS_BELOW ? readAs(Math.round(value * 1e6)) : refuseUnclear(String(value));
  }
  if (scale === 'SAID_THOUSANDS' && value > 0 && Number.isSafeInteger(thousands)) {
    if (value < THOUSANDS_BELOW) return readAs(thousands);
    return {
      is: 'ambiguous',
      choices: [
        { convention: 'ALL_THOUSANDS', value: thousands },
        ...(isWhole ? [{ convention: 'DONG_FROM_1000', value: whole }] : []),
      ],
    };
  }
  if (value > 0 && value < THOUSANDS_BELOW && Number.isInteger(thousands)) {
    const inThousands = { convention: 'THOUSANDS', value: thousands };
    if (!isWhole) return { is: 'ambiguous', choices: [inThousands] };
    if (decimals) return { is: 'ambiguous', choices: [{ convention: 'DONG', value: whole }, inThousands] };
    const inDong = { convention: 'DONG', value: whole, ...(scale === 'LIKELY_DONG' && { isLikely: true }) };
    if (scale !== 'DONG') return { is: 'ambiguous', choices: [inDong, inThousands], group: 'WHOLE' };
  }
  if (isWhole && Number.isSafeInteger(whole)) return readAs(whole);
  return refuseCell(
    `Tiền đồng không có số lẻ: ${value}.`,
    `Đồng have no decimals: ${value}.`,
    whole >= THOUSANDS_BELOW && Number.isSafeInteger(whole) ? String(whole) : undefined,
  );
}

const refuseUnclear = (text: string): RefusedCell =>
  refuseCell(
    `Không rõ ${quoted(text)} là bao nhiêu; hãy ghi rõ, ví dụ 1250 nghìn hoặc 1,25 triệu.`,
    `It is not clear how much ${quoted(text)} is; write it out, such as 1250 nghìn or 1,25 triệu.`,
  );

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
    amountToWrite(text),
  );
}

/** The one amount among words that say nothing of it, with its own word where it has one: 200k of “trên 200k”. */
function amountToWrite(text: string): string | undefined {
  const { numeral, before, after } = numeralIn(text) ?? {};
  if (numeral === undefined) return undefined;
  const word = /^ ?\p{L}+/u.exec(after!)?.[0] ?? '';
  const amount = hasPower(numeral + word) ? numeral + word : numeral;
  const beside = after!.slice(amount.length - numeral.length).replace(DONG, '');
  return isHedged(before!, beside) ? amount : undefined;
}
