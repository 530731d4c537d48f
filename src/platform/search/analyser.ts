import { canonical } from '../text/vietnamese.ts';
import type { AnalysedText, Change, Phrase, QueryWord, Variant } from './analysed-text.ts';
import { alternatives, correct } from './language/correction.ts';
import { dropFiller } from './language/filler.ts';
import type { FoundName } from './language/names.ts';
import { joinSplit, splitJoined } from './language/segment.ts';
import type { Readings } from './language/synonyms.ts';
import { readTyped } from './language/telex.ts';
import { readWords, type Vocabulary } from './language/vocabulary.ts';
import type { Lexicon } from './lexicon.ts';
import { searchWords, startings, type Word } from './words.ts';

/** Most words of a query that count; the rest is ignored, and not said to be searched for. */
const MAX_WORDS = 12;

/** Most ways to read a query. */
const MAX_VARIANTS = 8;

/** Where words that the lexicon does not know are found in the index all the same. */
export interface Presence {
  /** In a name, or in what stands around one. */
  readonly named: ReadonlySet<string>;
  /** In any other text. */
  readonly mentioned: ReadonlySet<string>;
}

const NOWHERE: Presence = { named: new Set(), mentioned: new Set() };

/** A word on its way through the steps. */
interface Token {
  readonly word: string;
  /** How it is shown; nothing for what is shown with the word before. */
  readonly shown: string;
}

const wordOf = ({ word }: Token): string => word;

/** A query of which all is read but what only the index can tell. */
export interface Draft {
  /** In canonical spelling. */
  readonly given: string;
  readonly tokens: readonly Token[];
  /** Its words with their spelling mended. */
  readonly words: readonly string[];
  /** What known words that the catalogue never has together may have been meant for. */
  readonly alternatives: readonly (readonly string[])[];
  readonly changes: readonly Change[];
  /** Whether the words as they were typed are somewhere all the same. */
  readonly isMentioned: boolean;
  readonly ignored: readonly string[];
  /** Whether the last word may be unfinished. */
  readonly open: boolean;
  readonly vocabulary: Vocabulary;
}

/** Reads what somebody typed. Null when it is blank, which is no condition at all. */
export function analyse(text: string, lexicon: Lexicon, presence = NOWHERE): AnalysedText | null {
  const draft = draftOf(text, lexicon, presence);
  return draft && finished(draft, lexicon, null);
}

/**
 * Reads what somebody typed: Telex and joined words first, then filler is left out and spelling is mended. What the catalogue has as it
 * was typed is never changed. Null when it is blank.
 */
export function draftOf(text: string, lexicon: Lexicon, presence = NOWHERE): Draft | null {
  const given = canonical(text);
  if (given === '') return null;
  const vocabulary = new Known(lexicon.vocabulary, presence.named);
  const unfinished = /[\p{Alphabetic}0-9\p{M}]$/u.test(text);
  const changes: Change[] = [];
  const all = given
    .split(' ')
    .flatMap((part, at, parts) => readPart(part, vocabulary, unfinished && at === parts.length - 1, changes));
  // What is being typed is no filler yet: chiếu có becomes chiếu cói.
  const isGrowing = unfinished && grows(all, vocabulary);
  const { kept, dropped } = dropFiller((isGrowing ? all.slice(0, -1) : all).map(wordOf), vocabulary);
  const left = [...kept, ...(isGrowing ? [all.length - 1] : [])];
  const tokens = left.slice(0, MAX_WORDS).map((at) => all[at]!);
  const typed = tokens.map(wordOf);
  const open = unfinished && left[typed.length - 1] === all.length - 1;
  const last = typed.at(-1);
  if (open && last && !vocabulary.has(last) && vocabulary.completions(last).length > 0) vocabulary.learn(last);
  const { words, changes: mended } = correct(typed, vocabulary);
  return {
    given,
    tokens,
    words,
    alternatives: mended.length > 0 ? [] : alternatives(words, vocabulary),
    changes: [...changes, ...mended.map(({ typed: from, word: to }): Change => ({ kind: 'spelling', from, to }))],
    isMentioned: mended.every(({ typed: from }) => presence.mentioned.has(from)),
    ignored: dropped,
    open,
    vocabulary,
  };
}

/** All that a query may say. `meant` is the alternative that the index has, if it does not have the words in one name. */
export function finished(draft: Draft, lexicon: Lexicon, meant: readonly string[] | null): AnalysedText {
  const { given, tokens, words, open, vocabulary, ignored, changes, isMentioned } = draft;
  const typed = tokens.map(wordOf);
  const shown = tokens.map((token, at) => (words[at] === token.word ? token.shown : words[at]!)).filter(Boolean);
  const isChanged = words.some((word, at) => word !== typed[at]);
  const best = meant ?? words;
  const readings = [...lexicon.synonyms.readings(best, vocabulary), ...joinings(best, vocabulary)];
  const variants: Variant[] = [];
  const add = (kind: Variant['kind'], row: readonly string[]): Variant => {
    const names = lexicon.names.find(row, vocabulary);
    const isOpen = open && row.at(-1) === typed.at(-1);
    const variant = { kind, words: spelt(row, isOpen), phrases: names.map((name) => phraseOf(name, lexicon)) };
    variants.push(variant);
    return variant;
  };
  if (typed.length > 0) {
    if (!isChanged || isMentioned) add('typed', typed);
    if (isChanged) add('corrected', words);
    if (meant) add('corrected', meant);
    variants.push(...synonymVariants(variants.at(-1)!, readings));
    const core = ignored.length > 0 ? coreOf(best, lexicon, vocabulary) : null;
    if (core) add('core', core);
  }
  return {
    variants: variants.slice(0, MAX_VARIANTS),
    searchedFor: typed.length > 0 ? shown.join(' ') : given,
    changes,
    ignored,
    names: lexicon.names.find(best, vocabulary).flatMap(({ named }) => named),
    synonyms: readings.map(({ readings: [typed, ...others] }) => ({
      words: typed!.join(' '),
      also: others.map((other) => other.join(' ')),
    })),
    meant: meant?.join(' ') ?? null,
  };
}

/** The words of a query that only the index can tell whether they are to be changed. */
export function unknownWords(text: string, { vocabulary }: Lexicon): string[] {
  const parts = canonical(text).toLowerCase().split(' ').flatMap(readWords);
  return [...new Set(parts)].filter((word) => !vocabulary.has(word)).slice(0, MAX_WORDS);
}

/** A vocabulary with some words more, which are known to be there and no more than that. */
class Known implements Vocabulary {
  readonly #more: Set<string>;

  constructor(
    readonly vocabulary: Vocabulary,
    more: ReadonlySet<string>,
  ) {
    this.#more = new Set(more);
  }

  learn(word: string): void {
    this.#more.add(word);
  }

  get total(): number {
    return this.vocabulary.total;
  }

  has = (word: string): boolean => this.#more.has(word) || this.vocabulary.has(word);
  completions = (beginning: string): readonly string[] => this.vocabulary.completions(beginning);
  frequency = (word: string): number => this.vocabulary.frequency(word) || (this.#more.has(word) ? 1 : 0);
  pair = (first: string, second: string): number => this.vocabulary.pair(first, second);
  spellings = (folded: string): readonly string[] => this.vocabulary.spellings(folded);
  ofSound = (key: string): readonly string[] => this.vocabulary.ofSound(key);
  ofDeletion = (rest: string): readonly string[] => this.vocabulary.ofDeletion(rest);
}

/** The words of what stands between two blanks. An unfinished word that begins one of the catalogue is left as it is. */
function readPart(part: string, vocabulary: Vocabulary, unfinished: boolean, changes: Change[]): Token[] {
  const typed = readWords(part);
  if (typed.length === 1 && unfinished && vocabulary.completions(typed[0]!).length > 0)
    return [{ word: typed[0]!, shown: part }];
  const decoded = readTyped(part.toLowerCase(), vocabulary);
  if (decoded !== null) {
    changes.push({ kind: 'typing', from: part, to: decoded });
    return [{ word: decoded, shown: decoded }];
  }
  const words = typed.map((word) => splitJoined(word, vocabulary) ?? [word]);
  if (words.every((split) => split.length === 1)) {
    return typed.map((word, at) => ({ word, shown: at === 0 ? part : '' }));
  }
  changes.push({ kind: 'joined', from: part, to: words.flat().join(' ') });
  return words.flat().map((word) => ({ word, shown: word }));
}

/** Whether the last word may become one that the catalogue has beside the one before it. */
function grows(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const [before, last] = tokens.slice(-2).map(wordOf);
  if (before === undefined || last === undefined) return false;
  return vocabulary.completions(last).some((word) => word !== last && vocabulary.pair(before, word) > 0);
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
