import { LruMap } from '../../platform/lru.ts';
import { isMistyped } from '../../platform/text/mistyped.ts';
import { fold, hasDiacritics, nameKey, spellingKey } from '../../platform/text/vietnamese.ts';

/*
 * Which of few values is meant by words that are none of theirs.
 */

/** Values with the words that people write for them, the most usual first. */
export type Words<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** Values, the likeliest first, and the one that is likely enough to be suggested; null where none is, or two are alike. */
export interface LikelyValues<Value extends string> {
  readonly values: readonly Value[];
  readonly suggestion: Value | null;
}

/** The value that a text is called by: its code or one of its words, whatever their marks. */
export function valueNamed<Value extends string>(text: string, words: Words<Value>): Value | undefined {
  const key = wordKey(text);
  const found = Object.entries<readonly string[]>(words).find(
    ([value, names]) => wordKey(value) === key || names.some((name) => wordKey(name) === key),
  );
  return found?.[0] as Value | undefined;
}

/**
 * The values in the order in which a text may mean them. Suggested is one whose name stands in the text, first of all at its beginning
 * (a hũ of glass is a hũ), while no other's does beside it; one that has most of its words; and one whose name has a letter wrong. None
 * that the text denies is (không đông lạnh, chưa có HACCP).
 */
export function likelyValues<Value extends string>(text: string, words: Words<Value>): LikelyValues<Value> {
  const known = tableOf(words);
  const remembered = known.answers.get(text);
  if (remembered) return remembered as unknown as LikelyValues<Value>;
  const likeness = withoutParts(likenessOf(text, known.names)).toSorted(likelierFirst);
  const likeliest = suggestionAmong(likeness);
  const suggestion = likeliest !== null && isDenied(text, likeliest, known.names) ? null : likeliest;
  const answer = { values: likeness.map(({ value }) => value), suggestion };
  if (text.length <= LONGEST_REMEMBERED) known.answers.set(text, answer);
  return answer as unknown as LikelyValues<Value>;
}

const LONGEST_REMEMBERED = 200;

/** A minus before a number is a word of it: -18 is not 18. */
const BELOW_ZERO = /(?<=^|[\s(])[-–−](?=\d)/g;

const spelledOut = (text: string): string => text.replace(BELOW_ZERO, 'âm ').replaceAll('°', ' độ ');

const wordKey = (text: string): string =>
  fold(text.replace(BELOW_ZERO, 'âm '))
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** A name of a value: its words as they are spelt, and without marks. */
interface Name {
  readonly value: string;
  readonly spelt: readonly string[];
  readonly bare: readonly string[];
  readonly key: string;
}

interface Table {
  readonly names: readonly Name[];
  readonly answers: LruMap<string, LikelyValues<string>>;
}

const tables = new WeakMap<object, Table>();

function tableOf(words: Words<string>): Table {
  const known = tables.get(words);
  if (known) return known;
  const names = Object.entries(words).flatMap(([value, all]) =>
    all.map((name) => ({ value, spelt: wordsOf(name, spellingKey), bare: wordsOf(name, nameKey), key: wordKey(name) })),
  );
  const table = { names, answers: new LruMap<string, LikelyValues<string>>(1_000) };
  tables.set(words, table);
  return table;
}

const wordsOf = (text: string, key: (text: string) => string): string[] => [
  ...new Set(key(spelledOut(text)).split(' ').filter(Boolean)),
];

/** How much of a value's names a text has. */
interface Likeness {
  readonly value: string;
  /** The longest of its names that stands in the text; null where none does. */
  readonly named: readonly string[] | null;
  /** Whether one of its names begins the text. */
  readonly begins: boolean;
  /** Most words that the text has of one of its names. */
  readonly shared: number;
  /** Whether all words of the text are most of one of its names. */
  readonly isMost: boolean;
  /** Whether one letter makes it one of its names. */
  readonly isMistyped: boolean;
}

function likenessOf(text: string, names: readonly Name[]): Likeness[] {
  const isBare = !hasDiacritics(text);
  const said = wordsOf(text, isBare ? nameKey : spellingKey);
  const key = wordKey(text);
  const byValue = Map.groupBy(names, ({ value }) => value);
  return Array.from(byValue, ([value, all]) => {
    const parts = all.map(({ spelt, bare }) => (isBare ? bare : spelt));
    const inText = parts.map((part) => part.filter((word) => said.includes(word)).length);
    const whole = parts.filter((part, at) => inText[at] === part.length && part.length > 0);
    return {
      value,
      named: whole.toSorted((a, b) => b.length - a.length)[0] ?? null,
      begins: whole.some((part) => part.every((word, at) => said[at] === word)),
      shared: Math.max(0, ...inText),
      isMost: parts.some((part, at) => inText[at] === said.length && said.length * 2 > part.length),
      isMistyped: all.some((name) => isMistyped(key, name.key)),
    };
  });
}

/** A name within a longer one is not meant: lạnh in đông lạnh. */
function withoutParts(all: readonly Likeness[]): Likeness[] {
  const isWithin = (name: readonly string[], other: readonly string[]) =>
    name.length < other.length && name.every((word) => other.includes(word));
  return all.map((one) =>
    one.named && all.some(({ named }) => named && isWithin(one.named!, named))
      ? { ...one, named: null, begins: false }
      : one,
  );
}

/** Words that deny what follows, or say that it is to come. */
const DENIALS = ['không', 'chưa', 'chẳng', 'tránh', 'đừng', 'hết', 'đang', 'sắp', 'no', 'not', 'without'].map(nameKey);

/** Whether a text denies a value before it names it: in “mát, tránh nắng” the sun is denied. */
function isDenied(text: string, value: string, names: readonly Name[]): boolean {
  const said = wordsOf(text, nameKey);
  const own = names.flatMap((name) => (name.value === value ? name.bare : []));
  const named = said.findIndex((word) => own.includes(word));
  return said.slice(0, named < 0 ? said.length : named).some((word) => DENIALS.includes(word));
}

const likelierFirst = (a: Likeness, b: Likeness): number =>
  Number(b.isMistyped) - Number(a.isMistyped) ||
  Number(b.begins) - Number(a.begins) ||
  (b.named?.length ?? 0) - (a.named?.length ?? 0) ||
  b.shared - a.shared;

function suggestionAmong([first, ...others]: readonly Likeness[]): string | null {
  if (!first) return null;
  if (first.isMistyped) return others.some(({ isMistyped }) => isMistyped) ? null : first.value;
  const { value, named } = first;
  const hasMostWords = others.every(({ shared }) => shared < first.shared);
  if (!named) return first.isMost && hasMostWords ? value : null;
  return others.every((other) => !other.named) && (first.begins || hasMostWords) ? value : null;
}
