import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { readCsv } from '../../../seeds/read-data.ts';
import { type FontEncoding, fontEncodingOf, readFontRow } from '../../../src/platform/tables/font-encoding.ts';
import type { CellValue, TableRow } from '../../../src/platform/tables/table.ts';
import { toTcvn3, toVni } from './legacy-encodings.ts';

const NAMES = readCsv<'product'>('specialities.csv').map(({ product }) => product.normalize('NFC').trim());
const TONED = NAMES.filter((name) => /[à-ỹđ].*[à-ỹđ]/i.test(name));

/** A text as a workbook keeps it that was typed for such a font. */
const TYPED: Record<FontEncoding, (text: string) => string> = {
  TCVN3: (text) => iconv.decode(toTcvn3(text), 'windows-1252'),
  VNI: (text) => iconv.decode(toVni(text), 'windows-1252'),
};
const FONTS = Object.keys(TYPED) as FontEncoding[];

const rowsOf = (texts: readonly CellValue[]): TableRow[] =>
  texts.map((text, at) => ({ number: at + 1, cells: [`SP${at}`, text, at * 1_000] }));

it.each([
  ['TCVN3', 'N\xadíc m¾m Phó Quèc', 'Nước mắm Phú Quốc'],
  ['VNI', 'Nöôùc maém Phuù Quoác', 'Nước mắm Phú Quốc'],
] as const)('reads %s as published tables have it', (encoding, typed, text) => {
  const [row] = rowsOf([typed]);
  expect(fontEncodingOf([row!])).toBe(encoding);
  expect(readFontRow(row!, encoding)).toEqual(rowsOf([text])[0]);
});

it.each(FONTS)('tells %s from Unicode, whatever the texts', (encoding) => {
  const texts = fc.array(fc.constantFrom(...TONED), { minLength: 4, maxLength: 30 });
  fc.assert(
    fc.property(texts, (names) => {
      const expected = rowsOf(encoding === 'TCVN3' ? names.map((name) => name.toLowerCase()) : names);
      expect(fontEncodingOf(expected)).toBe(null);
      const typed = rowsOf(names.map(TYPED[encoding]));
      expect(fontEncodingOf(typed)).toBe(encoding);
      expect(typed.map((row) => readFontRow(row, encoding))).toEqual(expected);
    }),
    { numRuns: 100, seed: 3 },
  );
});

it.each(FONTS)('leaves what is in Unicode among texts in %s', (encoding) => {
  const texts = [TYPED[encoding]('mật ong bạc hà'), 'nước mắm Phú Quốc', 'cà phê', 'OK', 12, null];
  const rows = rowsOf(texts);
  expect(fontEncodingOf([...rowsOf(TONED.slice(0, 20).map(TYPED[encoding])), ...rows])).toBe(encoding);
  const read = rows.map((row) => readFontRow(row, encoding).cells[1]);
  expect(read).toEqual(['mật ong bạc hà', 'nước mắm Phú Quốc', 'cà phê', 'OK', 12, null]);
});

it('says nothing where no word tells', () => {
  expect(fontEncodingOf([])).toBe(null);
  expect(fontEncodingOf(rowsOf(['Crème brûlée', 'Müller', 'plain words', '½ kg', 'Ø 12 mm', 12]))).toBe(null);
});
