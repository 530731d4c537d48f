import { expect, it } from 'vitest';
import { QuestionKind } from '../../../src/transfers/columns/question.ts';
import { RowReader } from '../../../src/transfers/columns/row-reader.ts';
import { Findings } from '../../../src/transfers/import/findings.ts';

/** Rows that each ask something else; those of the first so many are answered. */
function rowsOf(count: number, answered = 0): RowReader[] {
  const keys = Array.from({ length: answered }, (_, at) => [`VALUE:n${at}`, 'A']);
  const conventions = {
    answers: Object.fromEntries(keys),
    numberStyles: new Map(),
    moneyScales: new Map(),
    dayOrders: new Map(),
  };
  return Array.from({ length: count }, (_, at) => {
    const reader = new RowReader(at + 2, conventions, []);
    reader.ask(QuestionKind.VALUE, [`n${at}`], [{ choice: 'A', label: { vi: 'A', en: 'A' } }]);
    return reader;
  });
}

it.each([
  [2_000, 0, false],
  [2_001, 0, true],
  [4_000, 2_000, false],
  [4_001, 2_000, true],
])(
  'of %d questions, %d of them answered, it is said that more are open than are listed: %s',
  async (all, answered, hasMore) => {
    const findings = new Findings(null as never, 'import');
    await findings.add(rowsOf(all, answered), []);
    expect(findings.counts).toMatchObject({ rows: all, undecided: all - answered });
    expect(findings.leftOver !== null).toBe(hasMore);
  },
);
