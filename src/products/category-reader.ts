import type { Database } from '../platform/database/database.ts';
import { NearNames } from '../platform/text/near-names.ts';
import { canonical, nameKey } from '../platform/text/vietnamese.ts';

/** A category to choose. */
export interface CategoryChoice {
  readonly id: string;
  /** Its path in Vietnamese: "Gia vị và nước chấm › Nước mắm". */
  readonly label: string;
}

/** What a text says of a category: one, several that it may mean, or none that is known. */
export type CategoryReading =
  | ({ readonly is: 'category' } & CategoryChoice)
  /** In the order of the tree, at most 5. */
  | { readonly is: 'ambiguous'; readonly choices: readonly CategoryChoice[] }
  /** The nearest by words and spelling first, at most 3; may be empty. */
  | { readonly is: 'unknown'; readonly suggestions: readonly CategoryChoice[] };

/** Two names of one thing. */
export interface SameThing {
  readonly term: string;
  readonly synonym: string;
}

interface Row {
  id: string;
  code: string;
  nameVi: string;
  nameEn: string;
  path: string[];
}

interface Known extends CategoryChoice {
  readonly code: string;
  /** Its names from the top of the tree down to its own, Vietnamese and English. */
  readonly path: readonly (readonly string[])[];
}

const MAX_CHOICES = 5;
const MAX_SUGGESTIONS = 3;

/** A cell names a category; a longer text is something else. */
const MAX_LENGTH = 300;

const STEPS = /\s*[>›→»/\\|]\s*/;

/**
 * Reads categories from the words of people: a code, a name in Vietnamese or English, or a path down to it (Gia vị > Nước mắm).
 * Nothing is guessed: diacritics may be left out where one name alone is meant, and all else is only suggested.
 */
export class CategoryReader {
  /** Every category, each after the one that it lies in. */
  readonly all: readonly CategoryChoice[];
  readonly #known: readonly Known[];
  readonly #byCode: ReadonlyMap<string, Known>;
  readonly #bySpelling: ReadonlyMap<string, readonly Known[]>;
  readonly #byKey: ReadonlyMap<string, readonly Known[]>;
  readonly #near: NearNames;
  readonly #others: ReadonlyMap<string, readonly string[]>;

  /** Loads the tree in one statement. Words that mean the same help to suggest, not to read. */
  static async load(db: Database, synonyms: readonly SameThing[] = []): Promise<CategoryReader> {
    return new CategoryReader(await db.query<Row>(CATEGORIES), synonyms);
  }

  private constructor(rows: readonly Row[], synonyms: readonly SameThing[]) {
    const byId = new Map(rows.map((row) => [row.id, row]));
    this.#known = rows.map(({ id, code, path }) => {
      const above = path.map((step) => byId.get(step)!);
      return {
        id,
        code,
        label: above.map(({ nameVi }) => nameVi).join(' › '),
        path: above.map(({ nameVi, nameEn }) => [nameVi, nameEn]),
      };
    });
    this.all = this.#known.map(({ id, label }) => ({ id, label }));
    this.#byCode = new Map(this.#known.map((category) => [category.code, category]));
    this.#bySpelling = byName(this.#known, spelling);
    this.#byKey = byName(this.#known, nameKey);
    this.#near = new NearNames(this.#byKey.keys());
    this.#others = othersOf(synonyms);
  }

  /** Reads one text. */
  read(text: string): CategoryReading {
    if (text.length > MAX_LENGTH) return { is: 'unknown', suggestions: [] };
    const code = this.#byCode.get(text.trim().toLowerCase());
    if (code) return { is: 'category', ...choiceOf(code) };
    const found = this.#named(text) ?? this.#atPath(text);
    if (!found) return { is: 'unknown', suggestions: this.#suggestions(text) };
    if (found.length > 1) return { is: 'ambiguous', choices: found.slice(0, MAX_CHOICES).map(choiceOf) };
    return { is: 'category', ...choiceOf(found[0]!) };
  }

  /** Those of a name: as it is spelt, else without its diacritics. */
  #named(name: string): readonly Known[] | null {
    return this.#bySpelling.get(spelling(name)) ?? this.#byKey.get(nameKey(name)) ?? null;
  }

  /** Those of the last name of a path that lie below all others of it, in their order. */
  #atPath(text: string): readonly Known[] | null {
    const steps = text.split(STEPS).filter((step) => step.trim() !== '');
    const last = steps.pop();
    if (last === undefined || steps.length === 0) return null;
    const found = this.#named(last)?.filter(({ path }) => liesBelow(path, steps)) ?? [];
    return found.length > 0 ? found : null;
  }

  #suggestions(text: string): CategoryChoice[] {
    const steps = text.split(STEPS).filter((step) => step.trim() !== '');
    const said = [...new Set([text, ...steps.reverse()].map(nameKey))].filter((key) => key !== '');
    const near = said
      .flatMap((key) => [key, ...respelt(key, this.#others)])
      .flatMap((key) => this.#near.nearest(key, MAX_SUGGESTIONS))
      .sort((a, b) => b.likeness - a.likeness)
      .flatMap(({ key }) => this.#byKey.get(key) ?? []);
    return [...new Set(near)].slice(0, MAX_SUGGESTIONS).map(choiceOf);
  }
}

const choiceOf = ({ id, label }: Known): CategoryChoice => ({ id, label });

/** In lower case with its diacritics, white space and tone placement aside. */
const spelling = (name: string): string => canonical(name).toLowerCase();

function byName(all: readonly Known[], keyOf: (name: string) => string): Map<string, Known[]> {
  const found = new Map<string, Known[]>();
  for (const category of all)
    for (const key of new Set(category.path.at(-1)!.map(keyOf))) found.set(key, [...(found.get(key) ?? []), category]);
  return found;
}

/** Whether the steps are among those above the last, in their order. */
function liesBelow(path: readonly (readonly string[])[], steps: readonly string[]): boolean {
  let at = 0;
  for (const step of steps) {
    const key = nameKey(step);
    const found = path.findIndex(
      (names, index) => index >= at && index < path.length - 1 && names.some((name) => nameKey(name) === key),
    );
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

function othersOf(synonyms: readonly SameThing[]): Map<string, string[]> {
  const others = new Map<string, string[]>();
  for (const { term, synonym } of synonyms) {
    const [one, other] = [nameKey(term), nameKey(synonym)];
    others.set(one, [...(others.get(one) ?? []), other]);
    others.set(other, [...(others.get(other) ?? []), one]);
  }
  return others;
}

/** Most words of a name of a thing that has another. */
const WORDS = 4;

/** The key with other names of the things in it, one at a time. */
function respelt(key: string, others: ReadonlyMap<string, readonly string[]>): string[] {
  const words = key.split(' ');
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(WORDS, words.length - from) }, (_, count) => from + count + 1).flatMap((to) =>
      (others.get(words.slice(from, to).join(' ')) ?? []).map((other) =>
        [...words.slice(0, from), other, ...words.slice(to)].join(' '),
      ),
    ),
  );
}

const CATEGORIES = `
  select id, code, name_vi as "nameVi", name_en as "nameEn", path
  from category
  order by (
    select array_agg(array[lpad(above.position::text, 9, '0'), above.code] order by cardinality(above.path))
    from category above where above.id = any(category.path)
  )`;
