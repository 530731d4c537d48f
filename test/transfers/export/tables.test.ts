import { beforeAll, describe, expect, it } from 'vitest';
import { FacilityStatus } from '../../../src/facilities/facility.entity.ts';
import { ProductStatus } from '../../../src/products/product.entity.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { useTestApp } from '../../support/app.ts';
import { recordsOf, write } from './export-support.ts';
import { zipText } from './zip-text.ts';

const app = useTestApp();

beforeAll(async () => {
  const fixture = new Fixture(app);
  const category = fixture.category('Nước mắm');
  const facility = fixture.facility('HTX Lộ Thiên');
  const suspended = fixture.facility('Cơ sở kín', { status: FacilityStatus.SUSPENDED });
  const whole = fixture.product('Mắm nhĩ', {
    facility,
    category,
    prices: [
      [1, 50_000, undefined, '2026-01-01'],
      [1, 55_000, undefined, '2026-06-01'],
      [100, 49_000],
      [1, 60_000, undefined, '2027-01-01'],
    ],
    capacities: [10, 20],
    descriptionVi: '=HYPERLINK("http://example.com")',
  });
  Object.assign(whole, {
    externalId: '+84-1',
    gtin: '8934563138165',
    gtin14: '08934563138165',
    ingredients: ['cá cơm', 'muối'],
  });
  fixture.product('Mắm kín bản nháp', { facility, category, status: ProductStatus.DRAFT });
  fixture.product('Mắm kín hẹn giờ', { facility, category, publishAt: new Date('2026-12-01T00:00:00Z') });
  fixture.product('Mắm kín của cơ sở kín', { facility: suspended, category });
  await fixture.index();
});

const titlesOf = (records: readonly Record<string, unknown>[]) => Object.keys(records[0]!);
const texts = (records: readonly Record<string, unknown>[]) => JSON.stringify(records);

describe.each(['CSV', 'XLSX'])('products as %s', (format) => {
  it('hold what the public sees, with the prices of today', async () => {
    const { found, bytes } = await write(app, { format });
    const records = await recordsOf(bytes);
    expect(found).toMatchObject({
      rows: 1,
      percent: 100,
      fileName: `cau-noi-products-2026-11-22.${format.toLowerCase()}`,
    });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      'Tên sản phẩm': 'Mắm nhĩ',
      'Mã vạch (GTIN)': '8934563138165',
      'Đơn vị tính': 'cái',
      'Bảng giá': 'Sỉ | 1 | 55000 | VAT | 2026-06-01\nSỉ | 100 | 49000 | VAT | 2026-01-01',
      'Thành phần': 'cá cơm; muối',
      'Cơ sở sản xuất': 'HTX Lộ Thiên',
    });
    expect(texts(records)).not.toContain('kín');
  });

  it('hold everything for operators, past and future prices too', async () => {
    const { bytes } = await write(app, { format, audience: 'OPERATOR', language: 'EN' });
    const records = await recordsOf(bytes);
    expect(records.map((record) => record['Product name']).sort()).toEqual([
      'Mắm kín bản nháp',
      'Mắm kín của cơ sở kín',
      'Mắm kín hẹn giờ',
      'Mắm nhĩ',
    ]);
    expect(
      String(records.find((record) => record['Product name'] === 'Mắm nhĩ')!['Price ladder']).split('\n'),
    ).toHaveLength(4);
  });

  it('have no cell that a spreadsheet runs', async () => {
    const { bytes } = await write(app, { format });
    const [record] = await recordsOf(bytes);
    const defused = format === 'CSV' ? "'" : '';
    expect(record).toMatchObject({
      'Mã sản phẩm': `${defused}+84-1`,
      'Mô tả': `${defused}=HYPERLINK("http://example.com")`,
    });
    if (format === 'XLSX') expect(bytes.includes('<f>')).toBe(false);
  });

  it('has a template that offers what can be chosen', async () => {
    const { bytes } = await write(app, { format, what: 'TEMPLATE' });
    const records = await recordsOf(bytes);
    expect(records).toEqual([]);
    const shown = format === 'CSV' ? bytes.toString() : await zipText(bytes);
    expect(shown).toContain(format === 'CSV' ? 'Đơn vị tính' : 'type="list"');
  });
});

describe('facilities', () => {
  it('are told with their place, and what they need to operators only', async () => {
    const records = await recordsOf((await write(app, { format: 'XLSX', kind: 'FACILITIES' })).bytes);
    expect(records.map((record) => record['Tên cơ sở'])).toEqual(['HTX Lộ Thiên']);
    expect(titlesOf(records)).toContain('Địa bàn');
    const all = await recordsOf((await write(app, { format: 'CSV', kind: 'FACILITIES', audience: 'OPERATOR' })).bytes);
    expect(all).toHaveLength(2);
  });
});
