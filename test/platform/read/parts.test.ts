import sql, { raw } from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { LruMap } from '../../../src/platform/lru.ts';
import type { BoundType } from '../../../src/platform/read/model.ts';
import { exists } from '../../../src/platform/read/policy.ts';
import { PreparedNames } from '../../../src/platform/read/prepared.ts';
import { and, concatenate, integer } from '../../../src/platform/read/sql-text.ts';
import { isValueOf, type SqlType } from '../../../src/platform/read/sql-types.ts';

describe('SQL text', () => {
  it('merges literals and quotes them', () => {
    expect(concatenate(['{"a', `":'`, raw('x'), ',', '"}']).text).toBe(`'{"a":''' || x || ',"}'`);
    expect(concatenate([]).text).toBe("''");
  });

  it('joins conditions that say something', () => {
    expect(and(raw('true'), null, undefined).text).toBe('true');
    expect(and(raw('true'), raw('a or b')).text).toBe('(a or b)');
    expect(and(raw('a or b'), sql`c = ${1}`).text).toBe('((a or b) and (c = $1))');
  });

  it('inlines whole numbers only', () => {
    expect(integer(100).text).toBe('100');
    for (const wrong of [-1, 1.5, Number.NaN, '1; drop table good' as never])
      expect(() => integer(wrong)).toThrow(RangeError);
  });
});

it('conditions through relations apply the policy of every type on the way, under aliases of their own', () => {
  const type = (table: string, visible: BoundType['visible']) => ({ table: raw(table), visible }) as BoundType;
  class Inner {}
  class Outer {}
  const types = new Map<unknown, BoundType>([
    [Inner, type('inner', (row) => sql`${row}.open`)],
    [Outer, type('outer', (row, viewer) => exists(Inner, viewer, (inner) => sql`${inner}.id = ${row}.inner_id`))],
  ]);
  const viewer = { role: 'public', model: { type: (entity: unknown) => types.get(entity)! } } as const;
  const condition = exists(
    Outer,
    viewer,
    (outer) => sql`${outer}.a = ${1} and ${exists(Inner, viewer, (inner) => sql`${inner}.b = ${outer}.b`)}`,
  );
  expect(condition.text).toBe(
    'exists (select from outer x0 where ((exists (select from inner x1 where ((x1.open) and (x1.id = x0.inner_id)))) and (x0.a = $1 and exists (select from inner x1 where ((x1.open) and (x1.b = x0.b))))))',
  );
});

describe('values of SQL types', () => {
  const good: [SqlType, string][] = [
    ['int', '-2147483648'],
    ['bigint', '9223372036854775807'],
    ['numeric', '-12.500'],
    ['float8', '5e-324'],
    ['float8', 'NaN'],
    ['boolean', 'true'],
    ['date', '2024-02-29'],
    ['date', 'infinity'],
    ['timestamptz', '2024-02-29T23:59:59.123456+07:00'],
    ['timestamptz', '-infinity'],
    ['uuid', '0198c0de-0000-7000-8000-000000000000'],
    ['text', '\u0001'],
  ];
  it.each(good)('%s: %s', (type, text) => expect(isValueOf(type, text)).toBe(true));

  const bad: [SqlType, string][] = [
    ['int', '2147483648'],
    ['bigint', '9223372036854775808'],
    ['bigint', '1.0'],
    ['numeric', '1e5'],
    ['float8', '1e999'],
    ['boolean', 't'],
    ['date', '2023-02-29'],
    ['date', '0000-01-01'],
    ['timestamptz', '2024-01-01'],
    ['timestamptz', '2024-01-01T24:00:00+00:00'],
    ['uuid', '0198C0DE-0000-7000-8000-000000000000'],
    ['text', 'a\0'],
  ];
  it.each(bad)('not %s: %s', (type, text) => expect(isValueOf(type, text)).toBe(false));
});

it('forgets what was used longest ago', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
});

describe('names of prepared statements', () => {
  const hot = (names: PreparedNames, text: string) => Array.from({ length: 6 }, () => names.of(text)).at(-1);

  it('are never shared and bounded in number', () => {
    const names = new PreparedNames();
    const given = Array.from({ length: 300 }, (_, index) => hot(names, `select ${index}`));
    expect(new Set(given.filter(Boolean)).size).toBe(200);
    expect(given.slice(200).every((name) => name === undefined)).toBe(true);
    expect(names.of('select 0')).toBe(given[0]);
  });

  it('come again, slowly, for what becomes hot later', () => {
    const names = new PreparedNames();
    for (let index = 0; index < 200; index++) hot(names, `select ${index}`);
    expect(hot(names, 'select later')).toBeUndefined();
    for (let index = 0; index < 5_000; index++) names.of('select 0');
    expect(hot(names, 'select later')).toBe('read_201');
  });
});
