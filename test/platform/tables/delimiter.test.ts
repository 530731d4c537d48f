import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIMITERS, detectDelimiter } from '../../../src/platform/tables/delimiter.ts';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('detectDelimiter', () => {
  it('finds the delimiter of any table with a header, whatever the quoted cells hold', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'ư', ' '), minLength: 1, maxLength: 5 });
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'ư', ' ', ',', ';', '|', '\t', '"', '\n'), maxLength: 12 })
      .filter((text) => !text.startsWith('"'));
    const row = (unit: fc.Arbitrary<string>, width: number) => fc.array(unit, { minLength: width, maxLength: width });
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) => fc.tuple(row(name, width), fc.array(row(cell, width), { minLength: 1, maxLength: 8 })));
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), ([header, rows], character) => {
        const lines = [header, ...rows.map((cells) => cells.map(quoted))].map((cells) => cells.join(character));
        expect(detectDelimiter(lines.join('\n'))).toEqual({ character, fields: header.length });
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  it.each([
    ['Tên;Giá\nA;1,5\nB;2,5\n', ';', 2],
    ['1;1,5;2,5\n2;2,5;3,5\n', ';', 3],
    ['Tên,Giá\nA;B,1\nC;D,2\n', ',', 2],
    ['Tên\nA\nB\n', '\t', 1],
    ['', '\t', 1],
    ['Mã,Tên,Giá\nA,"b cut', ',', 3],
  ])('reads %j by %j', (sample, character, fields) => {
    expect(detectDelimiter(sample)).toEqual({ character, fields });
  });
});
