import type { Database } from '../platform/database/database.ts';
import { NearNames } from '../platform/text/near-names.ts';
import { hasDiacritics, nameKey, spellingKey } from '../platform/text/vietnamese.ts';
import { isNameAlike } from './category-names.ts';

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
  /** The nearest by words and spelling first, at most 3; may be empty. `likeliest` is the only one of the name but for its writing. */
  | {
      readonly is: 'unknown';
      readonly suggestions: readonly CategoryChoice[];
      readonly likeliest: CategoryChoice | null;
    };

/** Two names of one thing; where it is not mutual, the synonym is the wider. */
export interface SameThing {
  readonly term: string;
  readonly synonym: string;
  readonly isMutual: boolean;
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
 * Nothing is guessed: all diacritics may be left out where one name alone is meant, and all else is only suggested.
 */
export class CategoryReader {
  readonly #known: readonly Known[];
  readonly #byId: ReadonlyMap<string, Known>;
  readonly #byCode: ReadonlyMap<string, Known>;
  readonly #bySpelling: ReadonlyMap<string, readonly Known[]>;
  readonly #byKey: ReadonlyMap<string, readonly Known[]>;
  readonly #near: NearNames;
  readonly #others: ReadonlyMap<string, readonly string[]>;
  readonly #sameThings: ReadonlyMap<string, readonly string[]>;

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
    this.#byId = new Map(this.#known.map((category) => [category.id, category]));
    this.#byCode = new Map(this.#known.map((category) => [category.code, category]));
    this.#bySpelling = byName(this.#known, spellingKey);
    this.#byKey = byName(this.#known, nameKey);
    this.#near = new NearNames(this.#byKey.keys());
    this.#others = othersOf(synonyms, nameKey);
    this.#sameThings = othersOf(
      synonyms.filter(({ isMutual }) => isMutual),
      spellingKey,
    );
  }

  /** What people call a category, by its id; null where it is none. */
  labelOf(id: string): string | null {
    return this.#byId.get(id)?.label ?? null;
  }

  /** Reads one text. */
  read(text: string): CategoryReading {
    if (text.length > MAX_LENGTH) return { is: 'unknown', suggestions: [], likeliest: null };
    const code = this.#byCode.get(text.trim().toLowerCase());
    if (code) return { is: 'category', ...choiceOf(code) };
    const found = this.#named(text) ?? this.#atPath(text);
    if (!found) return this.#unknown(text);
    if (found.length > 1) return { is: 'ambiguous', choices: found.slice(0, MAX_CHOICES).map(choiceOf) };
    return { is: 'category', ...choiceOf(found[0]!) };
  }

  /** Those of a name: as it is spelt, else, where it has no diacritics, those that have. */
  #named(name: string): readonly Known[] | null {
    const bare = hasDiacritics(name) ? undefined : this.#byKey.get(nameKey(name));
    return this.#bySpelling.get(spellingKey(name)) ?? bare ?? null;
  }

  /** Those of the last name of a path that lie below all others of it, in their order. */
  #atPath(text: string): readonly Known[] | null {
    const steps = text.split(STEPS).filter((step) => step.trim() !== '');
    const last = steps.pop();
    if (last === undefined || steps.length === 0) return null;
    const found = this.#named(last)?.filter(({ path }) => liesBelow(path, steps)) ?? [];
    return found.length > 0 ? found : null;
  }

  #unknown(text: string): CategoryReading {
    const likeliest = this.#likeliest(text);
    const near = likeliest ? [likeliest, ...this.#nearest(text)] : this.#nearest(text);
    return {
      is: 'unknown',
      suggestions: [...new Set(near)].slice(0, MAX_SUGGESTIONS).map(choiceOf),
      likeliest: likeliest && choiceOf(likeliest),
    };
  }

  /** The only one that is called so but for its writing, or by another name of the thing. */
  #likeliest(text: string): Known | null {
    const key = spellingKey(text);
    const said = [key, ...respelt(key, this.#sameThings)];
    const [only, ...others] = this.#known.filter(({ path }) =>
      path.at(-1)!.some((name) => said.some((one) => isNameAlike(one, name))),
    );
    return only && others.length === 0 ? only : null;
  }

  #nearest(text: string): Known[] {
    const steps = text.split(STEPS).filter((step) => step.trim() !== '');
    const said = [...new Set([text, ...steps.reverse()].map(nameKey))].filter((key) => key !== '');
    return said
      .flatMap((key) => [key, ...respelt(key, this.#others)])
      .flatMap((key) => this.#near.nearest(key, MAX_SUGGESTIONS))
      .sort((a, b) => b.likeness - a.likeness)
      .flatMap(({ key }) => this.#byKey.get(key) ?? []);
  }
}

const choiceOf = ({ id, label }: Known): CategoryChoice => ({ id, label });

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

function othersOf(synonyms: readonly SameThing[], keyOf: (name: string) => string): Map<string, string[]> {
  const others = new Map<string, string[]>();
  for (const { term, synonym } of synonyms) {
    const [one, other] = [keyOf(term), keyOf(synonym)];
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
