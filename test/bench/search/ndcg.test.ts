import { describe, expect, it } from 'vitest';
import type { Grade, JudgedQuery, QueryClass } from '../../../bench/search/judged-set.ts';
import { scoreAnswer, scoreAnswers } from '../../../bench/search/ndcg.ts';

const judged = (grades: Record<string, Grade>, queryClass: QueryClass = 'exact'): JudgedQuery => ({
  queryClass,
  query: 'mật ong',
  need: 'honey',
  grades: new Map(Object.entries(grades)),
});

describe('scoreAnswer', () => {
  const honey = judged({ a: 3, b: 2, c: 1 });

  it('is 1 for the best order, whatever follows', () => {
    expect(scoreAnswer({ judged: honey, ids: ['a', 'b', 'c', 'x', 'y'] })).toBeCloseTo(1, 12);
  });

  it('weighs a grade by 2^grade − 1 and a rank by its logarithm', () => {
    const ideal = 7 + 3 / Math.log2(3) + 1 / 2;
    expect(scoreAnswer({ judged: honey, ids: ['x', 'b', 'a'] })).toBeCloseTo((3 / Math.log2(3) + 7 / 2) / ideal, 12);
  });

  it('looks at ten ranks, of the answer and of the ideal', () => {
    const many = judged(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, 3])));
    const ten = Array.from({ length: 10 }, (_, index) => `p${index + 20}`);
    expect(scoreAnswer({ judged: many, ids: ten })).toBeCloseTo(1, 12);
    expect(scoreAnswer({ judged: honey, ids: [...'0123456789', 'a'] })).toBe(0);
  });

  it('counts what is answered twice once', () => {
    const ideal = 7 + 3 / Math.log2(3) + 1 / 2;
    expect(scoreAnswer({ judged: honey, ids: ['a', 'a', 'a'] })).toBeCloseTo(7 / ideal, 12);
  });

  it('wants nothing where nothing is', () => {
    expect(scoreAnswer({ judged: judged({}, 'absent'), ids: [] })).toBe(1);
    expect(scoreAnswer({ judged: judged({}, 'absent'), ids: ['x'] })).toBe(0);
  });
});

describe('scoreAnswers', () => {
  it('answers the means of the classes and of all queries', () => {
    const { classes, overall } = scoreAnswers([
      { judged: judged({}, 'absent'), ids: [] },
      { judged: judged({ a: 3 }), ids: ['a'] },
      { judged: judged({}, 'absent'), ids: ['x'] },
      { judged: judged({ a: 3 }), ids: ['a', 'x'] },
    ]);
    expect([...classes]).toEqual([
      ['exact', { queries: 2, score: 1 }],
      ['absent', { queries: 2, score: 0.5 }],
    ]);
    expect(overall).toEqual({ queries: 4, score: 0.75 });
  });

  it('has no mean of nothing', () => {
    expect(() => scoreAnswers([])).toThrow(RangeError);
  });
});
