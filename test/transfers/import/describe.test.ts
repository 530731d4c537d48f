import { expect, it } from 'vitest';
import { QuestionKind } from '../../../src/transfers/columns/question.ts';
import { describeImport } from '../../../src/transfers/import/command.ts';
import { ImportQuestion } from '../../../src/transfers/import/findings.entity.ts';
import { Import } from '../../../src/transfers/import/import.entity.ts';

const LEAVE_OUT = { choice: 'LEAVE_OUT', label: { vi: 'Bỏ qua', en: 'Leave out' } };

const open = (kind: QuestionKind, key: string, value: string) =>
  Object.assign(new ImportQuestion(), { kind, key, value, rows: 2, choices: [LEAVE_OUT], answer: null });

it('tells of each open question what may be answered, and how', () => {
  const found = Object.assign(new Import(), { fileName: 'gia.csv', columns: [], sheets: [], heldBack: [] });
  const questions = [
    open(QuestionKind.UNIT, 'UNIT:mẻ', 'mẻ'),
    open(QuestionKind.NOT_GOODS, 'NOT_GOODS:lương khô', 'Lương khô'),
  ];
  const lines = describeImport({ found, questions, problems: [] }, 'en').split('\n');
  expect(lines.slice(1)).toEqual([
    '? UNIT:mẻ — UNIT "mẻ", 2 rows: LEAVE_OUT (Leave out), or the code of another unit',
    '? NOT_GOODS:lương khô — NOT_GOODS "Lương khô", 2 rows: LEAVE_OUT (Leave out)',
    expect.stringContaining('--answer "<key>=<choice>"'),
  ]);
  expect(describeImport({ found, questions: [], problems: [] }, 'en')).not.toContain('--answer');
});
