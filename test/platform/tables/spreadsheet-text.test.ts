import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnLetters,
  quotedSheet,
  sheetNameOf,
  xmlAttribute,
  xmlText,
} from '../../../src/platform/tables/spreadsheet-text.ts';

/** How a reader undoes it: entities first, then `_xHHHH_` from left to right. */
const read = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('xmlText', () => {
  it.each([
    ['Nước mắm', 'Nước mắm'],
    ['a & b < c > "d"', 'a &amp; b &lt; c &gt; &quot;d&quot;'],
    ['hai\ndòng\tcột', 'hai\ndòng\tcột'],
    ['hai\r\ndòng', 'hai_x000D_\ndòng'],
    ['\u0000\u0001\u001f', '_x0000__x0001__x001F_'],
    ['\uffff', '_xFFFF_'],
    ['😀', '😀'],
    ['\ud800x', '_xD800_x'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x0041\u0001', '_x005F_x0041_x0001_'],
    ['_x0041', '_x0041'],
    ['ma_xuat_kho_', 'ma_xuat_kho_'],
  ])('%j is written %s', (text, xml) => {
    expect(xmlText(text)).toBe(xml);
  });

  it('is read back, whatever the text, and holds nothing that XML forbids', () => {
    const tricky = fc.string({
      unit: fc.constantFrom('_', 'x', '0', '4', '1', 'D', '8', '\u0001', '\r', '&', '😀', '\udc00'),
    });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'binary' })), (text) => {
        expect(read(xmlText(text))).toBe(text);
        expect(xmlText(text).isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(xmlText(text)).not.toMatch(/[\0-\x08\x0b-\x1f\ufffe\uffff<>"]/);
      }),
      { seed: 4, numRuns: 1_000 },
    );
  });
});

describe('xmlAttribute', () => {
  it('keeps line breaks', () => {
    expect(xmlAttribute('một\nhai\t"ba"')).toBe('một&#10;hai&#9;&quot;ba&quot;');
  });
});

describe('columnLetters', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('%i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });
});

describe('sheetNameOf', () => {
  it.each([
    ['Sản phẩm', [], 'Sản phẩm'],
    ['Sản phẩm', ['sản phẩm'], 'Sản phẩm (2)'],
    ['SẢN PHẨM', ['sản phẩm', 'sản phẩm (2)'], 'SẢN PHẨM (3)'],
    ['Giá [2026/12]: *?', [], 'Giá 2026 12'],
    ["'nháp'", [], 'nháp'],
    ['', [], 'Sheet'],
    ['???', [], 'Sheet'],
    ['x'.repeat(40), [], 'x'.repeat(31)],
    ['x'.repeat(40), ['x'.repeat(31)], `${'x'.repeat(27)} (2)`],
    [`${'x'.repeat(30)}😀`, [], 'x'.repeat(30)],
  ])('%j beside %j is %j', (name, taken, free) => {
    const names = new Set(taken);
    expect(sheetNameOf(name, names)).toBe(free);
    expect(names).toContain(free.toLowerCase());
  });

  it('is quoted in formulas', () => {
    expect(quotedSheet("Ea H'leo")).toBe("'Ea H''leo'");
  });
});
