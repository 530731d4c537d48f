import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Terms } from '../../../../src/platform/search/memory/terms.ts';

describe('terms', () => {
  it('know the rows that have one, and those that have one which begins so', () => {
    const term = fc.constantFrom('^mam', '^ma', '^m', '=mắm', '=mă', 'mam', '^nuoc', '~nước');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(term), { maxLength: 40 }), term, fc.nat(40), (rows, asked, pause) => {
        const terms = new Terms();
        const numbered = rows.map((list, row) => [row, list] as const);
        // What comes after a question is found by the next one.
        terms.add(numbered.slice(0, pause));
        terms.beginning('^');
        terms.add(numbered.slice(pause));
        const having = (has: (term: string) => boolean) => rows.flatMap((list, row) => (list.some(has) ? [row] : []));
        expect(terms.with(asked)).toEqual(having((one) => one === asked));
        const begun: number[] = [];
        terms.beginning('^m').forEach((row) => {
          begun.push(row);
        });
        expect(begun).toEqual(having((one) => one.startsWith('^m')));
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
