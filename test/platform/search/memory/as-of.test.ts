import { describe, expect, it } from 'vitest';
import { AsOf, PublicRows } from '../../../../src/platform/search/memory/as-of.ts';
import { Dictionary } from '../../../../src/platform/search/memory/dictionary.ts';
import type { Timeline } from '../../../../src/platform/search/memory/field-values.ts';
import { Random } from '../../../support/random.ts';

/** Instants of the tests are below this. */
const END = 50;

/** A timeline of up to four values, of which some are none. */
function someTimeline(random: Random): Timeline<string> {
  const since = Array.from({ length: random.whole(0, 4) }, () => random.whole(0, END)).sort((a, b) => a - b);
  const rising = [...new Set(since)];
  return { since: rising, values: rising.map(() => random.pick(['a', 'b', 'c', null])) };
}

/** What holds at an instant, looked up the long way. */
function holding({ since, values }: Timeline<string>, at: number): string | null {
  let held: string | null = null;
  for (const [place, from] of since.entries()) if (from <= at) held = values[place]!;
  return held;
}

const upTo = (count: number) => (visit: (row: number) => void) => {
  for (let row = 0; row < count; row++) visit(row);
};

describe('a column of timelines', () => {
  it('says what holds, whichever way time goes and rows come', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const timelines = new Dictionary((text) => JSON.parse(text) as Timeline<string>);
      const column = new AsOf(timelines);
      const rows: Timeline<string>[] = [];
      for (let step = 0; step < 12; step++) {
        for (let left = random.whole(0, 5); left > 0; left--) {
          timelines.set(rows.push(someTimeline(random)) - 1, JSON.stringify(rows.at(-1)));
        }
        const at = random.whole(0, END);
        const expected = rows.map((row) => holding(row, at));
        const said = column.at(at).asked((value) => value);
        expect(rows.map((_, row) => said(row))).toEqual(expected);
        const counts = new Map(
          column
            .at(at)
            .counted(upTo(rows.length))
            .map(({ value, count }) => [value, count]),
        );
        for (const value of ['a', 'b', 'c', null]) {
          expect(counts.get(value) ?? 0).toBe(expected.filter((one) => one === value).length);
        }
      }
    }
  });

  it('reads a timeline again only when it turned', () => {
    const timelines = new Dictionary((text) => JSON.parse(text) as Timeline<string>);
    const [turning, staying] = [
      { since: [10, 20], values: ['a', 'b'] },
      { since: [5], values: ['c'] },
    ];
    timelines.set(0, JSON.stringify(turning));
    timelines.set(1, JSON.stringify(staying));
    const read: number[] = [];
    const counted = new Proxy(timelines, {
      get: (target, name) => {
        if (name !== 'value') return Reflect.get(target, name, target);
        return (code: number) => {
          read.push(code);
          return target.value(code);
        };
      },
    });
    const column = new AsOf(counted);
    for (const at of [12, 19, 10]) column.at(at);
    expect(read).toEqual([0, 1]);
    column.at(20);
    expect(read).toEqual([0, 1, 0]);
    column.at(1_000);
    expect(read).toHaveLength(3);
  });
});

describe('the public rows', () => {
  it('are those that are to be public by then, whichever way time goes and rows come', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const from: number[] = [];
      const rows = new PublicRows(from);
      for (let step = 0; step < 12; step++) {
        for (let left = random.whole(0, 5); left > 0; left--) {
          from.push(random.pick([random.whole(0, END), Number.POSITIVE_INFINITY]));
        }
        const at = random.whole(0, END);
        const found: number[] = [];
        rows.at(at).forEach((row) => {
          found.push(row);
        });
        expect(found).toEqual(from.flatMap((instant, row) => (instant <= at ? [row] : [])));
      }
    }
  });
});
