import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearNames } from '../../../src/platform/text/near-names.ts';

const NAMES = [
  'tra vinh',
  'tra linh',
  'vinh',
  'nuoc mam',
  'nuoc mam truyen thong',
  'mam',
  'quan 1',
  'quan 2',
  'mat ong',
  'hat dieu',
];
const near = new NearNames(NAMES);
const keys = (key: string, most = 3) => near.nearest(key, most).map((name) => name.key);

describe('nearest', () => {
  it.each([
    ['tra vinnh', ['tra vinh']],
    ['tra vin', ['tra vinh']],
    ['nuoc mam', ['nuoc mam', 'nuoc mam truyen thong', 'mam']],
    ['nuoc mam truyen thnog', ['nuoc mam truyen thong', 'nuoc mam', 'mam']],
    ['mat ong rung nguyen chat', ['mat ong']],
    ['dieu', ['hat dieu']],
    ['quan 3', []],
    ['quan', []],
    ['xoai', []],
    ['', []],
  ])('finds of %j %j', (key, expected) => {
    expect(keys(key)).toEqual(expected);
  });

  it('tells only what is allowed, and no more than wanted', () => {
    expect(near.nearest('nuoc mam', 9, (key) => key !== 'nuoc mam')).not.toContainEqual(
      expect.objectContaining({ key: 'nuoc mam' }),
    );
    expect(keys('nuoc mam', 1)).toEqual(['nuoc mam']);
  });

  it('puts a name itself first, whole', () => {
    for (const name of NAMES) expect(near.nearest(name, 1)).toEqual([{ key: name, likeness: 1 }]);
  });

  it('is in order, and between 0.5 and 1', () => {
    const letters = fc.stringMatching(/^[a-z]{1,6}( [a-z0-9]{1,6}){0,3}$/);
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 20 }), letters, (names, key) => {
        const found = new NearNames(names).nearest(key, 100).map(({ likeness }) => likeness);
        expect(found).toEqual(found.toSorted((a, b) => b - a));
        for (const likeness of found) expect(likeness >= 0.5 && likeness <= 1).toBe(true);
      }),
    );
  });
});
