import { expect, it } from 'vitest';
import { readTable, refusalOf } from './read-table.ts';
import { sheetOf, workbookOf, worksheet, XML } from './workbook.ts';

const cell = (address: string, text: string) => `<c r="${address}" t="str"><v>${text}</v></c>`;

const ROWS =
  `<row r="1">${cell('A1', 'Cơ sở')}${cell('B1', 'Tên')}</row>` +
  `<row r="2">${cell('A2', 'HTX Sen')}${cell('B2', 'Trà')}</row>` +
  `<row r="3"><c r="A3"/>${cell('B3', 'Tim')}</row>` +
  `<row r="4">${cell('B4', 'Hạt')}</row>` +
  `<row r="5">${cell('B5', 'Mật')}</row>`;

const merges = (...ranges: string[]) =>
  `<mergeCells count="${ranges.length}">${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;

const sheetWith = (rows: string, ...ranges: string[]) => {
  const sheet = worksheet(rows).replace('</worksheet>', `${merges(...ranges)}</worksheet>`);
  return workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': sheet });
};

it('repeats the value of merged cells in the rows that they span', async () => {
  const { rows } = await readTable(await sheetWith(ROWS, 'A2:A4'), { fillBelow: 1 });
  expect(rows).toEqual([
    [1, 'Cơ sở', 'Tên'],
    [2, 'HTX Sen', 'Trà'],
    [3, 'HTX Sen', 'Tim'],
    [4, 'HTX Sen', 'Hạt'],
    [5, null, 'Mật'],
  ]);
});

it.each<[string, string[], { fillBelow?: number }]>([
  ['where nobody asks for it', ['A2:A4'], {}],
  ['of merges that begin in the header', ['A2:A4'], { fillBelow: 2 }],
  ['of merges along a row', ['A2:C2', 'A1:B1'], { fillBelow: 0 }],
  ['of ranges that are none', ['A2', 'A:A', 'x'], { fillBelow: 0 }],
])('leaves cells empty %s', async (_, ranges, options) => {
  const bytes = await sheetWith(ROWS, ...ranges);
  expect((await readTable(bytes, options)).rows.map(([, first]) => first)).toEqual([
    'Cơ sở',
    'HTX Sen',
    null,
    null,
    null,
  ]);
});

it('fills the first column of wider merges, and what has nothing else stays empty', async () => {
  const rows = `<row r="1"><c r="C1"><v>0</v></c></row><row r="2"><c r="C2"/></row><row r="3">${cell('A3', 'x')}</row><row r="9">${cell('A9', 'y')}</row>`;
  const bytes = await sheetWith(rows, 'C1:E8', 'D3:D4', 'A4:A9', 'SG1:SG9');
  expect((await readTable(bytes, { fillBelow: 0 })).rows).toEqual([
    [1, null, null, 0],
    [3, 'x', null, 0],
    [9, 'y'],
  ]);
});

it('passes over rows however the part is written', async () => {
  const long = Array.from({ length: 5_000 }, (_, at) => `<row r="${at + 10}">${cell(`B${at + 10}`, 'Mắm ướp')}</row>`);
  const prefixed = `${worksheet(ROWS + long.join(''))}`
    .replace('</worksheet>', `${merges('A2:A3')}</worksheet>`)
    .replace('<sheetData>', '<sheetData xml:space="preserve" >')
    .replace(/<(\/?)(?=\w)/g, '<$1x:');
  const utf16 = Buffer.from(
    `\ufeff${worksheet(ROWS).replace('</worksheet>', `${merges('A2:A3')}</worksheet>`)}`,
    'utf16le',
  );
  for (const sheet of [prefixed, utf16]) {
    const bytes = await workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': sheet });
    expect((await readTable(bytes, { fillBelow: 1 })).rows[2]).toEqual([3, 'HTX Sen', 'Tim']);
  }
  for (const empty of ['<sheetData/>', '']) {
    const sheet = `${XML}<worksheet>${empty}${merges('A2:A3')}</worksheet>`;
    const bytes = await workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': sheet });
    expect((await readTable(bytes, { fillBelow: 1 })).rows).toEqual([]);
  }
});

it('refuses a sheet with too many of them, which are only those that span rows', async () => {
  const options = { limits: { maxMerges: 1 }, fillBelow: 0 };
  const title = await sheetWith(ROWS, 'A1:B1', 'A2:A4', 'C1:D1');
  expect((await readTable(title, options)).rows).toHaveLength(5);
  const message = expect.stringMatching(/more than 1 cells that are merged downwards/);
  expect(await refusalOf(await sheetWith(ROWS, 'A2:A3', 'B2:B3'), options)).toEqual(['LIMIT_EXCEEDED', message]);
  expect((await readTable(await sheetOf(ROWS), options)).rows).toHaveLength(5);
});
