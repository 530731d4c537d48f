import type { AnalysedText, Tier } from '../analysed-text.ts';
import { type Condition, conditionOf, nodeTerm } from '../conditions.ts';
import { inNames, inPhrases, type Test, type TextTests } from '../document-texts.ts';
import { Bits } from './bits.ts';
import type { Rows } from './rows.ts';
import type { Terms } from './terms.ts';

/** Finds rows by their words. It is good for one search, and keeps what it looked up for it. Among what it finds may be rows that are gone. */
export class Matcher implements TextTests<number> {
  readonly #found = new Map<Terms, Map<string, Bits>>();

  constructor(readonly rows: Rows) {}

  /** The rows that may be in some tier of a text. */
  candidates({ variants }: AnalysedText): Bits {
    return this.fulfilling({ any: variants.map((variant) => conditionOf(variant, 'any')) });
  }

  /** The rows of each of a text's tiers; each row is in the first tier that it is found for. */
  tiers(tiers: readonly Tier[], among: Bits): Bits[] {
    let left = among;
    return tiers.map((tier) => {
      const found = this.#tier(tier, left);
      left = left.without(found);
      return found;
    });
  }

  #tier({ variant, closeness, scope }: Tier, among: Bits): Bits {
    const found = among.and(this.fulfilling(conditionOf(variant, closeness)));
    const named = scope === 'names' ? found.filter(inNames(this, variant, closeness)) : found;
    const isTogether = inPhrases(this, variant);
    return isTogether ? named.filter(isTogether) : named;
  }

  fulfilling(condition: Condition): Bits {
    if ('term' in condition) return this.#with(this.rows.terms, condition.term);
    if ('begins' in condition) return this.#beginning(this.rows.terms, condition.begins);
    if ('all' in condition) return condition.all.map((one) => this.fulfilling(one)).reduce((all, one) => all.and(one));
    return condition.any.map((one) => this.fulfilling(one)).reduce((any, one) => any.or(one), new Bits());
  }

  /** The words are looked up first: where they are not, the names need not be read. */
  named(part: string, isMarked: boolean): Test<number> {
    const { nameMarks, marks, nameWords, names } = this.rows;
    const [terms, texts] = isMarked ? [nameMarks, marks] : [nameWords, names];
    const words = part.split(/[ |]+/).filter((word) => word !== '');
    const rows = words
      .map((word, place) =>
        place === words.length - 1 && part.endsWith(word) ? this.#beginning(terms, word) : this.#with(terms, word),
      )
      .reduce((all, one) => all.and(one));
    if (words.length === 1 && !part.includes('|')) return (row) => rows.has(row);
    return (row) => rows.has(row) && texts[row]!.includes(part);
  }

  around(part: string): Test<number> {
    return this.rows.headings.asked((heading) => heading.includes(part));
  }

  under(nodes: readonly string[]): Test<number> {
    const rows = this.fulfilling({ any: nodes.map((id) => ({ term: nodeTerm(id) })) });
    return (row) => rows.has(row);
  }

  nameLength(row: number): number {
    return this.rows.nameLengths[row]!;
  }

  #with(terms: Terms, term: string): Bits {
    return this.#kept(terms, term, () => Bits.of(this.rows.size, terms.with(term)));
  }

  #beginning(terms: Terms, start: string): Bits {
    return this.#kept(terms, `${start}*`, () => terms.beginning(start));
  }

  #kept(terms: Terms, name: string, find: () => Bits): Bits {
    const kept = this.#found.get(terms) ?? new Map<string, Bits>();
    const found = kept.get(name) ?? find();
    kept.set(name, found);
    this.#found.set(terms, kept);
    return found;
  }
}
