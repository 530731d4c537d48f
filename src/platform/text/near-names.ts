import { distance } from 'fastest-levenshtein';

/** A name that is spelt much like a text, or shares much of its words; 1 is the same. */
export interface NearName {
  readonly key: string;
  /** From 0.5 up to 1. */
  readonly likeness: number;
}

interface KnownName {
  readonly key: string;
  readonly words: readonly string[];
  /** Of its words. */
  readonly weight: number;
  readonly digits: string;
  readonly letters: number;
}

/** Least likeness that is told. */
const LEAST = 0.5;

/** How much common words count, and at least where a name has all the words asked for, or they have all of its words. */
const COMMON = 0.95;
const ALL_ASKED = 0.85;
const ALL_NAMED = 0.5;

/** Letters of which one may be wrong. */
const LETTERS_PER_MISTAKE = 5;

/**
 * Names by their keys, folded and of words parted by blanks, ready to be compared with what was written wrong. Nothing is decided
 * here: what is near is shown to people.
 */
export class NearNames {
  readonly #names: readonly KnownName[];
  readonly #bearers = new Map<string, KnownName[]>();

  constructor(keys: Iterable<string>) {
    const counts = new Map<string, number>();
    const all = [...new Set(keys)].map((key) => ({ key, words: wordsOf(key) }));
    for (const { words } of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.#names = all.map(({ key, words }) => ({
      key,
      words,
      weight: words.reduce((sum, word) => sum + weightOf(counts.get(word)!), 0),
      digits: digitsOf(key),
      letters: lettersOf(key),
    }));
    for (const name of this.#names)
      for (const word of name.words) this.#bearers.set(word, [...(this.#bearers.get(word) ?? []), name]);
  }

  /** The names nearest to a key, the nearest first, at most so many. Other digits are another name. O(names). */
  nearest(key: string, most: number, allows: (key: string) => boolean = () => true): NearName[] {
    const digits = digitsOf(key);
    const likeness = this.#byWords(key);
    for (const name of this.#byLetters(key, digits)) {
      const near = 1 - distance(key, name.key) / Math.max(key.length, name.key.length);
      likeness.set(name, Math.max(near, likeness.get(name) ?? 0));
    }
    return [...likeness]
      .filter(([name, near]) => near >= LEAST && name.digits === digits && allows(name.key))
      .map(([name, near]) => ({ key: name.key, likeness: near }))
      .sort((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
      .slice(0, most);
  }

  /** Names that share words with a key. Words that few names have say more; those that none has say most. */
  #byWords(key: string): Map<KnownName, number> {
    const common = new Map<KnownName, number>();
    const words = wordsOf(key);
    let asked = 0;
    for (const word of words) {
      const bearers = this.#bearers.get(word) ?? [];
      const weight = weightOf(bearers.length);
      asked += weight;
      for (const name of bearers) common.set(name, (common.get(name) ?? 0) + weight);
    }
    for (const [name, weight] of common) {
      const shared = (COMMON * 2 * weight) / (asked + name.weight);
      const isAsked = words.every((word) => name.words.includes(word));
      const isNamed = name.words.every((word) => words.includes(word));
      const least = isAsked ? ALL_ASKED : isNamed ? ALL_NAMED : 0;
      common.set(name, Math.max(shared, least && least + (1 - least) * shared * shared));
    }
    return common;
  }

  /** Names with few letters wrong. */
  #byLetters(key: string, digits: string): KnownName[] {
    const letters = lettersOf(key);
    return this.#names.filter((name) => {
      const most = Math.max(1, Math.floor(Math.max(key.length, name.key.length) / LETTERS_PER_MISTAKE));
      return (
        Math.abs(name.key.length - key.length) <= most &&
        // One mistake takes one letter away and brings one.
        bits(letters ^ name.letters) <= 2 * most &&
        name.digits === digits &&
        distance(key, name.key) <= most
      );
    });
  }
}

const wordsOf = (key: string): string[] => [...new Set(key.split(' '))];

const digitsOf = (key: string): string => key.replace(/[^\d ]+/g, '').trim();

const weightOf = (bearers: number): number => 1 / (1 + Math.log(1 + bearers));

/** Which letters a key has, a bit for each. */
function lettersOf(key: string): number {
  let letters = 0;
  for (let at = 0; at < key.length; at += 1) letters |= 1 << (key.charCodeAt(at) % 32);
  return letters;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
