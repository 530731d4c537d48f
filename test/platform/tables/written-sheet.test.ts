import { expect, it } from 'vitest';
import { dataRow, validationsOf } from '../../../src/platform/tables/written-sheet.ts';

const nowhere = () => 'A1';

it('gives hints without a list to choose from, within what a spreadsheet takes', () => {
  const columns = [
    { title: 'x' },
    { title: 'Tên sản phẩm & quy cách như trên bao bì', note: 'Không “viết tắt”\n<200' },
  ];
  expect(validationsOf(columns, 9, nowhere)).toEqual([
    '<dataValidation allowBlank="1" showInputMessage="1" promptTitle="Tên sản phẩm &amp; quy cách như trê…"' +
      ' prompt="Không “viết tắt”&#10;&lt;200" sqref="B2:B9"/>',
  ]);
});

it('validates nothing where no row is ready', () => {
  expect(validationsOf([{ title: 'x', note: 'y', choices: ['z'] }], 1, nowhere)).toEqual([]);
});

it('tells readers of XML to keep the blanks of a text', () => {
  const columns = [{ title: 'a' }];
  expect(dataRow(2, [' hai bên '], columns)).toContain('<t xml:space="preserve"> hai bên </t>');
  expect(dataRow(2, ['hai\ndòng'], columns)).toContain('<t xml:space="preserve">hai\ndòng</t>');
  expect(dataRow(2, ['hai dòng'], columns)).toBe(
    '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>hai dòng</t></is></c></row>',
  );
});
