import type { CellValue } from '../tables/table.ts';
import { fold } from '../text/vietnamese.ts';
import { quoted, type Reading, readAs, refuseCell } from './reading.ts';
import { oneLine, writtenIn } from './text-cells.ts';

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...said(true, [
    'có',
    'đúng',
    'rồi',
    'đã có',
    'được',
    'x',
    'v',
    '✓',
    '✔',
    '☑',
    '✅',
    'yes',
    'y',
    'true',
    't',
    '1',
    'ok',
    'on',
  ]),
  ...said(false, [
    'không',
    'ko',
    'k',
    'sai',
    'chưa',
    'không có',
    'chưa có',
    '✗',
    '✘',
    '☐',
    '❌',
    'no',
    'n',
    'false',
    'f',
    '0',
    'off',
  ]),
]);

function said(value: boolean, words: readonly string[]): [string, boolean][] {
  return words.map((word) => [fold(oneLine(word)), value]);
}

/** Reads a yes or no: có, đúng, x, ✓, yes, 1 against không, chưa, sai, no, 0. A hyphen is empty, as is N/A. */
export function readTruth(cell: CellValue): Reading<boolean> {
  if (typeof cell === 'boolean') return readAs(cell);
  const known =
    typeof cell === 'string' || typeof cell === 'number' ? WORDS.get(fold(oneLine(String(cell)))) : undefined;
  if (known !== undefined) return readAs(known);
  const text = typeof cell === 'number' ? String(cell) : writtenIn(cell);
  if (typeof text !== 'string') return text;
  return refuseCell(
    `Ô này chỉ ghi “có” hoặc “không”; đang ghi ${quoted(text)}.`,
    `This cell says “có” (yes) or “không” (no); it has ${quoted(text)}.`,
  );
}
