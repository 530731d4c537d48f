import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../src/platform/cells/lists.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';

describe('readList', () => {
  it.each<[CellValue, string[]]>([
    ['cá cơm; muối', ['cá cơm', 'muối']],
    ['cá cơm, muối', ['cá cơm', 'muối']],
    ['cá cơm,muối', ['cá cơm', 'muối']],
    ['a|b | c', ['a', 'b', 'c']],
    ['cá cơm\nmuối', ['cá cơm', 'muối']],
    ['- cá cơm\n- muối, sạch', ['cá cơm', 'muối, sạch']],
    ['• cá cơm\r\n• muối', ['cá cơm', 'muối']],
    ['1. cá cơm\n2) muối', ['cá cơm', 'muối']],
    ['a; b\nc', ['a', 'b', 'c']],
    ['chả, loại 1; chả, loại 2', ['chả, loại 1', 'chả, loại 2']],
    ['muối 1,5%, đường 2,5%', ['muối 1,5%', 'đường 2,5%']],
    ['1,5', ['1,5']],
    ['E330, E211', ['E330', 'E211']],
    ['cá (cơm, nục), muối', ['cá (cơm, nục)', 'muối']],
    ['một,', ['một']],
    [';;', []],
    ['https://a.vn/w_1,h_2;x.jpg, https://b.vn/2.jpg', ['https://a.vn/w_1,h_2;x.jpg', 'https://b.vn/2.jpg']],
    ['https://a.vn https://b.vn', ['https://a.vn', 'https://b.vn']],
    ['https://a.vn;https://b.vn;', ['https://a.vn', 'https://b.vn']],
    ['https://a.vn\nhttps://b.vn', ['https://a.vn', 'https://b.vn']],
    [5, ['5']],
    [null, []],
    ['  ', []],
  ])('%j has %j', (cell, expected) => {
    expect(readList(cell)).toEqual(expected);
  });

  it('reads back what is joined by semicolons', () => {
    const word = fc.stringMatching(/^[a-zđ]{2,8}(?: [a-z]{1,5}, \d,\d)?$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2 }), (items) => {
        expect(readList(items.join('; '))).toEqual(items);
      }),
    );
  });
});
