import { type FieldKind, fieldOf, type SearchIndex } from '../search-index.ts';
import type { SuggestedKind } from '../suggestions.ts';
import { AsOf, PublicRows } from './as-of.ts';
import { Bits } from './bits.ts';
import { type Column, Dictionary } from './dictionary.ts';
import { type FieldValue, type FieldValues, fieldReader } from './field-values.ts';
import { DocumentNames, NodeNames } from './names.ts';
import { Terms } from './terms.ts';

/** A row of a search table. */
export interface TableRow {
  readonly id: string;
  readonly kind: string;
  /** Milliseconds since 1970. */
  readonly visible_from: number;
  readonly recorded_at: number;
  readonly name_words: string;
  readonly name_marks: string;
  readonly name_length: number;
  readonly heading_words: string;
  readonly terms: readonly string[];
  /** The columns of each field, in the order of their declaration, as JSON. */
  readonly fields: readonly string[];
}

/** Where an id lies that lies under others: see `Field` of ../search-index.ts. */
export interface NodePlace {
  readonly above: readonly string[];
  readonly path: readonly string[] | null;
}

const NOWHERE: NodePlace = { above: [], path: null };

/** So many rows that are gone are of no account. */
const FEW_GONE = 1_000;

/**
 * The rows of a search table by number, a column each. A row is never changed: one that is written anew gets the next number, and the
 * old one is gone.
 */
export class Rows {
  readonly ids: string[] = [];
  readonly kinds = new Dictionary((text) => text);
  readonly visibleFrom: number[] = [];
  readonly recordedAt: number[] = [];
  readonly names: string[] = [];
  readonly marks: string[] = [];
  readonly nameLengths: number[] = [];
  readonly headings = new Dictionary((text) => text);
  /** Those that are not gone. */
  readonly live = new Bits();
  readonly #public = new PublicRows(this.visibleFrom);
  readonly #ofKind = new Map<string, Bits>();
  readonly terms = new Terms();
  /** The words of names, folded, and with their diacritics. */
  readonly nameWords = new Terms();
  readonly nameMarks = new Terms();
  readonly #fields: ReadonlyMap<string, Dictionary<FieldValue>>;
  readonly #held: ReadonlyMap<string, AsOf<unknown>>;
  /** By field, then by id. */
  readonly #nodes: ReadonlyMap<string, Map<string, NodePlace>>;
  /** By kind of suggestions. */
  readonly #suggested: ReadonlyMap<string, DocumentNames | NodeNames>;
  /** The rows by their values of a field by which what is behind suggestions is counted. */
  readonly #having: ReadonlyMap<string, Terms>;
  readonly #numbers = new Map<string, number>();

  constructor(readonly index: SearchIndex) {
    const fields = Object.entries(index.fields);
    this.#fields = new Map(fields.map(([name, field]) => [name, new Dictionary(fieldReader(field))]));
    this.#held = new Map(
      fields.flatMap(([name, { kind }]) =>
        kind === 'timeline' || kind === 'badges' ? [[name, new AsOf<unknown>(this.field(name, kind))]] : [],
      ),
    );
    this.#nodes = new Map(fields.flatMap(([name, { kind }]) => (kind === 'node' ? [[name, new Map()]] : [])));
    this.#suggested = new Map(
      index.suggested.map(({ kind, nodes }) => [kind, nodes ? new NodeNames() : new DocumentNames()]),
    );
    this.#having = new Map(index.suggested.flatMap(({ by }) => (by ? [[by, new Terms()]] : [])));
  }

  /** How many numbers are given. */
  get size(): number {
    return this.ids.length;
  }

  put(given: readonly TableRow[]): void {
    const rows = given.map((row) => [this.#add(row), row] as const);
    this.terms.add(rows.map(([row, { terms }]) => [row, terms]));
    this.nameWords.add(rows.map(([row, { name_words }]) => [row, wordsOf(name_words)]));
    this.nameMarks.add(rows.map(([row, { name_marks }]) => [row, wordsOf(name_marks)]));
    for (const [field, terms] of this.#having) {
      const values = this.field(field, 'keyword');
      terms.add(rows.map(([row]) => [row, [values.of(row) ?? []].flat()]));
    }
  }

  #add(given: TableRow): number {
    this.delete(given.id);
    const row = this.ids.push(given.id) - 1;
    this.visibleFrom.push(given.visible_from);
    this.recordedAt.push(given.recorded_at);
    this.names.push(given.name_words);
    this.marks.push(given.name_marks);
    this.nameLengths.push(given.name_length);
    this.kinds.set(row, given.kind);
    const ofKind = this.#ofKind.get(given.kind) ?? new Bits();
    this.#ofKind.set(given.kind, ofKind);
    ofKind.add(row);
    this.headings.set(row, given.heading_words);
    let place = 0;
    for (const column of this.#fields.values()) column.set(row, given.fields[place++]!);
    const names = this.#suggested.get(given.kind);
    if (names instanceof DocumentNames) names.add(row, given.name_marks);
    this.#numbers.set(given.id, row);
    this.live.add(row);
    return row;
  }

  delete(id: string): void {
    const row = this.#numbers.get(id);
    if (row === undefined) return;
    this.#numbers.delete(id);
    this.live.delete(row);
  }

  /** Whether a row is there and public at an instant, in milliseconds since 1970. */
  isPublic(row: number, at: number): boolean {
    return this.live.has(row) && this.visibleFrom[row]! <= at;
  }

  /** The rows of some kinds that are there and public at an instant. */
  public(kinds: readonly string[], at: number): Bits {
    const ofKinds = kinds.map((kind) => this.#ofKind.get(kind) ?? new Bits());
    return ofKinds
      .reduce((all, some) => all.or(some), new Bits())
      .and(this.live)
      .and(this.#public.at(at));
  }

  /** The column of a field that must be of a kind. */
  field<Kind extends FieldKind>(name: string, ...kinds: readonly Kind[]): Dictionary<FieldValues[Kind]> {
    fieldOf(this.index, name, ...kinds);
    return (name === 'kind' ? this.kinds : this.#fields.get(name)!) as Dictionary<FieldValues[Kind]>;
  }

  /** The column of what holds at an instant, in a field that must be of a kind. */
  held(name: string, kind: 'timeline', at: number): Column<string | null>;
  held(name: string, kind: 'badges', at: number): Column<number | null>;
  held(name: string, kind: 'timeline' | 'badges', at: number): Column<unknown> {
    fieldOf(this.index, name, kind);
    return this.#held.get(name)!.at(at);
  }

  /** The distinct values that some rows have in a field. */
  distinct<Kind extends FieldKind>(name: string, kind: Kind, ids: readonly string[]): FieldValues[Kind][] {
    const column = this.field(name, kind);
    return [...new Set(ids.map((id) => column.of(this.#numbers.get(id)!)))];
  }

  node(field: string, id: string | null): NodePlace {
    return (id === null ? undefined : this.#nodes.get(field)!.get(id)) ?? NOWHERE;
  }

  setNode(field: string, id: string, place: NodePlace): void {
    this.#nodes.get(field)!.set(id, place);
  }

  /** The names that are suggested of a kind. */
  suggested({ kind }: SuggestedKind): DocumentNames | NodeNames {
    return this.#suggested.get(kind)!;
  }

  /** Sets the names of a node; none where it is gone. */
  setNames(kind: string, node: string, names: readonly string[]): void {
    const known = this.#suggested.get(kind);
    if (known instanceof NodeNames) known.set(node, names);
  }

  /** The rows with a value in a field by which suggestions are counted; among them may be some that are gone. */
  having(field: string, value: string): readonly number[] {
    return this.#having.get(field)!.with(value);
  }

  /** Whether most rows are gone, so that it is worth reading them anew. */
  get isSparse(): boolean {
    return this.size - this.#numbers.size > Math.max(FEW_GONE, this.#numbers.size);
  }
}

/** The words of names, which stand between bars. */
const wordsOf = (names: string): Set<string> => new Set(names.split(/[ |]+/).filter((word) => word !== ''));
