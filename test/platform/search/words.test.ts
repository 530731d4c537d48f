import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchWords } from '../../../src/platform/search/words.ts';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';

const folded = (text: string) => searchWords(text).map((word) => word.folded);
const marked = (text: string) => searchWords(text).map((word) => word.marked);

describe('the words of a text', () => {
  it('are folded, and split where neither letter nor digit is', () => {
    expect(folded('Nước mắm “Khải Hoàn”, 40° đạm')).toEqual(['nuoc', 'mam', 'khai', 'hoan', '40', 'dam']);
  });

  it('part numbers from letters', () => {
    expect(folded('chai 500ml, vitamin B12')).toEqual(['chai', '500', 'ml', 'vitamin', 'b', '12']);
  });

  it('have one marked spelling for both placements of a tone and both normal forms', () => {
    expect(marked('Hoà')).toEqual(marked('hòa'));
    expect(marked('quý thuỷ'.normalize('NFD'))).toEqual(marked('quý thủy'));
    expect(marked('dừa dứa dưa dua')).toEqual([...new Set(marked('dừa dứa dưa')), null]);
  });

  it('keep đ and its look-alike apart from d', () => {
    expect(marked('đa ða da')).toEqual(['đa', 'đa', null]);
    expect(folded('đa ða da')).toEqual(['da', 'da', 'da']);
  });

  it('are cut when they are no words', () => {
    expect(folded('x'.repeat(3_000))).toEqual(['x'.repeat(64)]);
  });
});

describe('the words of a text in SQL', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const TEXTS = [
    'Nước mắm Phú Quốc 43 độ đạm, chai 500ml',
    'Hoà Bình – HÒA BÌNH – hoà bình',
    'ĐẶC SẢN (OCOP 4★) “Ðà Lạt” 1,5 lít',
    'café Noël, crème brûlée, façade, Ærø, straße',
    'nướcmắm dừasáp thuỷtinh quýkhách',
    'Θεσσαλονίκη Москва й 東京 ½ № ﬁ ①',
    "Ea H'leo M’Đrăk K'Bang\u00ad\u200bx",
    '',
    '  \t\n ',
  ];

  async function inSql(texts: readonly string[]): Promise<{ words: string; marks: string }[]> {
    const { rows } = await client.query(
      'select search_plain(search_marks(t)) as words, search_marks(t) as marks from unnest($1::text[]) with ordinality u(t, i) order by i',
      [texts],
    );
    return rows;
  }

  const sqlWords = (spelt: string) => spelt.split(' ').filter((word) => word.replace(/[\u0300-\u036f]/g, '') !== '');

  async function expectAgreement(texts: readonly string[]): Promise<void> {
    for (const [index, { words, marks }] of (await inSql(texts)).entries()) {
      const expected = searchWords(texts[index]!);
      const cut = (word: string) => [...word].slice(0, 64).join('');
      expect(sqlWords(words).map(cut), texts[index]).toEqual(expected.map((word) => word.folded));
      expect(sqlWords(marks).map(cut), texts[index]).toEqual(expected.map((word) => word.marked ?? word.folded));
    }
  }

  it('are the same', () => expectAgreement(TEXTS));

  it('are the same for whatever is typed in Vietnamese', async () => {
    const letter = fc.constantFrom(
      ...'aăâbcdđeêghiklmnoôơpqrstuưvxyAĂĐƯ0159 -,.’\u0300\u0301\u0303\u0309\u0323ðj'.split(''),
    );
    const texts = fc.sample(fc.string({ unit: letter, maxLength: 30 }), { numRuns: 2_000, seed: 1 });
    await expectAgreement(texts.map((text, index) => (index % 2 === 0 ? text : text.normalize('NFC'))));
  });
});
