import { describe, expect, it } from 'vitest';
import type { TableOptions } from '../../../src/platform/tables/open-table.ts';
import { refusalOf } from './read-table.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const HEADER = 'Mã,Tên,Giá\n';

describe('text files that are refused', () => {
  it.each<[string, string | Buffer, 'BAD_INPUT' | 'LIMIT_EXCEEDED', RegExp, TableOptions?]>([
    ['nothing', '', 'BAD_INPUT', /empty/],
    ['a mark alone', '\ufeff', 'BAD_INPUT', /empty/],
    ['white space alone', ' \r\n\t\r\n', 'BAD_INPUT', /empty/],
    ['UTF-16 white space', utf16('\ufeff \r\n'), 'BAD_INPUT', /empty/],
    ['a quote never closed', `${HEADER}A,a,1\nB,"b,2\nC,c,3\n`, 'BAD_INPUT', /quote .* line 3, in column B/],
    ['a quote never closed below lines in a cell', `${HEADER}"A\nA","b,2\n`, 'BAD_INPUT', /line 3, in column B/],
    ['a quote closed by the next one, rows below', `${HEADER}A,"a,1\nB,"b",2\n`, 'BAD_INPUT', /line 2, in column B/],
    [
      'a quote never closed in a long file',
      `${HEADER}A,"${'x,y,z\n'.repeat(900_000)}`,
      'LIMIT_EXCEEDED',
      /line 2 is too long/,
    ],
    ['zero bytes', `${HEADER}A,\0\0,1\n`, 'BAD_INPUT', /Line 2 holds a control character/],
    ['zero bytes alone', Buffer.alloc(100), 'BAD_INPUT', /Line 1 holds a control character/],
    [
      'a control character far below',
      `${HEADER}${'A,b,1\n'.repeat(50_000)}A,\x07,1\n`,
      'BAD_INPUT',
      /Line 50002 holds/,
    ],
    ['an end-of-file sign in the middle', `${HEADER}\x1aA,b,1\n`, 'BAD_INPUT', /Line 2 holds/],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * 7 + at * 31) % 256)),
      'BAD_INPUT',
      /control character|not recognised/,
    ],
    [
      'a broken character in UTF-8',
      Buffer.concat([Buffer.from(`\ufeff${HEADER}A,Mắm,`), Buffer.of(0xff), Buffer.from('\n')]),
      'BAD_INPUT',
      /Line 2 is not valid UTF-8/,
    ],
    [
      'a broken character without a mark',
      Buffer.concat([Buffer.from(`${HEADER}${'A,Nước mắm,1\n'.repeat(20)}`), Buffer.of(0xc3, 0x28)]),
      'BAD_INPUT',
      /Line 22 is not valid UTF-8/,
    ],
    [
      'a broken character far below',
      Buffer.concat([Buffer.from(`\ufeff${HEADER}${'A,Nước mắm,1\r\n'.repeat(30_000)}`), Buffer.of(0xe1, 0xbb, 0x0a)]),
      'BAD_INPUT',
      /Line 30002 is not valid UTF-8/,
    ],
    [
      'a character cut off at the end',
      Buffer.from(`\ufeff${HEADER}Mắm`).subarray(0, -2),
      'BAD_INPUT',
      /Line 2 is not valid UTF-8/,
    ],
    [
      'an odd byte in UTF-16',
      Buffer.concat([utf16('\ufeffa,b\nc,d\n'), Buffer.of(0x41)]),
      'BAD_INPUT',
      /Line 3 is not valid UTF-16LE/,
    ],
    ['half a surrogate pair', utf16('\ufeffa,b\nc,\ud83d,e\n'), 'BAD_INPUT', /Line 2 is not valid UTF-16LE/],
    [
      'another encoding than the one told',
      latin1('Tên,Giá\n'),
      'BAD_INPUT',
      /Line 1 is not valid UTF-8/,
      { encoding: 'UTF-8' },
    ],
    [
      'no encoding we know',
      Buffer.from(Array.from({ length: 999 }, (_, at) => (at % 9 ? 0xc0 + ((at * 7) % 63) : 10))),
      'BAD_INPUT',
      /encoding .* not recognised/,
    ],
    [
      'a cell that is too long',
      `${HEADER}A,${'x'.repeat(32_768)}\n`,
      'LIMIT_EXCEEDED',
      /row 2, column B, has more than 32767/,
    ],
    [
      'a million columns',
      `a${',x'.repeat(1_000_000)}\n`,
      'LIMIT_EXCEEDED',
      /Row 1 has something in column SG; at most 500/,
    ],
    ['too many rows', 'a\nb\n\nc\n', 'LIMIT_EXCEEDED', /more than 3 rows/, { limits: { maxRows: 3 } }],
    ['JSON', '  [{"name": "Mắm"}]', 'BAD_INPUT', /kind JSON/],
    ['JSON Lines', '{"name": "Mắm"}\n{"name": "Muối"}\n', 'BAD_INPUT', /kind JSON/],
    ['HTML called .xls', '\ufeff<html><table><tr><td>Mã</td></tr></table>', 'BAD_INPUT', /kind HTML/],
    ['HTML with a doctype', '<!DOCTYPE html>\n<p>404</p>', 'BAD_INPUT', /kind HTML/],
    ['UTF-16 HTML', utf16('\ufeff<table><tr><td>Mã</td></tr></table>'), 'BAD_INPUT', /kind HTML/],
    [
      'an XML spreadsheet',
      '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      'BAD_INPUT',
      /XML Spreadsheet 2003/,
    ],
    ['some XML', '<?xml version="1.0"?><a/>', 'BAD_INPUT', /kind XML/],
  ])('%s', async (_, bytes, code, message, options) => {
    expect(await refusalOf(bytes, options)).toEqual([code, expect.stringMatching(message)]);
  });
});
