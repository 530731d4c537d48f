import { keyCost } from '../search/language/keys.ts';
import { canonical, fold, hasDiacritics } from '../text/vietnamese.ts';

/** Scores of {@link likeness}: from EXACT on, a header is a name of the field. */
export const SCORES = { same: 1, exact: 0.99, initials: 0.9, mistyped: 0.85, similar: 0.8 } as const;

/** Least share of the words of two names, by weight, that must be common to both. */
const SIMILAR = 0.5;

/** What a word weighs that no field has. */
const STRANGE = 0.75;

/** Shortest word in which a wrong letter is believed. */
const MISTYPED_FROM = 4;

/** What it takes off that a name lacks the word that the title turns on. */
const BESIDE_HEAD = 0.9;

const BRACKETS = /[([{][^)\]}]*[)\]}]/g;
const CURRENCIES = new Set(['vnđ', 'vnd', 'đồng', 'dong', 'đ', 'vn']);

/** Goods are hàng, hàng hóa, mặt hàng or sản phẩm; hàng alone only after what is said of them (giao hàng is no product). */
const GOODS = new RegExp(
  `(?<!\\p{L})(?:mặt hàng|hàng hóa|mat hang|hang hoa|${[
    '(?<=(?:mã|tên|nhóm|loại|ngành) )hàng',
    '(?<=(?:ma|ten|nhom|loai|nganh) )hang',
  ].join('|')})(?!\\p{L})`,
  'gu',
);

const WORD = /[\p{L}\p{N}]+/gu;

/** A title or a name in words, in canonical lower case. */
type Words = readonly string[];

/** Tells how like a title is to the names of each field, from 0 to 1, in the order of the fields. */
export type Likeness = (title: string) => readonly number[];

/** Prepares the names of fields, which {@link Likeness} compares titles with. */
export function likenessTo(fields: readonly { readonly names: readonly string[] }[]): Likeness {
  const names = fields.map((field) => field.names.map(wordsOf).filter((words) => words.length > 0));
  const weights = weightsOf(names);
  return (title) => {
    const whole = wordsOf(title);
    const bare = withoutUnit(title);
    return names.map((each) => Math.max(0, ...each.map((name) => likeness(whole, bare, name, weights))));
  };
}

function likeness(whole: Words, bare: Words, name: Words, weights: ReadonlyMap<string, number>): number {
  if (isSame(whole, name)) return SCORES.same;
  if (isSame(bare, name)) return SCORES.exact;
  if (isShortFor(bare, name)) return SCORES.initials;
  if (isMistyped(bare, name)) return SCORES.mistyped;
  const share = commonShare(bare, name, weights);
  if (share < SIMILAR) return 0;
  return SCORES.similar * share * (name.some((word) => isSameWord(word, headOf(bare))) ? 1 : BESIDE_HEAD);
}

function wordsOf(text: string): Words {
  const apart = text.normalize('NFKC').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return canonical(apart).toLowerCase().replace(GOODS, 'sản phẩm').match(WORD) ?? [];
}

/** Without what stands in brackets, and a currency at the end: “Đơn giá (VNĐ)”. */
function withoutUnit(title: string): Words {
  const words = wordsOf(title.replace(BRACKETS, ' '));
  const end = words.findLastIndex((word) => !CURRENCIES.has(word)) + 1;
  return end === 0 ? wordsOf(title) : words.slice(0, end);
}

/** The rarer a word among the fields, the more it says which is meant: “tiếng Anh” more than “tên”. */
function weightsOf(names: readonly (readonly Words[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const field of names) {
    for (const word of new Set(field.flat().map(fold))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map([...counts].map(([word, count]) => [word, 1 / Math.sqrt(count)]));
}

/** The word that the others tell more of: the first in Vietnamese (tên hàng), the last in English (item description). */
const headOf = (words: Words): string => words.at(words.some(hasDiacritics) ? 0 : -1)!;

/** Blanks between words aside: HScode is HS code. */
const isSame = (one: Words, other: Words): boolean =>
  one.length === other.length
    ? one.every((word, at) => isSameWord(word, other[at]!))
    : isSameWord(one.join(''), other.join(''));

/** Marks that are left out are the same, other marks are not: hãng is no hàng. */
const isSameWord = (one: string, other: string): boolean =>
  one === other || (fold(one) === fold(other) && !(hasDiacritics(one) && hasDiacritics(other)));

/** Whether initials stand for words of a Vietnamese name: ĐVT for đơn vị tính, mã SP for mã sản phẩm. */
function isShortFor(words: Words, name: Words): boolean {
  if (words.length >= name.length || !name.some(hasDiacritics)) return false;
  let at = 0;
  for (const word of words) {
    if (at < name.length && isSameWord(word, name[at]!)) {
      at += 1;
      continue;
    }
    const initials = name.slice(at, at + word.length).map((each) => fold(each)[0]);
    if (word.length < 2 || initials.join('') !== fold(word)) return false;
    at += word.length;
  }
  return at === name.length;
}

const isMistyped = (words: Words, name: Words): boolean =>
  words.length === name.length &&
  words.every((word, at) => {
    const [typed, meant] = [fold(word), fold(name[at]!)];
    if (typed === meant) return isSameWord(word, name[at]!) || words.length > 1;
    return Math.min(typed.length, meant.length) >= MISTYPED_FROM && keyCost(typed, meant) !== null;
  });

/** What share of the words is common, where all words of one are in the other; 0 where each has its own: giá sỉ, giá lẻ. */
function commonShare(words: Words, name: Words, weights: ReadonlyMap<string, number>): number {
  const [short, long] = words.length < name.length ? [words, name] : [name, words];
  if (short.length === 0 || !short.every((word) => long.some((other) => isSameWord(word, other)))) return 0;
  const weigh = (sum: number, word: string) => sum + (weights.get(fold(word)) ?? STRANGE);
  return short.reduce(weigh, 0) / long.reduce(weigh, 0);
}
