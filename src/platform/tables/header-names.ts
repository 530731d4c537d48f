import { fromIn } from '../cells/from-quantity.ts';
import { vatIn } from '../cells/vat.ts';
import { keyCost } from '../search/language/keys.ts';
import { remembered } from '../text/remembered.ts';
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

/** How people call the running number of a row, which is no field: STT, Số TT, No. */
const RUNNING_NUMBERS = new Set(['tt', 'stt', 'sott', 'thutu', 'sothutu', 'no']);

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

/** A word in canonical lower case, with what comparing it takes. */
interface Word {
  readonly text: string;
  readonly folded: string;
  /** Whether it says how it is accented. */
  readonly marked: boolean;
}

/** A title or a name in words. */
interface Words {
  readonly words: readonly Word[];
  /** The words as one, for blanks that are left out. */
  readonly joined: Word;
}

/** A name of a field, by the field's place. */
interface Name extends Words {
  readonly field: number;
}

/** Tells how like a title is to the names of each field, from 0 to 1, in the order of the fields. */
export type Likeness = (title: string) => readonly number[];

/** Prepares the names of fields, which {@link Likeness} compares titles with; each title is compared once. */
export function likenessTo(fields: readonly { readonly names: readonly string[] }[]): Likeness {
  const names = fields
    .flatMap((each, field) => each.names.map((name): Name => ({ ...wordsOf(name), field })))
    .filter(({ words }) => words.length > 0);
  const weights = weightsOf(names);
  const candidates = candidatesAmong(names);
  const compare = (title: string): readonly number[] => {
    const whole = wordsOf(title);
    const scores = fields.map(() => 0);
    if (RUNNING_NUMBERS.has(whole.joined.folded)) return scores;
    const bare = withoutUnit(title, whole);
    for (const name of candidates(whole, bare)) {
      scores[name.field] = Math.max(scores[name.field]!, likeness(whole, bare, name, weights));
    }
    return decided(scores);
  };
  const known = new Map<string, readonly number[]>();
  return (title) => {
    const scores = known.get(title) ?? compare(title);
    known.set(title, scores);
    return scores;
  };
}

/** Answers the names that a title may be like: those that have a word of it, and those that are no shorter. */
function candidatesAmong(names: readonly Name[]): (whole: Words, bare: Words) => Iterable<Name> {
  const byText = new Map<string, Name[]>();
  for (const name of names) {
    for (const { folded } of [name.joined, ...name.words]) byText.set(folded, [...(byText.get(folded) ?? []), name]);
  }
  const longest = Math.max(0, ...names.map(({ words }) => words.length));
  const noShorter = Array.from({ length: longest + 1 }, (_, length) =>
    names.filter(({ words }) => words.length >= length),
  );
  return (whole, bare) => {
    const common = [whole.joined, bare.joined, ...bare.words].flatMap(({ folded }) => byText.get(folded) ?? []);
    return new Set([...common, ...(noShorter[bare.words.length] ?? [])]);
  };
}

/** Initials that stand for several fields, or are the name of another one, say of none that it is meant. */
function decided(scores: readonly number[]): readonly number[] {
  const isClear = scores.filter((score) => score >= SCORES.initials).length < 2;
  return isClear ? scores : scores.map((score) => (score === SCORES.initials ? 0 : score));
}

function likeness(whole: Words, bare: Words, name: Words, weights: ReadonlyMap<string, number>): number {
  if (isSame(whole, name)) return SCORES.same;
  if (isSame(bare, name)) return SCORES.exact;
  if (isShortFor(bare, name)) return SCORES.initials;
  if (isMistyped(bare, name)) return SCORES.mistyped;
  const share = commonShare(bare, name, weights);
  if (share < SIMILAR) return 0;
  const head = headOf(bare);
  return SCORES.similar * share * (name.words.some((word) => isSameWord(word, head)) ? 1 : BESIDE_HEAD);
}

function wordsOf(text: string): Words {
  const apart = text.normalize('NFKC').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return asWords((canonical(apart).toLowerCase().replace(GOODS, 'sản phẩm').match(WORD) ?? []).map(wordOf));
}

const wordOf = remembered((text): Word => ({ text, folded: fold(text), marked: hasDiacritics(text) }));

function asWords(words: readonly Word[]): Words {
  const joined = {
    text: words.map(({ text }) => text).join(''),
    folded: words.map(({ folded }) => folded).join(''),
    marked: words.some(({ marked }) => marked),
  };
  return { words, joined };
}

/** The month of a price: Giá tháng 11, Đơn giá T10/2026. */
const MONTH_OF_PRICE =
  /(?<=^(?:đơn |don )?gi[aá](?: .*)?) (?:th[aá]ng|thg|t)\.? ?(?:0?[1-9]|1[0-2])(?: ?[/.-] ?(?:20)?\d\d)?$/iu;

/** Whether a title is that of the price of a month. */
export const isOfMonth = (title: string): boolean => MONTH_OF_PRICE.test(title.normalize('NFC').trim());

/** Without what stands in brackets, what is said of VAT, a month or a quantity, and a currency at the end: “Đơn giá (VNĐ)”. */
function withoutUnit(title: string, whole: Words): Words {
  const { rest } = vatIn(title.normalize('NFC').replace(BRACKETS, ' ').trim());
  const { words } = wordsOf(fromIn(rest.replace(MONTH_OF_PRICE, '')).rest);
  const end = words.findLastIndex(({ text }) => !CURRENCIES.has(text)) + 1;
  return end === 0 ? whole : asWords(words.slice(0, end));
}

/** The rarer a word among the fields, the more it says which is meant: “tiếng Anh” more than “tên”. */
function weightsOf(names: readonly Name[]): ReadonlyMap<string, number> {
  const fields = new Map<string, Set<number>>();
  for (const { words, field } of names) {
    for (const { folded } of words) fields.set(folded, (fields.get(folded) ?? new Set()).add(field));
  }
  return new Map([...fields].map(([word, { size }]) => [word, 1 / Math.sqrt(size)]));
}

/** The word that the others tell more of: the first in Vietnamese (tên hàng), the last in English (item description). */
const headOf = ({ words, joined }: Words): Word => words.at(joined.marked ? 0 : -1)!;

/** Blanks between words aside: HScode is HS code. */
const isSame = (one: Words, other: Words): boolean =>
  one.words.length === other.words.length
    ? one.words.every((word, at) => isSameWord(word, other.words[at]!))
    : isSameWord(one.joined, other.joined);

/** Marks that are left out are the same, other marks are not: hãng is no hàng. */
const isSameWord = (one: Word, other: Word): boolean =>
  one.folded === other.folded && (one.text === other.text || !(one.marked && other.marked));

/** Whether initials stand for words of a Vietnamese name: ĐVT for đơn vị tính, mã SP for mã sản phẩm. */
function isShortFor({ words }: Words, { words: name, joined }: Words): boolean {
  if (words.length >= name.length || !joined.marked) return false;
  let at = 0;
  for (const word of words) {
    if (at < name.length && isSameWord(word, name[at]!)) {
      at += 1;
      continue;
    }
    const { length } = word.text;
    const initials = name.slice(at, at + length).map(({ folded }) => folded[0]);
    if (length < 2 || initials.join('') !== word.folded) return false;
    at += length;
  }
  return at === name.length;
}

const isMistyped = ({ words }: Words, { words: name }: Words): boolean =>
  words.length === name.length &&
  words.every((word, at) => {
    const meant = name[at]!;
    if (word.folded === meant.folded) return isSameWord(word, meant) || words.length > 1;
    const shortest = Math.min(word.folded.length, meant.folded.length);
    return shortest >= MISTYPED_FROM && keyCost(word.folded, meant.folded) !== null;
  });

/** What share of the words is common, where all words of one are in the other; 0 where each has its own: giá sỉ, giá lẻ. */
function commonShare({ words }: Words, { words: name }: Words, weights: ReadonlyMap<string, number>): number {
  const [short, long] = words.length < name.length ? [words, name] : [name, words];
  if (short.length === 0 || !short.every((word) => long.some((other) => isSameWord(word, other)))) return 0;
  const weigh = (sum: number, { folded }: Word) => sum + (weights.get(folded) ?? STRANGE);
  return short.reduce(weigh, 0) / long.reduce(weigh, 0);
}
