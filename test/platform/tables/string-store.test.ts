import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { StringStore } from '../../../src/platform/tables/string-store.ts';

const LIMITS = { maxSharedStrings: 1_000_000, maxSharedStringBytes: 2 ** 30 };
const files = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cau-noi-strings-'));

describe('StringStore', () => {
  let store = new StringStore(LIMITS);
  afterEach(() => store.close());

  it('gives back what it was given, in memory and beyond', () => {
    store = new StringStore(LIMITS);
    // 100 MB: a third of it does not stay in memory.
    const textAt = (index: number) => `${index} ${'mắm '.repeat(1 + (index % 5000))}`;
    const count = 8_000;
    for (let index = 0; index < count; index++) store.add(textAt(index));
    expect(store.size).toBe(count);
    for (let turn = 0; turn < 3; turn++) {
      for (let index = turn; index < count; index += 97) {
        if (store.at(index) !== textAt(index)) expect.fail(`Text ${index} differs.`);
      }
    }
    expect(store.at(count - 1)).toBe(textAt(count - 1));
    expect(files()).toEqual([]);
  });

  it('keeps empty texts and knows its end', () => {
    store = new StringStore(LIMITS);
    expect(store.at(0)).toBeUndefined();
    store.add('');
    store.add('đ');
    expect([store.at(0), store.at(1)]).toEqual(['', 'đ']);
    for (const index of [2, -1, Number.NaN, 0.5]) expect(store.at(index)).toBeUndefined();
  });

  it('refuses more than it may hold', () => {
    store = new StringStore({ maxSharedStrings: 2, maxSharedStringBytes: 10 });
    store.add('1234567');
    expect(() => store.add('1234567')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    expect(() => store.add('1')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });
});
