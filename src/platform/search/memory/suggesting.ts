import { nodeTerm } from '../conditions.ts';
import type { Beginning, SuggestedKind } from '../suggestions.ts';
import type { Bits } from './bits.ts';
import { First } from './first.ts';
import { type Bearer, DocumentNames, GROWN } from './names.ts';
import type { Rows } from './rows.ts';

/** What bears a name that begins as was typed. */
export interface Candidate {
  /** What is of a lower tier fits better: names with just these marks before others, those that begin so before those inside which a word does. */
  readonly tier: number;
  readonly kind: string;
  /** The document or node that bears it; where several documents do, the one with the lowest id of those that were counted. */
  readonly id: string;
  /** Whether it is its main name, where it is a document. */
  readonly byMain: boolean;
  /** Whether no other document bears it. */
  readonly isAlone: boolean;
  /** Public documents behind it, at most {@link MOST_COUNTED}. */
  readonly count: number;
}

/** What bears names that begin in one of some ways. */
export interface Named {
  /** Which of the ways it is, from 0 on; -1 for none. */
  readonly way: number;
  readonly candidates: readonly Candidate[];
}

/** Which names to look for. */
export interface Wanted {
  readonly kinds: readonly string[];
  /** No further tier is looked at when so many are found. */
  readonly enough: number;
  /** Most of one kind and tier. */
  readonly most: number;
}

/** What is behind a name is counted up to so many. */
const MOST_COUNTED = 500;

/** So many names of a tier and kind, the most popular ones, are looked at for what is public. */
const LOOKED_AT = 100;

/** Names longer than this are all equally long. */
const LONGEST = 99;

/** Beginnings are typed again and again, by everybody: the most popular names of each are kept, of so many beginnings of a kind at most. */
const MOST_KEPT = 10_000;

/** They are kept until there are so many more names. */
const MANY_NEW = 1_000;

/** A name that may be suggested, before it is known what of it is public. */
interface Borne {
  readonly number: number;
  /** The node that bears it; null where documents do. */
  readonly node: string | null;
}

/** What is behind a name now. */
type Thing = Pick<Candidate, 'id' | 'byMain' | 'isAlone' | 'count'>;

/** The names that are public at an instant and begin so, by tier and kind, the most popular first. */
export function findNames(rows: Rows, beginning: Beginning, { kinds, enough, most }: Wanted, at: Date): Candidate[] {
  const shown = new Map(rows.index.kinds.map(({ name }) => [name, rows.public([name], at.getTime())]));
  const sources = kinds.map((kind) => new Source(rows, rows.index.suggested.find((one) => one.kind === kind)!, shown));
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (let tier = beginning.marked.length > 0 ? 1 : 3; tier <= 4 && found.length < enough; tier++) {
    for (const source of sources) {
      const { kind } = source.suggested;
      let taken = 0;
      for (const borne of source.popular(beginning, tier)) {
        if (taken === most) break;
        const key = `${kind} ${borne.node ?? borne.number}`;
        const thing = seen.has(key) ? null : source.look(borne);
        if (!thing) continue;
        found.push({ tier, kind, ...thing });
        seen.add(key);
        taken++;
      }
    }
  }
  return found;
}

/** The names of a kind, and what is behind them at an instant. */
class Source {
  constructor(
    readonly rows: Rows,
    readonly suggested: SuggestedKind,
    /** The public documents by kind. */
    readonly shown: ReadonlyMap<string, Bits>,
  ) {}

  /** The names of a tier by popularity: those of twice the popularity before all shorter ones. */
  popular(beginning: Beginning, tier: number): Borne[] {
    const [isInside, isMarked] = [tier % 2 === 0, tier <= 2];
    const names = this.rows.suggested(this.suggested);
    const { kept, changes } = names;
    const key = `${tier} ${beginning.plain} ${beginning.marked}`;
    const before = kept.get(key);
    if (
      before &&
      before.changes === changes &&
      names.count - before.count < MANY_NEW &&
      this.rows.size < GROWN * before.rows
    ) {
      return this.#first([...before.numbers, ...names.beginningFrom(before.count, beginning, isInside, isMarked)]);
    }
    const first = this.#first(names.beginning(beginning, isInside, isMarked));
    const numbers = [...new Set(first.map(({ number }) => number))];
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { numbers, count: names.count, rows: this.rows.size, changes });
    return first;
  }

  #first(numbers: readonly number[]): Borne[] {
    const names = this.rows.suggested(this.suggested);
    const borne: Borne[] = [];
    const ranks: number[] = [];
    const length = (number: number) => Math.min(names.lengthOf(number), LONGEST);
    const times = this.#times();
    for (const number of numbers) {
      if (names instanceof DocumentNames) {
        borne.push({ number, node: null });
        ranks.push(rankOf(times?.[number] ?? names.bearers(number).length, length(number)));
        continue;
      }
      for (const node of names.bearers(number)) {
        borne.push({ number, node });
        ranks.push(rankOf(this.#behind(node).length, length(number)));
      }
    }
    const first = new First<number>(LOOKED_AT, (a, b) => ranks[a]! - ranks[b]! || a - b);
    for (let place = 0; place < borne.length; place++) first.offer(place);
    return first.inOrder.map((place) => borne[place]!);
  }

  /** Null where nothing that is public bears the name. */
  look({ number, node }: Borne): Thing | null {
    if (node === null) return this.#documents((this.rows.suggested(this.suggested) as DocumentNames).bearers(number));
    const count = this.#count(this.#behind(node));
    return count > 0 ? { id: node, byMain: true, isAlone: true, count } : null;
  }

  #documents(bearers: readonly Bearer[]): Thing | null {
    const shown = this.shown.get(this.suggested.kind)!;
    let first: Bearer | null = null;
    let [count, isAlone] = [0, true];
    for (const bearer of bearers) {
      if (!shown.has(bearer.row)) continue;
      const [id, known] = [this.rows.ids[bearer.row]!, first && this.rows.ids[first.row]!];
      // A document may have its name twice: its main one comes first.
      if (id === known) continue;
      isAlone = first === null;
      if (known === null || id < known) first = bearer;
      count += this.suggested.by ? this.#count(this.#behind(id)) : 1;
      if (count >= MOST_COUNTED) break;
    }
    if (!first) return null;
    return { id: this.rows.ids[first.row]!, byMain: first.isMain, isAlone, count: Math.min(count, MOST_COUNTED) };
  }

  /** How much is behind each name of documents to which others belong. */
  #times(): readonly number[] | null {
    const names = this.rows.suggested(this.suggested);
    if (!this.suggested.by || !(names instanceof DocumentNames)) return null;
    return names.times(this.rows.size, this.#sum);
  }

  readonly #sum = (bearers: readonly Bearer[]): number =>
    bearers.reduce((sum, { row }) => sum + this.#behind(this.rows.ids[row]!).length, 0);

  /** The rows that are counted behind a node or document; among them may be others, and some that are gone. */
  #behind(id: string): readonly number[] {
    const { by } = this.suggested;
    return by ? this.rows.having(by, id) : this.rows.terms.with(nodeTerm(id));
  }

  #count(rows: readonly number[]): number {
    const shown = this.shown.get(this.suggested.counted)!;
    let count = 0;
    for (const row of rows) {
      if (count === MOST_COUNTED) break;
      if (shown.has(row)) count++;
    }
    return count;
  }
}

const rankOf = (times: number, length: number): number => length - (LONGEST + 1) * (32 - Math.clz32(times));
