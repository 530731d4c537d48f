import { canonical } from '../text/vietnamese.ts';
import type { AnalysedText, Change } from './analysed-text.ts';
import { alternatives, correct } from './language/correction.ts';
import { dropFiller } from './language/filler.ts';
import { splitJoined } from './language/segment.ts';
import { readTyped } from './language/telex.ts';
import { readWords, type Vocabulary } from './language/vocabulary.ts';
import type { Lexicon } from './lexicon.ts';
import { type Row, variantsOf } from './variants.ts';

/** Most words of a query that count; the rest is ignored, and not said to be searched for. */
const MAX_WORDS = 12;

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
  /** Whether the last word is none of the catalogue, but the beginning of one. */
  readonly isPart: boolean;
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
  const isPart = open && last !== undefined && !vocabulary.has(last) && vocabulary.completions(last).length > 0;
  if (isPart) vocabulary.learn(last);
  const { words, changes: mended } = correct(typed, vocabulary);
  const said = lexicon.synonyms.readings(words, vocabulary);
  return {
    given,
    tokens,
    words,
    // A word that has synonyms is one of the trade.
    alternatives: alternatives(words, vocabulary, (at) =>
      said.some(({ start, length }) => start <= at && at < start + length),
    ),
    isPart,
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
  const rows: Row[] = [];
  const isChanged = words.some((word, at) => word !== typed[at]);
  if (!isChanged || isMentioned) rows.push({ kind: 'typed', words: typed });
  if (isChanged) rows.push({ kind: 'corrected', words });
  if (meant) rows.push({ kind: 'corrected', words: meant });
  return {
    ...variantsOf(typed.length > 0 ? rows : [], { lexicon, vocabulary, open, isSentence: ignored.length > 0 }),
    searchedFor: typed.length > 0 ? shown.join(' ') : given,
    changes,
    ignored,
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
