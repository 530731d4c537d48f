import { expect, it } from 'vitest';
import { countBadges, countTree } from '../../../src/platform/search/facet-counts.ts';

const PATHS = [
  { path: ['food', 'sauce', 'fish'], count: 5 },
  { path: ['food', 'sauce'], count: 1 },
  { path: ['food', 'cake'], count: 2 },
  { path: ['craft', 'pots'], count: 4 },
];

const counted = (chosen: readonly string[]) => countTree(PATHS, chosen).map(({ value, count }) => `${value} ${count}`);

it('counts the top of a tree with all under it', () => {
  expect(counted([])).toEqual(['food 8', 'craft 4']);
});

it('opens what is chosen and what is above it', () => {
  expect(counted(['sauce'])).toEqual(['food 8', 'sauce 6', 'fish 5', 'craft 4', 'cake 2']);
  expect(counted(['craft'])).toEqual(['food 8', 'craft 4', 'pots 4']);
  expect(counted(['unknown'])).toEqual(['food 8', 'craft 4']);
});

it('takes combinations of badges apart', () => {
  const counts = [
    { mask: 0b101, count: 3 },
    { mask: 0b1, count: 1 },
    { mask: 0, count: 9 },
  ];
  expect(countBadges(counts, ['A', 'B', 'C'])).toEqual([
    { value: 'A', count: 4 },
    { value: 'C', count: 3 },
  ]);
  expect(
    countBadges(
      [{ mask: 1 << 30, count: 2 }],
      Array.from({ length: 31 }, (_, bit) => `${bit}`),
    ),
  ).toEqual([{ value: '30', count: 2 }]);
});
