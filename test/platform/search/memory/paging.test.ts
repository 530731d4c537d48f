import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bits } from '../../../../src/platform/search/memory/bits.ts';
import { findPage, type RowPlace } from '../../../../src/platform/search/memory/paging.ts';
import type { Rows } from '../../../../src/platform/search/memory/rows.ts';

/** Ranks of rows in groups: all of a group come before the next. */
const grouped = fc.array(fc.array(fc.option(fc.nat(5)), { maxLength: 12 }), { maxLength: 4 });

describe('a page', () => {
  it('is what is left between its bounds of all rows in order', () => {
    fc.assert(
      fc.property(
        grouped,
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.option(fc.nat(40)),
        fc.option(fc.nat(40)),
        (groups, size, backward, afterAt, beforeAt) => {
          const places: RowPlace[] = [];
          const given = groups.map((ranks, group) => {
            // Only the last group may have rows without a rank: these come last of all.
            const known = ranks.filter((rank) => rank !== null || group === groups.length - 1);
            const rows = known.map((rank) => {
              const row = places.length;
              places.push({ row, rank: rank === null ? null : 10 * group + rank, id: `id${(row * 37) % 101}` });
              return row;
            });
            return { rows: Bits.of(places.length, rows), rank: (row: number) => places[row]!.rank };
          });
          const all = places.toSorted((a, b) => (a.rank ?? 1_000) - (b.rank ?? 1_000) || (a.id < b.id ? -1 : 1));
          const [after, before] = [afterAt, beforeAt].map((at) => (at === null ? null : (all[at] ?? null)));
          const from = after ? all.indexOf(after) + 1 : 0;
          const to = before ? all.indexOf(before) : all.length;
          const between = all.slice(from, Math.max(from, to));
          const expected = backward ? between.slice(-size) : between.slice(0, size);
          const rows = { ids: places.map(({ id }) => id) } as unknown as Rows;
          const found = findPage(rows, given, { size, backward, after: after!, before: before! });
          expect(found.places).toEqual(expected);
          const isMore = between.length > size;
          expect(backward ? found.hasPreviousPage : found.hasNextPage).toBe(isMore);
          if (between.length > 0) {
            expect(backward ? found.hasNextPage : found.hasPreviousPage).toBe(
              backward ? before !== null : after !== null,
            );
          }
        },
      ),
      { numRuns: 1_000, seed: 3 },
    );
  });
});
