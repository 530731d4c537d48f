import { expect, it } from 'vitest';
import { Random } from '../../bench/catalogue/random.ts';
import { misspell } from '../../bench/misspell.ts';
import { MISSPELT_MIX, SEARCH_MIX } from '../../bench/search-mix.ts';

const typed = (text: string) => {
  const random = new Random(text);
  return new Set(Array.from({ length: 200 }, () => misspell(text, random)));
};

it('misspells in all the ways of people: raw keys, marks, sounds, keys and blanks', () => {
  const slips = typed('chả cá');
  for (const slip of ['char cas', 'chã cá', 'cha cá', 'chả ca', 'trả cá', 'chảcá', 'cảh cá'])
    expect(slips).toContain(slip);
  expect(slips).not.toContain('chả cá');
});

it('has raw keys as an input method takes them', () => {
  expect(typed('đường nước mắm')).toContain('dduwowngf nuwowcs mawms');
});

it('misspells a third of the mix, the same at each run', () => {
  const misspelt = MISSPELT_MIX.filter(({ query }, index) => query !== SEARCH_MIX[index]!.query);
  expect(misspelt).toHaveLength(SEARCH_MIX.length / 3);
  expect(misspell('nước mắm', new Random('a'))).toBe(misspell('nước mắm', new Random('a')));
});
