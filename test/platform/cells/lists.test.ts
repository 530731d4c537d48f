import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listText, readList } from '../../../src/platform/cells/lists.ts';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { canonical } from '../../../src/platform/text/vietnamese.ts';

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
    ['cá \\; muối; tiêu\\|ớt', ['cá ; muối', 'tiêu|ớt']],
    ['muối\\, tiêu', ['muối, tiêu']],
    ['C:\\muối; a\\\\b', ['C:\\muối', 'a\\b']],
    [5, ['5']],
    [null, []],
    ['  ', []],
  ])('%j has %j', (cell, expected) => {
    expect(readList(cell)).toEqual(expected);
  });

  it.each<[string[], string | null]>([
    [['cá cơm', 'muối'], 'cá cơm; muối'],
    [['muối (NaCl; 99%)', 'tiêu|ớt'], 'muối (NaCl\\; 99%); tiêu\\|ớt'],
    [['muối, tiêu'], 'muối\\, tiêu'],
    [['1. muối', 'b'], '1\\. muối; b'],
    [[], null],
  ])('%j are written as %j', (items, text) => {
    expect(listText(items)).toBe(text);
  });

  it('reads back whatever is written', () => {
    const pieces = [
      'muối',
      'cá',
      '1',
      'a',
      '; ',
      '|',
      '\\',
      ', ',
      '. ',
      ')',
      '(',
      '- ',
      '•',
      ' https://a.vn/x',
      '🧂',
      ' ',
    ];
    const item = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
      .map((some) => canonical(some.join('')));
    const items = fc.array(
      item.filter((text) => text !== ''),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(items, (list) => {
        expect(readList(listText(list))).toEqual(list);
      }),
    );
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
