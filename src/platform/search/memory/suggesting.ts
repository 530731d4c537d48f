import { nodeTerm } from '../conditions.ts';
import type { Beginning, SuggestedKind } from '../suggestions.ts';
import { First } from './first.ts';
import { type Bearer, DocumentNames } from './names.ts';
import type { Rows } from './rows.ts';

/** What bears a name that begins as was typed. */
export interface Candidate {
  /** What is of a lower tier fits better: names with just these marks before others, those that begin so before those inside which a word does. */
  readonly tier: number;
  readonly kind: string;
  /** The document or node that bears it; the one with the lowest id, where several documents do. */
  readonly id: string;
  /** Whether it is its main name, where it is a document. */
  readonly byMain: boolean;
  /** Whether no other document bears it. */
  readonly isAlone: boolean;
  /** Public documents behind it, at most {@link MOST_COUNTED}. */
  readonly count: number;
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

/** A name that may be suggested, before it is known what of it is public. */
interface Named {
  readonly number: number;
  /** The node that bears it; null where documents do. */
  readonly node: string | null;
  /** The smaller, the more popular; names of twice the popularity come before all shorter ones. */
  readonly rank: number;
}

/** What is behind a name now. */
type Thing = Pick<Candidate, 'id' | 'byMain' | 'isAlone' | 'count'>;

/** The names that are public at an instant and begin so, by tier and kind, the most popular first. */
export function findNames(rows: Rows, beginning: Beginning, { kinds, enough, most }: Wanted, at: Date): Candidate[] {
  const sources = kinds.map((kind) => new Source(rows, rows.index.suggested.find((one) => one.kind === kind)!, at));
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (let tier = beginning.marked.length > 0 ? 1 : 3; tier <= 4 && found.length < enough; tier++) {
    for (const source of sources) {
      const { kind } = source.suggested;
      let taken = 0;
      for (const named of source.popular(beginning, tier)) {
        if (taken === most) break;
        const key = `${kind} ${named.node ?? named.number}`;
        const thing = seen.has(key) ? null : source.look(named);
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
  readonly #instant: number;

  constructor(
    readonly rows: Rows,
    readonly suggested: SuggestedKind,
    at: Date,
  ) {
    this.#instant = at.getTime();
  }

  /** The names of a tier by popularity. */
  popular(beginning: Beginning, tier: number): readonly Named[] {
    const first = new First<Named>(LOOKED_AT, (a, b) => a.rank - b.rank || a.number - b.number);
    const [isInside, isMarked] = [tier % 2 === 0, tier <= 2];
    const names = this.rows.suggested(this.suggested);
    for (const number of names.beginning(beginning, isInside, isMarked)) {
      const length = Math.min(names.lengthOf(number), LONGEST);
      const offer = (node: string | null, times: number) =>
        first.offer({ number, node, rank: length - (LONGEST + 1) * Math.floor(Math.log2(times) + 1) });
      if (names instanceof DocumentNames) offer(null, this.#timesOf(names.bearers(number)));
      else for (const node of names.bearers(number)) offer(node, this.#behind(node).length);
    }
    return first.inOrder;
  }

  /** Null where nothing that is public bears the name. */
  look({ number, node }: Named): Thing | null {
    if (node === null) return this.#documents((this.rows.suggested(this.suggested) as DocumentNames).bearers(number));
    const count = this.#count(this.#behind(node));
    return count > 0 ? { id: node, byMain: true, isAlone: true, count } : null;
  }

  #documents(bearers: readonly Bearer[]): Thing | null {
    const byId = new Map<string, boolean>();
    for (const { row, isMain } of bearers) {
      if (!this.#isPublic(row)) continue;
      const id = this.rows.ids[row]!;
      byId.set(id, (byId.get(id) ?? false) || isMain);
    }
    const [id, ...others] = [...byId.keys()].sort();
    if (id === undefined) return null;
    const count = this.suggested.by
      ? Math.min(
          MOST_COUNTED,
          [id, ...others].reduce((sum, one) => sum + this.#count(this.#behind(one)), 0),
        )
      : Math.min(MOST_COUNTED, byId.size);
    return { id, byMain: byId.get(id)!, isAlone: others.length === 0, count };
  }

  /** How much is behind documents, or was: some may be gone. */
  #timesOf(bearers: readonly Bearer[]): number {
    if (!this.suggested.by) return bearers.length;
    return bearers.reduce((sum, { row }) => sum + this.#behind(this.rows.ids[row]!).length, 0);
  }

  /** The rows that are counted behind a node or document; among them may be others, and some that are gone. */
  #behind(id: string): readonly number[] {
    const { by } = this.suggested;
    return by ? this.rows.having(by, id) : this.rows.terms.with(nodeTerm(id));
  }

  #count(rows: readonly number[]): number {
    let count = 0;
    for (const row of rows) {
      if (count === MOST_COUNTED) break;
      if (this.#isPublic(row) && this.rows.kinds.of(row) === this.suggested.counted) count++;
    }
    return count;
  }

  #isPublic(row: number): boolean {
    return this.rows.live.has(row) && this.rows.visibleFrom[row]! <= this.#instant;
  }
}
