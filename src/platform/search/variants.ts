import type { AnalysedText, Phrase, QueryWord, Variant, VariantKind } from './analysed-text.ts';
import type { FoundName } from './language/names.ts';
import { joinSplit } from './language/segment.ts';
import type { Readings } from './language/synonyms.ts';
import type { Vocabulary } from './language/vocabulary.ts';
import type { Lexicon } from './lexicon.ts';
import { searchWords, startings, type Word } from './words.ts';

/** Most ways to read a query. */
const MAX_VARIANTS = 8;

/** The words of a query in one spelling. */
export interface Row {
  readonly kind: VariantKind;
  readonly words: readonly string[];
}

/** What the rows of a query are read with. */
export interface RowContext {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  /** Whether what was typed last may be unfinished. */
  readonly open: boolean;
  readonly isSentence: boolean;
}

/** All ways to read the rows of a query, of which the last says what is meant: its synonyms are looked for, too, and what it is about. */
export function variantsOf(
  rows: readonly Row[],
  context: RowContext,
): Pick<AnalysedText, 'variants' | 'names' | 'synonyms'> {
  const [first, best] = [rows[0], rows.at(-1)];
  if (!first || !best) return { variants: [], names: [], synonyms: [] };
  const { lexicon, vocabulary, isSentence } = context;
  const last = first.words.at(-1);
  const variantOf = (row: Row): Variant => ({
    kind: row.kind,
    words: spelt(row.words, context.open && row.words.at(-1) === last),
    phrases: lexicon.names.find(row.words, vocabulary).map((name) => phraseOf(name, lexicon)),
  });
  const own = rows.map(variantOf);
  const core = isSentence ? coreOf(best.words, lexicon, vocabulary) : null;
  if (core) own.push(variantOf({ kind: 'core', words: core }));
  const readings = [...lexicon.synonyms.readings(best.words, vocabulary), ...joinings(best.words, vocabulary)];
  const others = synonymVariants(own[rows.length - 1]!, readings);
  return {
    variants: [...own, ...others].slice(0, MAX_VARIANTS),
    names: lexicon.names.find(best.words, vocabulary).flatMap(({ named }) => named),
    synonyms: readings.map(({ readings: [typed, ...also] }) => ({
      words: typed!.join(' '),
      also: also.map((words) => words.join(' ')),
    })),
  };
}

/**
 * What a sentence is about: the most words in a row that the catalogue has beside each other, and the places in it. Null when that is all
 * of it, or nothing.
 */
function coreOf(words: readonly string[], lexicon: Lexicon, vocabulary: Vocabulary): string[] | null {
  let longest: readonly string[] = [];
  for (let start = 0; start < words.length; ) {
    let end = start + 1;
    while (end < words.length && vocabulary.pair(words[end - 1]!, words[end]!) > 0) end += 1;
    if (end - start > Math.max(1, longest.length)) longest = words.slice(start, end);
    start = end;
  }
  if (longest.length === 0) return null;
  const places = lexicon.names
    .find(words, vocabulary)
    .filter(({ named }) => named.every(({ field }) => lexicon.places.includes(field)))
    .flatMap(({ start, length }) => words.slice(start, start + length));
  const core = [...longest, ...places.filter((word) => !longest.includes(word))];
  return core.length < words.length ? core : null;
}

const phraseOf = ({ start, length, named }: FoundName, { places }: Lexicon): Phrase => ({
  start,
  length,
  required: false,
  nodes: named.map(({ id }) => id),
  isPlace: named.every(({ field }) => places.includes(field)),
});

/** Words as they are searched for; only what was typed last can be unfinished. */
function spelt(row: readonly string[], open: boolean): QueryWord[] {
  const words = row.flatMap((word) => searchWords(word));
  return words.map((word, at) => ({
    ...word,
    strict: false,
    beginning: open && at === words.length - 1 ? beginningOf(word, at) : null,
  }));
}

/** One letter alone begins too many words to be worth a search. */
function beginningOf(word: Word, at: number): QueryWord['beginning'] {
  if (at === 0 && word.folded.length < 2) return null;
  return word.marked ? { marked: startings(word) } : { folded: word.folded };
}

/** Words apart that may as well be one: what they are together is a reading of them. */
const joinings = (words: readonly string[], vocabulary: Vocabulary): Readings[] =>
  joinSplit(words, vocabulary).map(({ start, length, words: joined }) => ({
    start,
    length,
    readings: [words.slice(start, start + length), joined],
  }));

/** All ways to put other readings in the place of words, those with the fewest changes first. */
function synonymVariants(base: Variant, readings: readonly Readings[]): Variant[] {
  let ways: { variant: Variant; changed: number; end: number }[] = [{ variant: base, changed: 0, end: Infinity }];
  // From the right, so that what stands to the left keeps its place.
  for (const { start, length, readings: all } of [...readings].sort((a, b) => b.start - a.start)) {
    ways = ways.flatMap((way) => [
      way,
      ...(start + length > way.end
        ? []
        : all.slice(1).map((words) => ({
            variant: replaced(way.variant, start, length, words),
            changed: way.changed + 1,
            end: start,
          }))),
    ]);
    ways = ways.sort((a, b) => a.changed - b.changed).slice(0, MAX_VARIANTS);
  }
  const spellings = ways.slice(1).map(({ variant }) => [variant.words.map(spellingOf).join(' '), variant] as const);
  return [...new Map(spellings).values()];
}

const spellingOf = ({ folded, marked }: Word): string => marked ?? folded;

function replaced({ words, phrases }: Variant, start: number, length: number, by: readonly string[]): Variant {
  const others = by.flatMap((word) => searchWords(word));
  const shift = others.length - length;
  const moved = phrases.flatMap((phrase): Phrase[] => {
    if (phrase.start + phrase.length <= start) return [phrase];
    return phrase.start >= start + length ? [{ ...phrase, start: phrase.start + shift }] : [];
  });
  return {
    kind: 'synonym',
    words: [
      ...words.slice(0, start),
      ...others.map((word) => ({ ...word, strict: true, beginning: null })),
      ...words.slice(start + length),
    ],
    phrases:
      others.length > 1
        ? [...moved, { start, length: others.length, required: true, nodes: [], isPlace: false }]
        : moved,
  };
}
