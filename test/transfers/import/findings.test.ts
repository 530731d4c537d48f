import { expect, it } from 'vitest';
import { refuseCell } from '../../../src/platform/cells/reading.ts';
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
    const findings = new Findings('import');
    await findings.add(null as never, rowsOf(all, answered), []);
    expect(findings.counts).toMatchObject({ rows: all, undecided: all - answered });
    expect(findings.leftOver !== null).toBe(hasMore);
  },
);

it('has refusals of a column be corrections up to a number, and says nothing of the others', async () => {
  const conventions = { answers: {}, numberStyles: new Map(), moneyScales: new Map(), dayOrders: new Map() };
  const readers = Array.from({ length: 2_500 }, (_, at) => new RowReader(at + 2, conventions, []));
  for (const [at, reader] of readers.entries()) {
    reader.read(`sai ${at}`, () => refuseCell('Sai.', 'Wrong.', 'đúng'));
    reader.problems.length = 0;
  }
  const findings = new Findings('import');
  await findings.add(null as never, readers, []);
  expect(findings.leftOver).toBeNull();
});
