import { fold } from '../text/vietnamese.ts';
import { type NumberStyle, parseNumeral } from './numerals.ts';

/** Powers of ten that amounts are said in, folded. */
const POWERS: ReadonlyMap<string, number> = new Map([
  ['k', 3],
  ['ng', 3],
  ['nghin', 3],
  ['ngan', 3],
  ['thousand', 3],
  ['tr', 6],
  ['trieu', 6],
  ['million', 6],
  ['ty', 9],
  ['ti', 9],
  ['billion', 9],
]);

const WORDS = [...POWERS.keys()].sort((a, b) => b.length - a.length).join('|');

/** A numeral, perhaps with its word; a blank before it says that it stands apart. */
const PART = new RegExp(`( ?)([\\d.,'’\`´ ]*\\d|\\d)(?: ?(${WORDS})(?![a-z]))?`, 'y');

interface Part {
  readonly apart: boolean;
  readonly numeral: string;
  readonly power: number;
}

const WITH_POWER = new RegExp(`\\d ?(?:${WORDS})(?![a-z])`);

/** Whether an amount has such a word (12k, 1,2 triệu): it then counts in another unit than it would without. */
export const hasPower = (text: string): boolean => WITH_POWER.test(fold(text));

/**
 * The number that an amount without a sign is in a style, or null where it is none: digits, or digits with words: 12k, 12 nghìn,
 * 1,2 triệu, 2 tỷ 500 triệu. Digits after the last word are of it: 1tr2 is 1,200,000, as is 1tr200; apart from it (1 triệu 2) they
 * are one digit or three, since “1 triệu 20” may be 1,020,000.
 */
export function amountIn(text: string, style: NumberStyle): number | null {
  const numeral = parseNumeral(text);
  if (numeral) return Number(numeral[style]);
  const parts = partsOf(fold(text));
  if (!parts) return null;
  let sum = 0;
  for (const [at, { apart, numeral: written, power }] of parts.entries()) {
    const before = parts[at - 1];
    const value = before && power === 0 ? trailing(written, apart, before.power) : scaled(written, power, style);
    if (value === null || (before && value >= 10 ** before.power)) return null;
    // Only the last may have decimals: 1,5 triệu 200 nghìn is a slip.
    if (at < parts.length - 1 && !/^\d+$/.test(written)) return null;
    sum += value;
  }
  return sum;
}

/** The parts of an amount, whose words fall: triệu, then nghìn; null where something else is among them. */
function partsOf(folded: string): Part[] | null {
  const parts: Part[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < folded.length) {
    const found = PART.exec(folded);
    if (!found) return null;
    const power = POWERS.get(found[3] ?? '') ?? 0;
    const before = parts.at(-1);
    if (before && before.power <= power) return null;
    parts.push({ apart: found[1] === ' ', numeral: found[2]!, power });
  }
  return parts.length > 0 && parts[0]!.power > 0 ? parts : null;
}

/** Moved by text, so that 1.005 nghìn is 1005 and not a hair less. */
function scaled(written: string, power: number, style: NumberStyle): number | null {
  const numeral = parseNumeral(written);
  if (!numeral || numeral[style].includes('e')) return null;
  return Number(`${numeral[style]}e${power}`);
}

function trailing(written: string, apart: boolean, power: number): number | null {
  if (!(apart ? /^(?:\d|\d{3})$/ : /^\d{1,3}$/).test(written)) return null;
  return Number(`0.${written}e${power}`);
}
