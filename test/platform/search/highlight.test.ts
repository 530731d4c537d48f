import { expect, it } from 'vitest';
import { analyse } from '../../../src/platform/search/analyser.ts';
import { highlight } from '../../../src/platform/search/highlight.ts';
import { NO_WORDS } from '../../support/lexicon.ts';

const marks = (query: string, text: string, names: readonly string[] = ['TEXT']) =>
  highlight({ TEXT: text }, analyse(query, NO_WORDS)!, names)[0]?.html ?? null;

it('marks words whatever their diacritics, neighbours together', () => {
  expect(marks('nuoc mam', 'Nước mắm Phú Quốc')).toBe('<em>Nước mắm</em> Phú Quốc');
  expect(marks('nước mắm', 'NUOC MAM, nước-mắm'.normalize('NFD'))).toBe(
    '<em>NUOC MAM</em>, <em>nước</em>-<em>mắm</em>'.normalize('NFD'),
  );
});

it('escapes HTML', () => {
  expect(marks('dua', `<b>Dừa</b> & "dứa" 'x'`)).toBe(
    '&lt;b&gt;<em>Dừa</em>&lt;/b&gt; &amp; &quot;<em>dứa</em>&quot; &#39;x&#39;',
  );
});

it('marks numbers that touch letters', () => {
  expect(marks('500 ml ', 'Chai 500ml')).toBe('Chai <em>500</em><em>ml</em>');
});

it('marks what an unfinished word begins, in names only', () => {
  expect(marks('ma', 'Mắm và mật ong')).toBe('<em>Mắm</em> và <em>mật</em> ong');
  expect(marks('ma ', 'Mắm và mật ong')).toBeNull();
  expect(marks('ma', 'Mắm và mật ong', [])).toBeNull();
  expect(marks('mắ', 'Mắm và mật ong')).toBe('<em>Mắm</em> và mật ong');
  expect(marks('mă', 'Mắm và mật ong')).toBe('<em>Mắm</em> và mật ong');
  expect(marks('mằ', 'Mắm và mật ong')).toBeNull();
});

it('leaves out texts without a hit', () => {
  const words = analyse('dừa', NO_WORDS)!;
  expect(highlight({ A: 'Kẹo dừa', B: null, C: 'Bánh' }, words, [])).toEqual([
    { field: 'A', html: 'Kẹo <em>dừa</em>' },
  ]);
  expect(highlight({ A: 'Kẹo dừa' }, analyse('?', NO_WORDS)!, [])).toEqual([]);
});

it('cuts long texts at words, around the first hit', () => {
  const text = `${'một hai ba bốn '.repeat(40)}dừa ${'năm sáu bảy tám '.repeat(40)}`;
  const html = marks('dừa ', text)!;
  expect(html).toMatch(/^…(một|hai|ba|bốn) .*<em>dừa<\/em>.* (năm|sáu|bảy|tám)…$/);
  expect(html.length).toBeLessThan(230);
});

it('keeps a long hit whole', () => {
  const word = 'a'.repeat(64);
  const text = `${'b '.repeat(200)}${`${word} `.repeat(6)}${'c '.repeat(200)}`;
  expect(marks(`${word} `, text)).toContain(`<em>${Array(6).fill(word).join(' ')}</em>`);
});
