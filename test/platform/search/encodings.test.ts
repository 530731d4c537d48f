import fc from 'fast-check';
import pg from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldReader, priceReader } from '../../../src/platform/search/memory/field-values.ts';
import type { LadderColumns } from '../../../src/platform/search/postgres/decodings.ts';
import { badgesOf, ladderOf, timelineOf, valueAt } from '../../../src/platform/search/postgres/encodings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function answerOf(query: Sql): Promise<unknown> {
  const { rows } = await client.query(query.text, query.values as unknown[]);
  return rows[0].value;
}

const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const hour = fc.integer({ min: 0, max: 12 });

/** Periods of values, half-open; an end may be missing. */
const periods = (value: fc.Arbitrary<string>) =>
  fc.array(
    fc
      .record({ value, from: hour, length: fc.integer({ min: 1, max: 6 }), open: fc.boolean() })
      .map(({ value, from, length, open }) => ({ value, since: from, until: open ? null : from + length })),
    { maxLength: 6 },
  );

interface Period {
  value: string;
  since: number;
  until: number | null;
}

const table = (rows: readonly Period[]): Sql => sql`
  select value, since, coalesce(until, 'infinity') as until
  from json_to_recordset(${JSON.stringify(
    rows.map(({ value, since, until }) => ({
      value,
      since: instant(since),
      until: until === null ? null : instant(until),
    })),
  )}::json) as given (value text, since timestamptz, until timestamptz)`;

const holds = ({ since, until }: Period, at: number) => since <= at && (until === null || at < until);

describe('badges', () => {
  it('hold exactly in their periods', async () => {
    const BADGES = ['A', 'B', 'C'];
    await fc.assert(
      fc.asyncProperty(periods(fc.constantFrom(...BADGES)), hour, async (rows, at) => {
        const mask = valueAt(raw('b.since'), raw('b.masks'), sql`${instant(at)}::timestamptz`);
        const found = await answerOf(
          sql`select coalesce(${mask}, 0) as value from (${badgesOf(table(rows), BADGES)}) b`,
        );
        const expected = BADGES.reduce(
          (bits, badge, bit) => bits | (rows.some((row) => row.value === badge && holds(row, at)) ? 1 << bit : 0),
          0,
        );
        expect(found).toBe(expected);
      }),
      { numRuns: 150, seed: 2 },
    );
  });
});

describe('a timeline', () => {
  it('has the value that began last of those that hold', async () => {
    await fc.assert(
      fc.asyncProperty(periods(fc.constantFrom('x', 'y')), hour, async (rows, at) => {
        const distinct = rows.filter((row, index) => rows.findIndex(({ since }) => since === row.since) === index);
        const state = valueAt(raw('t.since'), raw('t.states'), sql`${instant(at)}::timestamptz`);
        const found = await answerOf(sql`select ${state} as value from (${timelineOf(table(distinct))}) t`);
        const holding = distinct.filter((row) => holds(row, at)).sort((a, b) => b.since - a.since);
        expect(found).toBe(holding[0]?.value ?? null);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it('goes back as far as there is time', async () => {
    const source = sql`select 'x' as value, '-infinity'::timestamptz as since, 'infinity'::timestamptz as until`;
    const state = valueAt(raw('t.since'), raw('t.states'), sql`'0001-01-01'::timestamptz`);
    expect(await answerOf(sql`select ${state} as value from (${timelineOf(source)}) t`)).toBe('x');
  });
});

describe('a ladder', () => {
  const AUDIENCES = ['RETAIL', 'WHOLESALE'];
  const day = fc.integer({ min: 1, max: 9 });
  const quantities = [0.5, 1, 2.25, 100, 1e12];
  const step = fc.record({
    audience: fc.constantFrom(...AUDIENCES),
    quantity: fc.constantFrom(...quantities),
    amount: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    day,
  });
  const dayText = (of: number) => `2026-01-0${of}`;

  it('answers the newest step of the largest quantity that is reached', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(step, {
          maxLength: 12,
          selector: ({ audience, quantity, day }) => `${audience} ${quantity} ${day}`,
        }),
        fc.constantFrom(0, 1),
        fc.constantFrom(...quantities, 0.1, 3, 2e12),
        day,
        async (steps, audience, quantity, on) => {
          const rows = JSON.stringify(steps.map(({ day, ...rest }) => ({ ...rest, since: dayText(day) })));
          const source = sql`select * from json_to_recordset(${rows}::json)
            as given (audience text, quantity float8, amount bigint, since date)`;
          const json = await answerOf(
            sql`select json_build_array(l.periods, l.starts, l.quantities, l.amounts)::text as value from (${ladderOf(source, AUDIENCES)}) l`,
          );
          const ladder = fieldReader({ kind: 'ladder', audiences: AUDIENCES })(json as string) as LadderColumns | null;
          const noon = Date.parse(`${dayText(on)}T05:00:00Z`);
          const found = priceReader(AUDIENCES, { audience: AUDIENCES[audience]!, quantity }, noon)(ladder);
          const reached = steps
            .filter((given) => given.audience === AUDIENCES[audience] && given.quantity <= quantity && given.day <= on)
            .sort((a, b) => b.quantity - a.quantity || b.day - a.day);
          expect(found).toBe(reached[0]?.amount ?? null);
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });
});
