import type { Database } from '../platform/database/database.ts';
import { NearNames } from '../platform/text/near-names.ts';
import type { VietnamDay } from '../platform/time/vietnam-day.ts';
import { UnitLevel } from './administrative-unit.entity.ts';
import { PlaceNames } from './place-names.ts';
import { type Candidate, type Outcome, outcomeOf } from './place-outcome.ts';
import { respellings, untyped } from './place-respelling.ts';
import { type PlaceText, readText } from './place-words.ts';

/** A unit to choose. */
export interface PlaceChoice {
  readonly id: string;
  /** Type, name, province, and until when it held if it no longer does: "Huyện Cầu Kè, Trà Vinh (đến 30/06/2025)". */
  readonly label: string;
  /** What of the text lies below the unit and stays words: street, former commune; null if nothing does. */
  readonly address: string | null;
}

/** What a text says of a place: a unit, several that it may mean, or none that is known. */
export type PlaceReading =
  | ({ readonly is: 'place' } & PlaceChoice)
  /** The likeliest first, at most 5. */
  | { readonly is: 'ambiguous'; readonly choices: readonly PlaceChoice[] }
  /**
   * First those of the very name that are of another type, then the nearest by spelling, at most 3; may be empty. `likely`: the one that
   * may be taken unseen, since nothing is spelt otherwise: its id, or null.
   */
  | { readonly is: 'unknown'; readonly suggestions: readonly PlaceChoice[]; readonly likely: string | null };

/** A place whose parts stand in columns of their own; each may say more than its own part, or nothing. */
export interface PlaceParts {
  readonly province?: string | null;
  readonly district?: string | null;
  readonly commune?: string | null;
  readonly address?: string | null;
}

const MAX_CHOICES = 5;
const MAX_SUGGESTIONS = 3;

/** Names in one text that may be spelt wrong. */
const MAX_MISTAKES = 2;

/** Readings that are kept. */
const MAX_KNOWN = 10_000;

/** A cell holds an address; a longer text is something else. */
const MAX_LENGTH = 500;

const NOTHING: PlaceReading = { is: 'unknown', suggestions: [], likely: null };

/** A text, and what stands behind its last mark. */
const LAST_PART = /^(.*)[,;\n]\s*([^,;\n]+)$/s;

/**
 * Reads places from the words of people: today's units and the former ones, their abbreviations and nicknames, with and without
 * diacritics. A text with a district is of the time before 2025-07-01; the communes of that time are not known and stay words in the
 * address. Nothing is guessed: what may mean several units is ambiguous, and what is spelt like a name is only suggested.
 */
export class PlaceReader {
  readonly #names: PlaceNames;
  readonly #near: NearNames;
  readonly #known = new Map<string, PlaceReading>();

  /** Loads the units as they are on a day. A name that today's and a former province share means today's. */
  static async load(db: Database, today: VietnamDay): Promise<PlaceReader> {
    return new PlaceReader(await PlaceNames.load(db, today));
  }

  private constructor(names: PlaceNames) {
    this.#names = names;
    this.#near = new NearNames(names.keys);
  }

  /** What people call a unit, by its id; null where it is none. */
  labelOf(id: string): string | null {
    return this.#names.labelOf(id);
  }

  /** Reads one text, the smallest place first; the largest may come first where types or names tell. */
  read(text: string): PlaceReading {
    return this.#remembered(text, () => this.#readText(text));
  }

  /** Reads parts that stand in columns of their own. */
  readParts({ province, district, commune, address }: PlaceParts): PlaceReading {
    const parts = [
      { text: address ?? '' },
      { text: commune ?? '', column: UnitLevel.COMMUNE },
      { text: district ?? '', column: UnitLevel.DISTRICT },
      { text: province ?? '', column: UnitLevel.PROVINCE },
    ];
    return this.#remembered(parts.map(({ text }) => text).join('\u0000'), () => {
      const text = readText(parts);
      return this.#readingOf(text, outcomeOf(text, this.#names));
    });
  }

  /** The province that a text ends with, apart by a mark, and what stands before it; null where none is clear. */
  provinceAtEnd(text: string): PlaceChoice | null {
    const [, address, last] = LAST_PART.exec(text) ?? [];
    const reading = last === undefined ? NOTHING : this.readParts({ province: last });
    if (reading.is !== 'place' || this.#names.labelled(reading.label)?.level !== UnitLevel.PROVINCE) return null;
    return { id: reading.id, label: reading.label, address: address!.trim() || null };
  }

  /** The rows of a file name few places, over and over. */
  #remembered(text: string, read: () => PlaceReading): PlaceReading {
    if (text.length > MAX_LENGTH) return NOTHING;
    const known = this.#known.get(text);
    if (known) return known;
    const reading = read();
    if (this.#known.size === MAX_KNOWN) this.#known.clear();
    this.#known.set(text, reading);
    return reading;
  }

  #readText(text: string): PlaceReading {
    const labelled = this.#names.labelled(text);
    if (labelled) return { is: 'place', id: labelled.id, label: labelled.label, address: null };
    const forward = readText([{ text }]);
    const outcome = outcomeOf(forward, this.#names);
    if (outcome && outcome.names > 1 && !outcome.unnamed) return this.#readingOf(forward, outcome);
    const backward = turned(text);
    const other = backward && outcomeOf(backward, this.#names);
    const tells = other && !other.unnamed && (other.names > 1 || (!outcome && other.said));
    return tells ? this.#readingOf(backward, other) : this.#readingOf(forward, outcome);
  }

  #readingOf(text: PlaceText, outcome: Outcome | null): PlaceReading {
    if (!outcome || outcome.unnamed) return this.#unknown(text, outcome);
    const choices = choicesOf(text, outcome.candidates);
    if (choices.length > 1) return { is: 'ambiguous', choices: choices.slice(0, MAX_CHOICES) };
    return { is: 'place', ...choices[0]! };
  }

  #unknown(text: PlaceText, outcome: Outcome | null): PlaceReading {
    const otherwise = this.#ofOtherType(text, outcome);
    const near = this.#suggestions(text, outcome);
    const suggestions = new Map<string, PlaceChoice>();
    for (const choice of [...otherwise, ...near]) if (!suggestions.has(choice.id)) suggestions.set(choice.id, choice);
    // What names a province, and below it nothing that is like what is known, lies there.
    const above = [...new Set((outcome?.candidates ?? []).map(({ unit }) => unit))];
    const isAbove = near.every(({ id }) => above.some((unit) => unit.id === id));
    const likely = otherwise.length > 0 ? otherwise : isAbove ? above.filter(({ holds }) => holds) : [];
    return {
      is: 'unknown',
      suggestions: [...suggestions.values()].slice(0, MAX_SUGGESTIONS),
      likely: likely.length === 1 ? likely[0]!.id : null,
    };
  }

  /** What it would say if the type of a name in it were left out: a ward may be called a commune. */
  #ofOtherType(text: PlaceText, outcome: Outcome | null): PlaceChoice[] {
    const plain = untyped(text, outcome?.unnamed ?? null);
    const other = plain && outcomeOf(plain.text, this.#names);
    if (!other || other.unnamed) return [];
    return choicesOf(
      plain.text,
      other.candidates.filter(({ unit, from }) => from === plain.from && unit.level === plain.level),
    );
  }

  /** What it would say if names in it were spelt like ones that are known, and the province that it does say. */
  #suggestions(text: PlaceText, outcome: Outcome | null, mistakes = MAX_MISTAKES): PlaceChoice[] {
    if (outcome && !outcome.unnamed) return choicesOf(text, outcome.candidates);
    const isMore = mistakes > 0 && (outcome || mistakes === MAX_MISTAKES);
    const respelt = isMore ? respellings(text, outcome?.unnamed ?? null, this.#near, this.#names) : [];
    const found = respelt.flatMap((other) => this.#suggestions(other, outcomeOf(other, this.#names), mistakes - 1));
    return [...found, ...choicesOf(text, outcome?.candidates ?? [])];
  }
}

/** Today's units before former ones, the larger first. */
function choicesOf({ text, words }: PlaceText, candidates: readonly Candidate[]): PlaceChoice[] {
  const levels = Object.values(UnitLevel);
  return candidates
    .toSorted(
      ({ unit: a }, { unit: b }) =>
        Number(b.holds) - Number(a.holds) ||
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        (a.label < b.label ? -1 : 1),
    )
    .map(({ unit: { id, label }, from }) => ({ id, label, address: addressOf(text.slice(0, words[from]!.start)) }));
}

const addressOf = (words: string): string | null => words.replace(/[\s,;:/\\|([{<>›→•+&\-–—_]+$/, '') || null;

/** A text that names the largest place first, turned round; null where nothing parts its names. */
function turned(text: string): PlaceText | null {
  const parts = text.split(/[,;/|\n]|(?<=\s)[-–—](?=\s)/).filter((part) => part.trim() !== '');
  return parts.length > 1 ? readText(parts.reverse().map((part) => ({ text: part }))) : null;
}
