import { type Closeness, coreOf, type Phrase, type QueryWord, type Tier, type Variant } from './analysed-text.ts';
import type { PlacedWord } from './placed-words.ts';

/** How a word of a variant stands in a text. */
export type Fit = 'exact' | 'beginning' | 'other marks' | 'named';

/** A text of a document whose words are read. */
export interface ReadText {
  readonly field: string;
  readonly text: string;
  /** Id of what bears the name, if it is one of something that the document is or lies in. */
  readonly node: string | null;
  /** Names, what stands around them (in both a word counts wherever it stands), and all others. */
  readonly rank: 'name' | 'around' | 'other';
  readonly words: readonly PlacedWord[];
}

/** Words of a variant, from one on, and where they stand together. */
export interface Placed {
  readonly at: number;
  readonly fits: readonly Fit[];
  readonly text: ReadText;
  /** First of the words in the text; null where it is not them but the name of what they name. */
  readonly from: number | null;
}

/** In a query of so many words one of them may stand apart from the others in a long text. */
const LONG = 3;

/** Where the words of a tier's variant stand, each in the first of the texts that is best, and how many stand nowhere. */
export function place(
  { variant, closeness, scope }: Tier,
  texts: readonly ReadText[],
): { placed: Placed[]; missing: number } {
  const finder = new Finder(variant, closeness, texts, scope === 'names');
  const placed: Placed[] = [];
  let missing = 0;
  for (let at = 0; at < variant.words.length; ) {
    const found = finder.find(at);
    if (found) placed.push(found);
    else missing += 1;
    at += found?.fits.length ?? 1;
  }
  return { placed, missing };
}

class Finder {
  /** The words that must be in names where only these count. */
  readonly #core: readonly QueryWord[];
  /** How many words may yet stand apart from the others. */
  #apart: number;

  constructor(
    readonly variant: Variant,
    readonly closeness: Closeness,
    readonly texts: readonly ReadText[],
    readonly inNames: boolean,
  ) {
    this.#core = coreOf(variant);
    this.#apart = variant.words.length >= LONG ? 1 : 0;
  }

  /** The best place of the words from one on: where most of them stand together. */
  find(at: number): Placed | null {
    const phrase = this.#phraseAt(at, ({ required }) => required);
    if (phrase) {
      const run = this.#longest(at, phrase.length, this.#strong(at));
      return run?.fits.length === phrase.length ? run : null;
    }
    return this.#named(at) ?? this.#longest(at, this.#most(at), this.#strong(at)) ?? this.#elsewhere(at);
  }

  /** What the words name, if they themselves do not stand there. */
  #named(at: number): Placed | null {
    const phrase = this.#phraseAt(at, ({ nodes }) => nodes.length > 0);
    if (!phrase) return null;
    const strong = this.#strong(at);
    const places = Array.from({ length: phrase.length }, (_, place) => at + place);
    if (places.every((place) => this.#longest(place, 1, strong))) return null;
    const text = this.texts.find(({ node }) => node !== null && phrase.nodes.includes(node));
    return text ? { at, text, fits: places.map(() => 'named'), from: null } : null;
  }

  /** Texts in which a word counts wherever it stands. A place need not be in the name where all else must be. */
  #strong(at: number): ReadText[] {
    const inNames = this.inNames && this.#core.includes(this.variant.words[at]!);
    return this.texts.filter(({ rank }) => rank === 'name' || (rank === 'around' && !inNames));
  }

  /** In other texts a word counts beside one of its neighbours in the query; alone in the query, or as a number, anywhere. */
  #elsewhere(at: number): Placed | null {
    if (this.inNames) return null;
    const others = this.texts.filter(({ rank }) => rank === 'other');
    const { words } = this.variant;
    const isFree = words.length === 1 || /[0-9]/.test(words[at]!.folded);
    const found = this.#longest(at, this.#most(at), others, isFree ? undefined : (run) => this.#hasNeighbour(run));
    if (found || this.#apart === 0) return found;
    this.#apart -= 1;
    return this.#longest(at, 1, others);
  }

  #hasNeighbour({ at, fits, text, from }: Placed): boolean {
    const before = this.variant.words[at - 1];
    return fits.length > 1 || (before !== undefined && text.words[from! - 1]?.folded === before.folded);
  }

  /** How many words from one on may stand together: up to the next that must stand together themselves, or that name something. */
  #most(at: number): number {
    const { words, phrases } = this.variant;
    const next = phrases.filter(({ required, start }) => start > at && (required || this.#named(start) !== null));
    return Math.min(words.length, ...next.map(({ start }) => start)) - at;
  }

  #longest(
    at: number,
    most: number,
    texts: readonly ReadText[],
    suits: (run: Placed) => boolean = () => true,
  ): Placed | null {
    let best: Placed | null = null;
    for (const text of texts) {
      for (let from = 0; from < text.words.length; from += 1) {
        const run = this.#run(at, most, text, from);
        if (run.fits.length > 0 && suits(run) && (!best || isBetter(run, best))) best = run;
      }
    }
    return best;
  }

  #run(at: number, most: number, text: ReadText, from: number): Placed {
    const fits: Fit[] = [];
    for (let step = 0; step < most; step += 1) {
      const word = text.words[from + step];
      const fit = word ? this.#fit(at + step, word, text) : null;
      if (!fit) break;
      fits.push(fit);
    }
    return { at, fits, text, from };
  }

  #fit(at: number, found: PlacedWord, { rank }: ReadText): Fit | null {
    const word = this.variant.words[at]!;
    const { marked, folded, strict } = word;
    const isSame = found.folded === folded;
    if (isSame && (marked === null || found.marked === marked)) {
      // Among words with diacritics one without them says that it has none.
      const isPlain = rank === 'other' || marked !== null || found.marked === null;
      return isPlain || this.#isLoose(strict) ? 'exact' : null;
    }
    if (rank === 'other') return null;
    if (this.closeness !== 'exact' && this.closeness !== 'whole' && begins(word, found)) return 'beginning';
    return isSame && this.#isLoose(strict) ? 'other marks' : null;
  }

  #isLoose(strict: boolean): boolean {
    return !strict && (this.closeness === 'whole' || this.closeness === 'any');
  }

  #phraseAt(at: number, suits: (phrase: Phrase) => boolean): Phrase | undefined {
    return this.variant.phrases.find((phrase) => phrase.start === at && suits(phrase));
  }
}

/** Whether a word of a text is a longer one that begins as an unfinished one does. */
export function begins({ beginning }: QueryWord, found: PlacedWord): boolean {
  if (!beginning) return false;
  if ('folded' in beginning) return found.folded.startsWith(beginning.folded);
  return beginning.marked.some((begin) => found.marked?.startsWith(begin));
}

/** More words together; then fewer of them found otherwise than they were said. Of equals the first stays. */
function isBetter(run: Placed, best: Placed): boolean {
  if (run.fits.length !== best.fits.length) return run.fits.length > best.fits.length;
  return exactness(run) > exactness(best);
}

const exactness = ({ fits }: Placed): number => fits.filter((fit) => fit === 'exact').length;
