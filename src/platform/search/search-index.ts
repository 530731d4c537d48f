import type { Sql } from 'sql-template-tag';
import type { TextLabels } from './reasons.ts';
import type { SearchSource } from './source.ts';
import type { SuggestedKind } from './suggestions.ts';

/**
 * What a document can be filtered, counted or ordered by. Each kind has its columns in the search table, named after the field in
 * snake case: see postgres/field-columns.ts.
 */
export type Field =
  /** One value. */
  | { readonly kind: 'keyword'; readonly type: 'text' | 'uuid' }
  /**
   * One id that lies under others, as a category or a place does. `under` selects the ids of given ones (a uuid[]) and of all under them;
   * `aboveOf` looks up the ids (a uuid[]) of all that one lies under, itself among them; `pathOf` the same from the top down, where
   * there is only one way, which is needed to count by it.
   */
  | {
      readonly kind: 'node';
      readonly under: (ids: Sql) => Sql;
      readonly aboveOf: (id: Sql) => Sql;
      readonly pathOf?: (id: Sql) => Sql;
    }
  /** One value at a time, which changes by the clock, such as the province of today. */
  | { readonly kind: 'timeline' }
  /** Values of a closed list that hold in periods, such as certificates; at most 31, and the list only ever grows at its end. */
  | { readonly kind: 'badges'; readonly values: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number' }
  /** A number for each month of the year. */
  | { readonly kind: 'monthly' }
  /** Prices that fall or rise with the quantity, for several audiences, each holding since a day. */
  | { readonly kind: 'ladder'; readonly audiences: readonly string[] }
  /** A point on the globe. */
  | { readonly kind: 'point' }
  /** Whatever else a document has, by code: texts (folded), numbers, booleans. */
  | { readonly kind: 'attributes' };

export type FieldKind = Field['kind'];

/** One kind of documents: where they come from. */
export interface DocumentKind {
  /** Its name in the search table. */
  readonly name: string;
  /** A statement that selects the `id` of all that may have a document, neighbours next to each other. */
  readonly candidates: Sql;
  /**
   * The documents of `ids` (a uuid[]), as far as they can ever be public: `id`, `visible_from`, `recorded_at` (what "newest" goes by),
   * `names` (text[], the main one first), `heading` (what stands around the name), `body` (all other text), `nodes` (uuid[]: all that it is
   * or lies in), and the fields' columns.
   */
  readonly documents: (ids: Sql) => Sql;
  /**
   * An expression: the texts of the document with this id that have one of these labels, as a JSON array of `field` (the label), `text`
   * and, of what names something that the document is or lies in, its id as `node`.
   */
  readonly texts: (id: Sql, labels: readonly string[]) => Sql;
  /** The labels of all its texts. */
  readonly labels: TextLabels;
  /** Labels of the texts in which words are marked. */
  readonly highlighted: readonly string[];
}

/** Synonyms of an index as they are kept in the database. */
export interface SynonymSource {
  /** A statement that selects `term`, `synonym` and `one_way`: all pairs, as `SynonymPair` of language/synonyms.ts has them. */
  readonly pairs: Sql;
  /**
   * An expression, a bigint that is cheap to look up: another one after each commit that changed pairs. Read before the pairs, or with them
   * in one statement, it belongs to pairs that are no older; so whoever keeps them has to read them again only when it differs.
   */
  readonly version: Sql;
}

/** What a feature lets people search: its kinds of documents, their fields, and what they are made of. */
export interface SearchIndex {
  /** The search table, made by a migration; it begins with `search_`. */
  readonly table: string;
  readonly kinds: readonly DocumentKind[];
  readonly fields: Readonly<Record<string, Field>>;
  /** Which documents a change of which entity touches. */
  readonly sources: readonly SearchSource[];
  /** Names that are suggested while somebody types. */
  readonly suggested: readonly SuggestedKind[];
  readonly words: IndexWords;
}

/** The words that people may say when they search an index. */
export interface IndexWords {
  /** Selects `text, times`: names of what is public at an instant and of what stands around it, and how often each is there. */
  readonly texts: (at: Date) => Sql;
  /**
   * Selects `field, id, name, prominence`: what people name to search by it, and the field of the documents that holds its id. Of several
   * that bear a name, those with the highest prominence are meant.
   */
  readonly names: (at: Date) => Sql;
  /** Fields whose names say where something is from, not what it is. */
  readonly places: readonly string[];
  readonly synonyms: SynonymSource;
}

/** What every index can be filtered and counted by besides its own fields. */
const BUILT_IN: Readonly<Record<string, Field>> = { kind: { kind: 'keyword', type: 'text' } };

/** A field of an index. @throws Error when it has none of that name and kind, which is a mistake in the code */
export function fieldOf<Kind extends FieldKind>(
  index: SearchIndex,
  name: string,
  ...kinds: readonly Kind[]
): Extract<Field, { kind: Kind }> {
  const field = index.fields[name] ?? BUILT_IN[name];
  if (field && (kinds as readonly string[]).includes(field.kind)) return field as Extract<Field, { kind: Kind }>;
  throw new Error(`The search table ${index.table} has no field ${name} of kind ${kinds.join(' or ')}.`);
}
