import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  encodePosition,
  pageAround,
  showPage,
  windowOf,
} from '../../../../src/platform/search/meilisearch/paging.ts';

const id = (position: number) => `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`;

const PRINT = 'fingerprint';

/** A page of these hits, as the engine would be asked for it. */
function show(
  all: readonly string[],
  page: { size: number; backward?: boolean; after?: string | null; before?: string | null },
) {
  const asked = { backward: false, after: null, before: null, ...page };
  const bounds = boundsOf(PRINT, asked);
  const part = pageAround(windowOf(asked, bounds, all.length));
  const found = all.slice(part.from, part.from + part.hitsPerPage).map((one) => ({ id: one }));
  const shown = showPage(asked, bounds, part.from, found, all.length);
  return { ...shown, ids: shown.hits.map((hit) => hit.id) };
}

const cursor = (position: number) => encodePosition(PRINT, { position, id: id(position) });

describe('a page of the engine', () => {
  it('holds the window, and is not much larger', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 300 }), (from, length) => {
        const part = pageAround({ from, to: from + length });
        expect(part.from).toBe((part.page - 1) * part.hitsPerPage);
        expect(part.from).toBeLessThanOrEqual(from);
        expect(part.from + part.hitsPerPage).toBeGreaterThanOrEqual(from + length);
        expect(part.hitsPerPage).toBeLessThanOrEqual(from + length);
      }),
    );
  });
});

describe('what is shown of it', () => {
  it('is what a list would be cut to', () => {
    const position = fc.option(fc.nat(119), { nil: null });
    fc.assert(
      fc.property(
        fc.nat(120),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        position,
        position,
        (total, size, backward, a, b) => {
          const all = Array.from({ length: total }, (_, at) => id(at));
          const given = (at: number | null) => (at === null || at >= total ? null : at);
          const [after, before] = [given(a), given(b)];
          const between = all.slice(after === null ? 0 : after + 1, before ?? total);
          const page = show(all, {
            size,
            backward,
            after: after === null ? null : cursor(after),
            before: before === null ? null : cursor(before),
          });
          expect(page.ids).toEqual(backward ? between.slice(-size) : between.slice(0, size));
          if (between.length === 0) return;
          expect(page.hasNextPage).toBe(backward ? before !== null : between.length > size);
          expect(page.hasPreviousPage).toBe(backward ? between.length > size : after !== null);
        },
      ),
    );
  });

  it('goes on after the same hit when others came or went before it', () => {
    const all = Array.from({ length: 60 }, (_, at) => id(at));
    const after = cursor(30);
    expect(show(['new', 'newer', ...all], { size: 3, after }).ids).toEqual(all.slice(31, 34));
    expect(show(all.slice(5), { size: 3, after }).ids).toEqual(all.slice(31, 34));
    expect(show(all.slice(5), { size: 3, backward: true, before: after }).ids).toEqual(all.slice(27, 30));
    expect(show(all.toSpliced(30, 1), { size: 3, after }).ids).toEqual(all.slice(32, 35));
  });

  it('may be nothing, when there is less than there was', () => {
    expect(show([id(0), id(1)], { size: 3, after: cursor(50) })).toMatchObject({ ids: [], hasNextPage: false });
    expect(show([], { size: 3 })).toMatchObject({ ids: [], hasNextPage: false, hasPreviousPage: false });
  });
});
