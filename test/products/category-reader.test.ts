import { beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../src/platform/text/vietnamese.ts';
import { CategoryReader, type CategoryReading } from '../../src/products/category-reader.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

let reader: CategoryReader;
beforeAll(async () => {
  reader = await CategoryReader.load(app.services.db);
});

const FISH_SAUCE = 'Gia vị và nước chấm › Nước mắm';

function said(reading: CategoryReading): string | string[] {
  if (reading.is === 'category') return reading.label;
  if (reading.is === 'ambiguous') return reading.choices.map(({ label }) => label);
  return ['unknown', ...reading.suggestions.map(({ label }) => label)];
}

describe('read', () => {
  it.each([
    ['Nước mắm', FISH_SAUCE],
    [' NƯỚC  MẮM ', FISH_SAUCE],
    ['nuoc mam', FISH_SAUCE],
    ['fish-sauce', FISH_SAUCE],
    ['Fish sauce', FISH_SAUCE],
    ['Gia vị và nước chấm > Nước mắm', FISH_SAUCE],
    ['Condiments and sauces / Fish sauce', FISH_SAUCE],
    ['gia vi va nuoc cham\\nuoc mam', FISH_SAUCE],
    [FISH_SAUCE, FISH_SAUCE],
    // A step may be left out.
    ['Gia vị và nước chấm | Nước mắm truyền thống', `${FISH_SAUCE} › Nước mắm truyền thống`],
    ['Mắm', 'Gia vị và nước chấm › Mắm'],
    ['Bánh', 'Bánh, kẹo, mứt › Bánh'],
  ])('%j is %s', (text, label) => {
    expect(said(reader.read(text))).toBe(label);
  });

  it.each([
    ['Nước mắn', FISH_SAUCE],
    ['Nước mấm', FISH_SAUCE],
    ['Kẹo dứa', 'Bánh, kẹo, mứt › Kẹo › Kẹo dừa'],
    ['Nước mắm ngon', FISH_SAUCE],
    // An ancestor that it does not have.
    ['Thủy sản > Nước mắm', FISH_SAUCE],
    ['Gia vị > Nước mắm', FISH_SAUCE],
    ['Nước mắm > Gia vị và nước chấm', 'Gia vị và nước chấm'],
    ['Mật ong nguyên chất', 'Hạt, mật ong và đường › Mật ong và sản phẩm ong › Mật ong'],
    ['Rượu nếp', 'Trà, cà phê và đồ uống › Rượu › Rượu gạo, rượu nếp chưng cất'],
    ['Bún khô', 'Gạo, bún mì và tinh bột › Bún, mì, miến, bánh tráng › Bún, mì gạo, phở khô, hủ tiếu'],
  ])('%j is not guessed, but %s is suggested', (text, nearest) => {
    const [is, ...suggestions] = said(reader.read(text));
    expect([is, suggestions[0]]).toEqual(['unknown', nearest]);
    expect(suggestions.length).toBeLessThanOrEqual(3);
  });

  it.each(['', ' ', '>', '/', '123', 'xyz', 'Nước mắm '.repeat(60)])('%j is nothing', (text) => {
    expect(reader.read(text)).toEqual({ is: 'unknown', suggestions: [], likeliest: null });
  });

  it('suggests by other names of the things in it', async () => {
    expect(said(reader.read('Đậu phộng'))).not.toContainEqual(expect.stringContaining('Lạc'));
    const knowing = await CategoryReader.load(app.services.db, [{ term: 'lạc', synonym: 'đậu phộng', isMutual: true }]);
    const reading = said(knowing.read('Đậu phộng'));
    expect(reading).toEqual(['unknown', ...Array(reading.length - 1).fill(expect.stringMatching(/lạc/i))]);
    expect(reading.length).toBeGreaterThan(1);
  });

  it.each([
    ['Nước mắn', FISH_SAUCE],
    ['Nuoc mắm', FISH_SAUCE],
    ['Nước mắm các loại', FISH_SAUCE],
    ['Sửa chua', expect.stringMatching(/ › Sữa chua$/)],
    ['Cá khô', 'Thủy sản và chế phẩm › Thủy sản khô › Khô cá'],
    ['Brocades', 'Dệt, thêu, may mặc thủ công › Thổ cẩm'],
    ['Trà xanh', 'Trà, cà phê và đồ uống › Chè (trà) › Chè xanh'],
  ])('takes %j for %s as it is written in another way', async (text, label) => {
    const knowing = await CategoryReader.load(app.services.db, [{ term: 'chè', synonym: 'trà', isMutual: true }]);
    const reading = knowing.read(text);
    expect(reading).toMatchObject({ is: 'unknown', likeliest: { label } });
    expect(said(reading)[1]).toEqual(label);
  });

  it.each([
    'Thực phẩm',
    'Thực phẩm chế biến',
    'Dừa',
    'Đậu',
    'Thủy sản',
    'Sữa',
    'Chả',
    'Kẹo dứa',
    'Keo thom',
    'Nước mấm',
    'Nước mắm ngon',
    'Dầu dưa',
    'Thủy sản > Nước mắm',
    'dua chua',
    'Rượu nếp',
    'Mắm cá',
    'Muối',
    'Mỹ phẩm',
    'Bánh gạo',
    'Tiêu',
    'Máy',
    'Cá',
    'Trà gừng',
  ])('takes %j for none', async (text) => {
    const synonyms = [
      { term: 'dứa', synonym: 'thơm', isMutual: true },
      { term: 'mắm', synonym: 'nước mắm', isMutual: false },
    ];
    const reading = (await CategoryReader.load(app.services.db, synonyms)).read(text);
    expect(reading).toMatchObject({ is: 'unknown', likeliest: null });
  });

  it('asks which of several of one name is meant, and takes the path for an answer', async () => {
    await app.services.db.query(`
      insert into category (id, version, code, name_vi, name_en, "group", parent_id, path, position)
      select '00000000-0000-4000-8000-000000000001', 1, 'dried-fruit-tea', 'Trà thảo mộc', 'Dried fruit tea', "group", id,
        path || '00000000-0000-4000-8000-000000000001'::uuid, 99
      from category where code = 'fruit'`);
    const twin = await CategoryReader.load(app.services.db);
    expect(said(twin.read('trà thảo mộc'))).toEqual([
      'Trái cây › Trà thảo mộc',
      'Trà, cà phê và đồ uống › Chè (trà) › Trà thảo mộc',
    ]);
    expect(said(twin.read('Trái cây > Trà thảo mộc'))).toBe('Trái cây › Trà thảo mộc');
    expect(said(twin.read('dried fruit tea'))).toBe('Trái cây › Trà thảo mộc');
    await app.services.db.query("delete from category where code = 'dried-fruit-tea'");
  });
});

describe('every category', () => {
  it('is what its code, label and names say', async () => {
    const rows = await app.services.db.query<{ id: string; code: string; nameVi: string; nameEn: string }>(
      'select id, code, name_vi as "nameVi", name_en as "nameEn" from category',
    );
    const misread = rows.flatMap(({ id, code, nameVi, nameEn }) =>
      [code, nameVi, nameEn, reader.labelOf(id)!, fold(reader.labelOf(id)!)].filter((text) => {
        const reading = reader.read(text);
        if (reading.is === 'ambiguous') return !reading.choices.some((choice) => choice.id === id);
        return reading.is === 'unknown' || reading.id !== id;
      }),
    );
    expect(misread).toEqual([]);
  });
});
