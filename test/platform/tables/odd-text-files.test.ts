import { describe, expect, it } from 'vitest';
import type { TableOptions } from '../../../src/platform/tables/open-table.ts';
import { type Row, readTable } from './read-table.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const HEADER = 'Mã,Tên,Giá\n';
const HEAD: Row = [1, 'Mã', 'Tên', 'Giá'];

describe('text files that are odd but can be read', () => {
  it.each<[string, string | Buffer, Row[], TableOptions?]>([
    [
      'LF',
      'a,b\nc,d\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CR of old Macs',
      'a,b\rc,d\r',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'line ends of all kinds',
      'a,b\rc,d\r\ne,f\ng,h',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
        [3, 'e', 'f'],
        [4, 'g', 'h'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\nc,d',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    ['a byte-order mark', `\ufeff${HEADER}`, [HEAD]],
    [
      'a mark before a quote',
      '\ufeff"Mã, số",Tên\n1,2\n',
      [
        [1, 'Mã, số', 'Tên'],
        [2, '1', '2'],
      ],
    ],
    [
      'blank lines, which count',
      '\n\na,b\n\n\nc,d\n',
      [
        [3, 'a', 'b'],
        [6, 'c', 'd'],
      ],
    ],
    [
      'rows of delimiters and blanks',
      'a,b\n,,\n  ,\u00a0\nc,d\n',
      [
        [1, 'a', 'b'],
        [4, 'c', 'd'],
      ],
    ],
    [
      'title lines',
      'BẢNG GIÁ\n\nMã,Giá\nA,1\nB,2\n',
      [
        [1, 'BẢNG GIÁ'],
        [3, 'Mã', 'Giá'],
        [4, 'A', '1'],
        [5, 'B', '2'],
      ],
    ],
    ['short and long rows', `${HEADER}A\nB,b,2,x,y\n`, [HEAD, [2, 'A'], [3, 'B', 'b', '2', 'x', 'y']]],
    ['empty cells at the end', `${HEADER}A,b,2,,,,,\n`, [HEAD, [2, 'A', 'b', '2']]],
    ['empty cells in between', `${HEADER},,2\n`, [HEAD, [2, null, null, '2']]],
    ['quotes, doubled inside', `${HEADER}A,"Mắm ""ngon"", loại 1",2\n`, [HEAD, [2, 'A', 'Mắm "ngon", loại 1', '2']]],
    ['a quote inside a bare cell', `${HEADER}A,Ống 5" dài,2\n`, [HEAD, [2, 'A', 'Ống 5" dài', '2']]],
    ['text after a closing quote', `${HEADER}A,"5" inch,2\n`, [HEAD, [2, 'A', '"5" inch', '2']]],
    ['empty quotes', `${HEADER}A,"",2\n`, [HEAD, [2, 'A', null, '2']]],
    [
      'lines in a cell',
      `${HEADER}A,"một\r\nhai\rba",2\nB,b,3\n`,
      [HEAD, [2, 'A', 'một\nhai\nba', '2'], [5, 'B', 'b', '3']],
    ],
    [
      'a quoted beginning and lines in a cell',
      `${HEADER}A,"""Lạ"" lắm\nlắm",2\n`,
      [HEAD, [2, 'A', '"Lạ" lắm\nlắm', '2']],
    ],
    ['a quote left open at the end of a bare cell', `${HEADER}A,b",2\n`, [HEAD, [2, 'A', 'b"', '2']]],
    [
      'semicolons and decimal commas',
      'Tên;Giá;SL\nA;1,5;2,5\nB;2,5;3,5\n',
      [
        [1, 'Tên', 'Giá', 'SL'],
        [2, 'A', '1,5', '2,5'],
        [3, 'B', '2,5', '3,5'],
      ],
    ],
    [
      'tabs',
      'Tên\tGiá\nA, b\t1\nC, d\t2\n',
      [
        [1, 'Tên', 'Giá'],
        [2, 'A, b', '1'],
        [3, 'C, d', '2'],
      ],
    ],
    [
      'bars',
      'Tên|Giá\nA, b|1\nC|2\n',
      [
        [1, 'Tên', 'Giá'],
        [2, 'A, b', '1'],
        [3, 'C', '2'],
      ],
    ],
    [
      'delimiters in quotes',
      'Tên,Giá\n"a;b;c",1\n"d;e;f",2\n',
      [
        [1, 'Tên', 'Giá'],
        [2, 'a;b;c', '1'],
        [3, 'd;e;f', '2'],
      ],
    ],
    [
      'an announced delimiter',
      'sep=;\r\na;b,c\r\nd;e\r\n',
      [
        [2, 'a', 'b,c'],
        [3, 'd', 'e'],
      ],
    ],
    ['an announced delimiter that is rare', '"sep=^"\na^b\n', [[2, 'a', 'b']]],
    [
      'one column',
      'Tên\nGạo\nMuối, đường\nMắm\nTiêu\nChè\n',
      [
        [1, 'Tên'],
        [2, 'Gạo'],
        [3, 'Muối, đường'],
        [4, 'Mắm'],
        [5, 'Tiêu'],
        [6, 'Chè'],
      ],
    ],
    [
      'more title lines than rows',
      'Công ty A\nXã B\nBảng giá\nMã,Giá\nA,1\n',
      [
        [1, 'Công ty A'],
        [2, 'Xã B'],
        [3, 'Bảng giá'],
        [4, 'Mã', 'Giá'],
        [5, 'A', '1'],
      ],
    ],
    [
      'mixed delimiters',
      `${HEADER}A,a,1\nB;b;2\nC\tc\t3\nD,d,4\nE,e,5\n`,
      [HEAD, [2, 'A', 'a', '1'], [3, 'B', 'b', '2'], [4, 'C', 'c', '3'], [5, 'D', 'd', '4'], [6, 'E', 'e', '5']],
    ],
    ['formulas, which are text', `${HEADER}"=1+1",+84901234567,@x\n`, [HEAD, [2, '=1+1', '+84901234567', '@x']]],
    ['the end-of-file sign of DOS', `${HEADER}A,b,1\r\n\x1a`, [HEAD, [2, 'A', 'b', '1']]],
    [
      'decomposed letters',
      `${HEADER}${'Nước mắm,Phú Quốc,1'.normalize('NFD')}\n`,
      [HEAD, [2, 'Nước mắm', 'Phú Quốc', '1']],
    ],
    [
      'UTF-16 with a mark',
      utf16('\ufeffTên\tGiá\r\nMắm\t1\r\n'),
      [
        [1, 'Tên', 'Giá'],
        [2, 'Mắm', '1'],
      ],
    ],
    [
      'UTF-16 without one',
      utf16('Tên,Giá\nMắm,1\n'),
      [
        [1, 'Tên', 'Giá'],
        [2, 'Mắm', '1'],
      ],
    ],
    [
      'big-endian UTF-16',
      utf16('\ufeffTên,Giá\nMắm,1\n').swap16(),
      [
        [1, 'Tên', 'Giá'],
        [2, 'Mắm', '1'],
      ],
    ],
    [
      'big-endian UTF-16 without a mark',
      utf16('Tên,Giá\nMắm,1\n').swap16(),
      [
        [1, 'Tên', 'Giá'],
        [2, 'Mắm', '1'],
      ],
    ],
    [
      'Latin-1',
      latin1('Name,Note\nCafé,crème brûlée\n'),
      [
        [1, 'Name', 'Note'],
        [2, 'Café', 'crème brûlée'],
      ],
    ],
    ['a delimiter that was told', 'a,b;c\n', [[1, 'a,b', 'c']], { delimiter: ';' }],
    [
      'an encoding that was told',
      latin1('Teân\nNöôùc maém\n'),
      [
        [1, 'Tên'],
        [2, 'Nước mắm'],
      ],
      { encoding: 'VNI' },
    ],
    ['the header alone', HEADER, [HEAD]],
    [
      'a first character that looks like JSON',
      '[1] Gạo,1\n[2] Mắm,2\n',
      [
        [1, '[1] Gạo', '1'],
        [2, '[2] Mắm', '2'],
      ],
    ],
    ['the longest cell', `a,${'x'.repeat(32_767)}\n`, [[1, 'a', 'x'.repeat(32_767)]]],
  ])('%s', async (_, bytes, rows, options) => {
    const table = await readTable(bytes, options);
    expect(table.rows).toEqual(rows);
    expect(table.format).toBe('CSV');
  });
});
