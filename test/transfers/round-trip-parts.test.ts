import { beforeAll, expect, it } from 'vitest';
import type { Product } from '../../src/products/product.entity.ts';
import { ProductComponent, ProductImage } from '../../src/products/product-parts.entity.ts';
import { Fixture } from '../catalogue/fixture.ts';
import { createTestApp, useTestApp } from '../support/app.ts';
import { recordsOf, write } from './export/export-support.ts';
import { act, check } from './import/import-support.ts';

const app = useTestApp();

/** The products of a set by what tells them: its facility has a code that is the GTIN of another's product. */
const PARTS: readonly (Partial<Product> & { of: 'own' | 'other'; quantity: number })[] = [
  { of: 'own', externalId: 'A', quantity: 1 },
  { of: 'own', externalId: 'A: 2', quantity: 3 },
  { of: 'other', externalId: 'A', gtin: '8934563138165', gtin14: '08934563138165', quantity: 4 },
  { of: 'own', externalId: '96385074', quantity: 5 },
  { of: 'other', externalId: 'B', gtin: '96385074', gtin14: '00000096385074', quantity: 6 },
  { of: 'own', gtin: '8935001234562', gtin14: '08935001234562', quantity: 2.5 },
  { of: 'own', quantity: 7 },
];

const INGREDIENTS = ['muối (NaCl; 99%)', 'tiêu|ớt', 'a\\b', '1. đường', 'cá, mắm'];

/** Addresses and words in which what parts them stands too. */
const IMAGES = [
  { url: 'https://img.vn/a.jpg', altVi: 'Hũ | nắp; nhãn', altEn: 'Jar \\ lid|' },
  { url: 'https://img.vn/b.jpg', altVi: null, altEn: 'Front' },
  { url: 'https://img.vn/fetch,https://img.vn/c.jpg', altVi: null, altEn: null },
  { url: 'https://img.vn/d.jpg?x=1;http:2', altVi: 'Hũ', altEn: null },
];

const newImage = (position: number, image: Partial<ProductImage>) =>
  Object.assign(new ProductImage(), { position, ...image });

let cell: string;
let ids: readonly string[];
beforeAll(async () => {
  const fixture = new Fixture(app);
  // Without a tax code, a name is asked about.
  const makers = {
    own: Object.assign(fixture.facility('HTX Bộ Quà'), { taxCode: '0100109106' }),
    other: Object.assign(fixture.facility('HTX Nơi Khác'), { taxCode: '0300588569' }),
  };
  const category = fixture.category('Quà');
  const product = (name: string, of: 'own' | 'other', over: Partial<Product>) =>
    Object.assign(fixture.product(name, { facility: makers[of], category }), over);
  const set = product('Bộ quà', 'own', { externalId: 'SET' });
  const parts = PARTS.map(({ of, quantity, ...over }, position) => {
    const component = product(`Món ${position}`, of, over);
    fixture.em.persist(Object.assign(new ProductComponent(), { set, component, quantity, position }));
    return component;
  });
  ids = parts.map(({ id }) => `prd_${id}`);
  const lone = product('Muối tiêu', 'own', { externalId: 'LONE', ingredients: ['muối, tiêu'] });
  lone.images.add(newImage(0, { url: 'https://img.vn/e.jpg?x=1|2', altVi: null, altEn: null }));
  set.ingredients = INGREDIENTS;
  set.images.add(IMAGES.map((image, position) => newImage(position, image)));
  await fixture.index();
  const { bytes } = await write(app, { format: 'CSV', audience: 'OPERATOR' });
  const records = await recordsOf(bytes);
  cell = String(records.find((record) => record['Mã sản phẩm'] === 'SET')!['Sản phẩm trong bộ']);
});

it('calls the products of a set by what says for certain which are meant', () => {
  expect(cell.split('\n')).toEqual([
    'A: 1',
    'A: 2: 3',
    '8934563138165: 4',
    '96385074: 5',
    `${ids[4]}: 6`,
    '8935001234562: 2,5',
    `${ids[6]}: 7`,
  ]);
});

it.each(['CSV', 'XLSX'])('a product that goes out as %s is the same when it comes back', async (format) => {
  const { bytes } = await write(app, { format, audience: 'OPERATOR' });
  // Products without a code and a GTIN are asked about, and an address is spelt as addresses have to be.
  const checked = await check(app, bytes, {}, `bộ.${format.toLowerCase()}`);
  expect(checked).toMatchObject({ created: 0, changed: 1, same: 7, undecided: 1, refused: 0 });
  expect(JSON.stringify(checked.changes.nodes)).toContain('https://img.vn/e.jpg?x=1%7C2');
});

it('a set comes into another catalogue with products of other facilities', async () => {
  const into = await createTestApp();
  try {
    const fixture = new Fixture(into);
    fixture.category('Quà');
    await fixture.index();
    const rows = [
      [
        'Mã sản phẩm',
        'Mã vạch (GTIN)',
        'Tên sản phẩm',
        'Nhóm hàng',
        'Đơn vị tính',
        'Sản phẩm trong bộ',
        'Cơ sở sản xuất',
      ],
      ['SET', '', 'Bộ quà', 'Quà', 'cái', '8934563138165: 4', 'HTX Bộ Quà'],
      ['A', '8934563138165', 'Món', 'Quà', 'cái', '', 'HTX Nơi Khác'],
    ];
    const checked = await check(into, rows.map((row) => row.join(',')).join('\n'));
    expect(checked).toMatchObject({ created: 2, refused: 0, undecided: 0 });
    expect(await act(into, 'startImport', { id: checked.id })).toMatchObject({ state: 'DONE', created: 2 });
    const { bytes } = await write(into, { format: 'CSV', audience: 'OPERATOR' });
    expect((await recordsOf(bytes)).map((record) => record['Sản phẩm trong bộ'])).toEqual(['', '8934563138165: 4']);
  } finally {
    await into.close();
  }
});
