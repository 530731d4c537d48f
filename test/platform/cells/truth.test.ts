import { expect, it } from 'vitest';
import { readTruth } from '../../../src/platform/cells/truth.ts';

it.each([true, 1, '1', 'có', 'CÓ', 'co', 'x', 'X', '✓', '✔', 'yes', 'Y', 'TRUE', 'đúng', 'Rồi'])(
  '%j is yes',
  (cell) => {
    expect(readTruth(cell)).toEqual({ is: 'value', value: true });
  },
);

it.each([false, 0, '0', 'không', 'Khong', 'ko', 'no', 'N', 'false', 'sai', 'chưa', 'Không có', '☐'])(
  '%j is no',
  (cell) => {
    expect(readTruth(cell)).toEqual({ is: 'value', value: false });
  },
);

it.each([null, '', '-', 'N/A'])('%j is nothing', (cell) => {
  expect(readTruth(cell)).toEqual({ is: 'empty' });
});

it.each([2, 'có thể', 'maybe', '=A1', { day: '2026-01-01', time: null }])('%j is refused', (cell) => {
  expect(readTruth(cell)).toMatchObject({ is: 'refused' });
});
