import { describe, expect, it } from 'vitest';
import type { TableOptions } from '../../../src/platform/tables/open-table.ts';
import { type Row, readTable, refusalOf } from './read-table.ts';
import { partsOf, sheetOf, type Workbook, workbookOf, worksheet, XML, zipOf } from './workbook.ts';

const STRINGS = '<si><t>Mã</t></si><si><r><t>Nước </t></r><r><rPr><b/></rPr><t xml:space="preserve">mắm </t></r></si>';

describe('workbooks that are odd but can be read', () => {
  it.each<[string, string | Workbook, Row[]]>([
    ['shared texts', { sheets: { A: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' }, strings: STRINGS }, [[1, 'Mã']]],
    [
      'rich text',
      { sheets: { A: '<row r="1"><c r="A1" t="s"><v>1</v></c></row>' }, strings: STRINGS },
      [[1, 'Nước mắm ']],
    ],
    [
      'readings above a text',
      {
        sheets: { A: '<row r="1"><c t="s"><v>0</v></c></row>' },
        strings: '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
      },
      [[1, '東京']],
    ],
    [
      'inline text',
      '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Mắ</t></r><r><t>m</t></r><rPh><t>x</t></rPh></is></c></row>',
      [[1, 'Mắm']],
    ],
    [
      'no addresses',
      '<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>',
      [
        [1, 'a', null, 2],
        [2, 3],
      ],
    ],
    [
      'rows and cells left out',
      '<row r="3"><c r="C3"><v>1</v></c></row><row r="9"><c r="A9"><v>2</v></c></row>',
      [
        [3, null, null, 1],
        [9, 2],
      ],
    ],
    ['cells out of order', '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>', [[1, 1, null, 3]]],
    [
      'merged cells',
      '<row r="1"><c r="A1" t="str"><v>Giá</v></c><c r="B1"/><c r="C1"/></row><row r="2"><c r="A2"/><c r="B2"><v>1</v></c></row>',
      [
        [1, 'Giá'],
        [2, null, 1],
      ],
    ],
    [
      'cells with a format alone, up to the last column',
      '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>',
      [[1, 1]],
    ],
    ['blanks alone', '<row r="1"><c t="inlineStr"><is><t xml:space="preserve"> \u00a0 </t></is></c></row>', []],
    [
      'numbers as they are stored',
      '<row r="1"><c><v>0.05</v></c><c><v>1E+5</v></c><c><v>-1.5</v></c><c><v>8934563138165</v></c><c><v>0.30000000000000004</v></c></row>',
      [[1, 0.05, 100_000, -1.5, 8934563138165, 0.30000000000000004]],
    ],
    ['truth values', '<row r="1"><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>', [[1, true, false]]],
    ['errors as text', '<row r="1"><c t="e"><v>#N/A</v></c></row>', [[1, '#N/A']]],
    [
      'formulas with a result',
      '<row r="1"><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"x"</f><v>2x</v></c><c t="str"><f>""</f><v></v></c></row>',
      [[1, 2, '2x']],
    ],
    [
      'formulas without one',
      '<row r="1"><c><f>HYPERLINK("http://x","y")</f></c></row>',
      [[1, '=HYPERLINK("http://x","y")']],
    ],
    [
      'formulas that were never computed',
      '<row r="1"><c><f>C2*1.1</f><v></v></c><c><f>B1</f><v/></c><c t="str"><f>""</f><v/></c></row>',
      [[1, '=C2*1.1', '=B1']],
    ],
    ['text that looks like a formula', '<row r="1"><c t="str"><v>=1+1</v></c></row>', [[1, '=1+1']]],
    [
      'escapes',
      '<row r="1"><c t="str"><v>a_x000D_\nb_x005F_x0041_ &lt;&#65;&gt;</v></c></row>',
      [[1, 'a\nb_x0041_ <A>']],
    ],
    [
      'escapes that no text can hold',
      '<row r="1"><c t="str"><v>a_x0000_b</v></c><c t="str"><v>_x0000_</v></c><c t="str"><v>_xD83D_ _xD83D__xDE00_</v></c></row>',
      [[1, 'ab', null, '\ufffd \u{1f600}']],
    ],
    [
      'the same in shared texts',
      {
        sheets: { A: '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>' },
        strings: '<si><t>a_x0000_b</t></si><si><t>_xDE00_c</t></si>',
      },
      [[1, 'ab', '\ufffdc']],
    ],
    ['marked-up text', '<row r="1"><c t="inlineStr"><is><t><![CDATA[<b> & ]]></t></is></c></row>', [[1, '<b> & ']]],
    ['decomposed letters', `<row r="1"><c t="str"><v>${'mắm'.normalize('NFD')}</v></c></row>`, [[1, 'mắm']]],
    [
      'the text with an ISO date',
      '<row r="1"><c t="d"><v>2026-12-31</v></c><c t="d"><v>2026-12-31T08:30:00</v></c><c t="d"><v>tết</v></c></row>',
      [[1, { day: '2026-12-31', time: null }, { day: '2026-12-31', time: '08:30:00' }, 'tết']],
    ],
    [
      'days by their format',
      {
        sheets: {
          A: '<row r="1"><c s="1"><v>46387</v></c><c s="2"><v>46387.354166666664</v></c><c s="3"><v>0.5</v></c><c s="4"><v>46387</v></c></row>',
        },
        formats: [14, 'dd/mm/yyyy hh:mm', 20, '#,##0 "đ"'],
      },
      [[1, { day: '2026-12-31', time: null }, { day: '2026-12-31', time: '08:30:00' }, 0.5, 46387]],
    ],
    [
      'days since 1904',
      { sheets: { A: '<row r="1"><c s="1"><v>44925</v></c></row>' }, formats: [14], date1904: true },
      [[1, { day: '2026-12-31', time: null }]],
    ],
    ['an empty sheet', '', []],
    [
      'a hidden first sheet',
      {
        sheets: { A: '<row><c><v>1</v></c></row>', B: '<row><c><v>2</v></c></row>' },
        states: { A: 'state="veryHidden"' },
      },
      [[1, 2]],
    ],
    [
      'sheets that are all hidden',
      { sheets: { A: '<row><c><v>1</v></c></row>' }, states: { A: 'state="hidden"' } },
      [[1, 1]],
    ],
  ])('%s', async (_, given, rows) => {
    const bytes = await (typeof given === 'string' ? sheetOf(given) : workbookOf(given));
    expect((await readTable(bytes)).rows).toEqual(rows);
  });

  const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const SHEETS = { sheets: { A: ONE } };
  it.each<[string, () => Promise<Buffer>]>([
    [
      'a prefix for every name',
      () =>
        workbookOf(SHEETS, {
          'xl/worksheets/sheet1.xml': `${XML}<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
        }),
    ],
    [
      'strict relations and absolute targets',
      () =>
        workbookOf(SHEETS, {
          'xl/_rels/workbook.xml.rels': `${XML}<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
        }),
    ],
    [
      'targets that go up',
      () =>
        workbookOf(SHEETS, {
          'xl/_rels/workbook.xml.rels': `${XML}<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../xl/worksheets/./sheet1.xml"/></Relationships>`,
        }),
    ],
    [
      'a workbook elsewhere',
      () => {
        const parts = partsOf(SHEETS);
        const moved = Object.entries(parts).map(
          ([name, content]) => [name.replace(/^xl\//, 'book/'), content] as const,
        );
        return zipOf({
          ...Object.fromEntries(moved),
          '_rels/.rels': String(parts['_rels/.rels']).replace('xl/', 'book/'),
        });
      },
    ],
    [
      'names in another case',
      () => {
        const { 'xl/worksheets/sheet1.xml': sheet, ...parts } = partsOf(SHEETS);
        return zipOf({ ...parts, 'xl/Worksheets/Sheet1.XML': sheet! });
      },
    ],
    [
      'no styles, no relations of the package',
      () => workbookOf(SHEETS, { 'xl/styles.xml': undefined, '_rels/.rels': undefined }),
    ],
    [
      'a part in UTF-16',
      () =>
        workbookOf(SHEETS, {
          'xl/worksheets/sheet1.xml': Buffer.from(`\ufeff${worksheet(ONE).replace('UTF-8', 'UTF-16')}`, 'utf16le'),
        }),
    ],
    ['macros, which are not run', () => workbookOf(SHEETS, { 'xl/vbaProject.bin': Buffer.from('d0cf11e0', 'hex') })],
  ])('%s', async (_, bytes) => {
    expect((await readTable(await bytes())).rows).toEqual([[1, 1]]);
  });

  it('looks up as many sheets and relations as the parts of a workbook may name', async () => {
    const parts = partsOf({ sheets: { A: ONE } });
    const many = (write: (at: number) => string) => Array.from({ length: 40_000 }, (_, at) => write(at)).join('');
    const relations = parts['xl/_rels/workbook.xml.rels'] as string;
    const twice = '<Relationship Id="rId1" Type="x/worksheet" Target="none.xml"/>';
    parts['xl/_rels/workbook.xml.rels'] = relations.replace(
      '</Relationships>',
      `${many((at) => `<Relationship Id="c${at}" Type="x/chartsheet" Target="c.xml"/>`)}${twice}</Relationships>`,
    );
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] as string).replace(
      '</sheets>',
      `${many((at) => `<sheet name="C${at}" sheetId="9" r:id="c${39_999 - at}"/>`)}</sheets>`,
    );
    const table = await readTable(await zipOf(parts));
    expect(table.sheets).toEqual([{ name: 'A', hidden: false }]);
    expect(table.rows).toEqual([[1, 1]]);
  });

  it('reads the sheet that it is asked for, and names those that there are', async () => {
    const sheets = { 'Bảng giá': ONE, 'Ghi chú': '<row r="2"><c r="A2"><v>7</v></c></row>' };
    const bytes = await workbookOf({ sheets, states: { 'Ghi chú': 'state="hidden"' } });
    const table = await readTable(bytes, { sheet: 'Ghi chú' });
    expect(table.rows).toEqual([[2, 7]]);
    expect(table.sheets).toEqual([
      { name: 'Bảng giá', hidden: false },
      { name: 'Ghi chú', hidden: true },
    ]);
    await expect(readTable(bytes, { sheet: 'Giá' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      path: ['sheet'],
      message: expect.stringContaining('“Bảng giá”, “Ghi chú”'),
    });
  });
});

describe('workbooks that are refused', () => {
  const cell = (xml: string) => () => sheetOf(`<row r="2">${xml}</row>`);
  const withSheet = (xml: string | Buffer) => () =>
    workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': xml });
  it.each<[string, () => Promise<Buffer>, 'BAD_INPUT' | 'LIMIT_EXCEEDED', RegExp, TableOptions?]>([
    [
      'a DTD',
      withSheet(`${XML}<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<worksheet>&b;</worksheet>`),
      'BAD_INPUT',
      /damaged .*sheet1\.xml: DTD/,
    ],
    ['an unknown entity', cell('<c><v>&b;</v></c>'), 'BAD_INPUT', /damaged .*sheet1\.xml/],
    [
      'XML that is cut off',
      withSheet(worksheet('<row r="1"><c><v>1').slice(0, -40)),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'bytes that are no UTF-8',
      withSheet(Buffer.concat([Buffer.from(worksheet('').slice(0, -12)), Buffer.of(0xff)])),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    ['a text that is not there', cell('<c r="B2" t="s"><v>5</v></c>'), 'BAD_INPUT', /damaged .*B2: 5/],
    [
      'a number that is none',
      cell('<c r="B2"><v>12x</v></c>'),
      'BAD_INPUT',
      /Cell B2 is said to be a number but holds “12x”/,
    ],
    ['an address that is none', cell('<c r="2B"><v>1</v></c>'), 'BAD_INPUT', /damaged .*cell 2B/],
    ['rows that go backwards', () => sheetOf('<row r="2"/><row r="1"/>'), 'BAD_INPUT', /damaged .*row 1/],
    ['a row beyond the last one', () => sheetOf('<row r="1048577"/>'), 'LIMIT_EXCEEDED', /more than 1048576 rows/],
    [
      'a column beyond the last one',
      cell('<c r="SG2"><v>1</v></c>'),
      'LIMIT_EXCEEDED',
      /Row 2 has something in column SG/,
    ],
    [
      'a cell that is too long',
      cell(`<c r="B2" t="str"><v>${'x'.repeat(32_768)}</v></c>`),
      'LIMIT_EXCEEDED',
      /row 2, column B, has more than 32767/,
    ],
    [
      'a shared text that is too long',
      () => workbookOf({ sheets: { A: '' }, strings: `<si>${`<r><t>${'x'.repeat(99_999)}</t></r>`.repeat(3)}</si>` }),
      'LIMIT_EXCEEDED',
      /Text number 1 .* more than 32767/,
    ],
    [
      'a value without an end',
      withSheet(`${worksheet('').slice(0, -24)}<row><c><v>${'1'.repeat(3 << 20)}`),
      'LIMIT_EXCEEDED',
      /sheet1\.xml .*too long/,
    ],
    [
      'too many shared texts',
      () => workbookOf({ sheets: { A: '' }, strings: STRINGS }),
      'LIMIT_EXCEEDED',
      /more than 1 different texts/,
      { limits: { maxSharedStrings: 1 } },
    ],
    [
      'too many bytes of them',
      () => workbookOf({ sheets: { A: '' }, strings: STRINGS }),
      'LIMIT_EXCEEDED',
      /exceed 1 MB/,
      { limits: { maxSharedStringBytes: 10 } },
    ],
    [
      'a part that is missing',
      () => workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': undefined }),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'no workbook part',
      () => workbookOf({}, { 'xl/workbook.xml': undefined }),
      'BAD_INPUT',
      /damaged .*workbook\.xml/,
    ],
    ['no sheets', () => workbookOf({}), 'BAD_INPUT', /damaged .*workbook\.xml/],
    [
      'a sheet without a relation',
      () => workbookOf({ sheets: { A: '' } }, { 'xl/_rels/workbook.xml.rels': undefined }),
      'BAD_INPUT',
      /damaged .*: A/,
    ],
  ])('%s', async (_, bytes, code, message, options) => {
    expect(await refusalOf(await bytes(), options)).toEqual([code, expect.stringMatching(message)]);
  });
});
