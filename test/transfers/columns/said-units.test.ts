import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { settleUnits } from '../../../src/transfers/columns/said-units.ts';
import { openIn, readProducts } from './headed-table.ts';

/** A row of products below a header, its units settled. */
function rowOf(header: readonly string[], cells: readonly CellValue[]) {
  const [row] = readProducts([
    ['Tên sản phẩm', ...header],
    ['Mứt dừa', ...cells],
  ]);
  settleUnits(row!.given, row!.reader);
  return row!;
}

describe('what a price is for', () => {
  it.each([
    ['kg', '45.000đ/kg'],
    ['ký', '45.000/1 kg'],
    ['chiếc', '45.000đ/cái'],
    ['lít', '45.000đ/dm3'],
    ['mớ lạ', '45.000/Mớ Lạ'],
    ['hộp', '45.000/hộp 500g'],
    ['gói', '45.000đ/sp'],
    ['gói', '45.000đ/ĐVT'],
  ])('is the unit of its row: %s, %s', (unit, price) => {
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ'], [unit, price])]).filter((open) => !open.startsWith('UNIT:'))).toEqual([]);
  });

  it.each([
    ['cái', '120.000đ/chục', 'chục'],
    ['hũ 500g', '45.000đ/kg', 'kg'],
    ['gói', '120.000đ/kg', 'kg'],
    ['lốc 6 lon', '15.000đ/lon', 'lon'],
    ['hộp 500g', '15.000đ/hộp 1kg', 'hộp 1kg'],
    ['kg', '15.000đ/combo', 'combo'],
  ])('is refused where it is not: %s, %s', (unit, price, per) => {
    const row = rowOf(['ĐVT', 'Giá sỉ'], [unit, price]);
    expect(openIn([row])).toEqual([`Ô này tính theo “${per}”, còn đơn vị tính của dòng là “${unit}”.`]);
    expect(row.reader.problems[0]!.column?.field).toBe('wholesalePrice');
  });

  it.each([
    ['kg', '45.000đ/500g', 90_000],
    ['kg', '400.000đ/yến', 40_000],
    ['ký', '4.000.000đ/tạ', 40_000],
    ['kg', '4.500đ/lạng', 45_000],
    ['kg', '2,5 triệu/tấn', 2_500],
    ['tấn', '2.500đ/kg', 2_500_000],
    ['lít', '15.000đ/250ml', 60_000],
  ])('is converted into the unit of its row: %s, %s', (unit, price, amount) => {
    const row = rowOf(['ĐVT', 'Giá sỉ'], [unit, price]);
    expect(openIn([row])).toEqual([]);
    settleUnits(row.given, row.reader);
    expect(row.given.prices.WHOLESALE?.amount).toBe(amount);
  });

  it('is refused where that is no whole number of đồng', () => {
    expect(
      openIn([rowOf(['ĐVT', 'Giá sỉ'], ['kg', '40.000đ/tấn']), rowOf(['ĐVT', 'Giá sỉ'], ['kg', '40.050đ/tạ'])]),
    ).toEqual(['Giá tính theo “tạ” đổi ra “kg” không được số đồng nguyên; hãy ghi giá của một “kg”.']);
  });

  it('is the unit of a row that names none', () => {
    const row = rowOf(['Giá sỉ', 'Giá lẻ'], ['45.000đ/kg', '50.000/ký']);
    expect(openIn([row])).toEqual([]);
    expect(row.given.fields.unit).toBe('KGM');
    expect(openIn([rowOf(['Giá sỉ'], ['45.000đ/500g'])])).toEqual([expect.stringContaining('không phải một đơn vị')]);
    expect(openIn([rowOf(['Giá sỉ', 'Giá lẻ'], ['45.000đ/kg', '9.000đ/gói'])])).toHaveLength(1);
  });

  it('may be said by the header', () => {
    expect(rowOf(['Giá sỉ (đ/kg)'], ['45.000']).given.fields.unit).toBe('KGM');
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/kg)'], ['gói', '45.000'])])).toEqual([
      'Ô này tính theo “kg”, còn đơn vị tính của dòng là “gói”.',
    ]);
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/kg)'], ['gói', '45.000/gói'])])).toEqual([]);
    expect(openIn([rowOf(['ĐVT', 'Giá sỉ (đ/đơn vị)'], ['gói', '45.000'])])).toEqual([]);
  });
});

describe('what a quantity counts', () => {
  const header = ['ĐVT', 'MOQ', 'Sản lượng (tấn/tháng)'];
  const givenOf = (cells: readonly CellValue[], titles = header) => {
    const row = rowOf(titles, cells);
    return {
      open: openIn([row]),
      moq: row.given.fields.minimumOrderQuantity,
      made: row.given.capacities?.[0]?.quantity,
    };
  };

  it('is the unit of its row, or converts into it', () => {
    expect(givenOf(['kg', '2 yến', null])).toEqual({ open: [], moq: 20, made: undefined });
    expect(givenOf(['kg', '2 tạ', 1.5])).toEqual({ open: [], moq: 200, made: 1_500 });
    expect(givenOf(['tấn', '500 kg', '800 kg/tháng'])).toEqual({ open: [], moq: 0.5, made: 0.8 });
    expect(givenOf(['hộp', '10 hộp', null])).toEqual({ open: [], moq: 10, made: undefined });
    expect(givenOf(['cái', '3 tá', null])).toEqual({ open: [], moq: 36, made: undefined });
    expect(givenOf(['thùng 24 chai', '10 thùng', null])).toEqual({ open: [], moq: 10, made: undefined });
  });

  it('is converted once, however often the row is settled', () => {
    const row = rowOf(header, ['kg', '2 tạ', null]);
    settleUnits(row.given, row.reader);
    expect(row.given.fields.minimumOrderQuantity).toBe(200);
  });

  it('is asked, once for all rows, where it does not convert', () => {
    expect(givenOf(['hộp', null, 2]).open).toEqual(['VALUE:capacities:other_unit:tấn']);
    expect(givenOf(['hũ 500g', '5 kg', null]).open).toEqual(['VALUE:minimumorderquantity:other_unit:kg']);
    expect(givenOf(['hộp', 10, null], ['ĐVT', 'MOQ (thùng)', 'Sản lượng (hộp/tháng)']).open).toHaveLength(1);
  });

  it('is given up where people say so', () => {
    const [row] = readProducts(
      [
        ['Tên sản phẩm', ...header],
        ['Mứt dừa', 'hộp', '5 kg', 2],
      ],
      { 'VALUE:capacities:other_unit:tấn': 'NO_QUANTITY', 'VALUE:minimumorderquantity:other_unit:kg': 'NO_QUANTITY' },
    );
    settleUnits(row!.given, row!.reader);
    expect(openIn([row!])).toEqual([]);
    expect(row!.given.capacities).toBeUndefined();
    expect(row!.given.fields.minimumOrderQuantity).toBeUndefined();
  });

  it('needs the unit of the row, which a price may say', () => {
    expect(givenOf(['2 tấn'], ['MOQ']).open).toEqual([
      'Ô này tính theo “tấn”, nhưng dòng không có đơn vị tính; hãy ghi đơn vị tính.',
    ]);
    expect(givenOf(['2 tấn', '45.000đ/kg'], ['MOQ', 'Giá sỉ'])).toMatchObject({ open: [], moq: 2_000 });
    expect(givenOf([2], ['MOQ'])).toMatchObject({ open: [], moq: 2 });
  });

  it('is from where a price holds, as its header says', () => {
    const priceOf = (header: string, unit: string) => {
      const row = rowOf(['ĐVT', header], [unit, 45_000]);
      return [openIn([row]), row.given.prices.WHOLESALE?.minQuantity];
    };
    expect(priceOf('Giá sỉ', 'kg')).toEqual([[], 1]);
    expect(priceOf('Giá sỉ từ 100', 'kg')).toEqual([[], 100]);
    expect(priceOf('Giá sỉ (từ 2 tạ)', 'kg')).toEqual([[], 200]);
    expect(priceOf('Giá sỉ từ 10 kg', 'gói')[0]).toEqual(['VALUE:wholesaleprice:other_unit:kg']);
  });

  it('is of one unit', () => {
    expect(givenOf(['thùng', '2 thùng x 24 chai', null]).open).toEqual([
      'Hãy ghi một số lượng theo một đơn vị, ví dụ 500 hoặc 10 thùng.',
    ]);
  });
});

describe('what a unit holds', () => {
  const contentOf = (header: string[], cells: CellValue[]) => rowOf(header, cells).given.fields.netContent;

  it('is the net content of a row that has none', () => {
    expect(contentOf(['ĐVT'], ['hũ 500g'])).toEqual({ value: 500, unit: 'GRM' });
    expect(contentOf(['ĐVT', 'Dung tích'], ['Chai 500ml', null])).toEqual({ value: 500, unit: 'MLT' });
    expect(contentOf(['ĐVT', 'Trọng lượng'], ['hũ 500g', '450 g'])).toEqual({ value: 450, unit: 'GRM' });
    expect(contentOf(['ĐVT'], ['thùng 24 chai 500ml'])).toEqual({ value: 12_000, unit: 'MLT' });
    expect(contentOf(['ĐVT'], ['Thùng 24 chai'])).toBeUndefined();
    expect(contentOf(['ĐVT'], ['hũ'])).toBeUndefined();
  });

  it.each([
    ['hộp', 'hộp 20 túi x 2g', 40, 'GRM'],
    ['túi', 'hộp 20 túi x 2g', 2, 'GRM'],
    ['thùng', '24 chai x 500ml/thùng', 12_000, 'MLT'],
    ['chai', '24 chai x 500ml/thùng', 500, 'MLT'],
    ['thùng', '24 chai x 0,5l', 12, 'LTR'],
    ['hộp', '2x250g', 500, 'GRM'],
    ['hộp', '3x0,1kg', 0.3, 'KGM'],
    ['thùng', 'thùng 24 chai', 24, 'XBO'],
    ['gói', '500g/gói', 500, 'GRM'],
    ['cái', 'hộp 500g', 500, 'GRM'],
    [null, 'hộp 500g', 500, 'GRM'],
    ['kg', 'Loại 500g', 500, 'GRM'],
    ['lốc 6 lon', 'lon 330ml', 1_980, 'MLT'],
  ])('%s of %s is %d %s', (unit, said, value, code) => {
    const row = rowOf(['ĐVT', 'Quy cách'], [unit, said]);
    expect(openIn([row])).toEqual([]);
    expect(row.given.fields.netContent).toEqual({ value, unit: code });
  });

  it.each([
    ['gói', 'thùng 20 túi x 500g', ['10000 GRM', '500 GRM']],
    ['chai', '24x500ml', ['12000 MLT', '500 MLT']],
    ['thùng', 'chai 500ml', ['500 MLT']],
    ['chai', 'thùng 24 chai', ['24 XBO']],
    ['thùng 24 chai', '500ml', ['12000 MLT', '500 MLT']],
    [null, '24 chai x 500ml', ['12000 MLT', '500 MLT']],
  ])('is asked of %s and %s', (unit, said, possible) => {
    const { given, reader } = rowOf(['ĐVT', 'Quy cách'], [unit, said]);
    expect(given.fields.netContent).toBeUndefined();
    expect(reader.questions.map(({ choices }) => choices.map(({ choice }) => choice))).toEqual([
      [...possible, 'NO_CONTENT', 'LEAVE_OUT'],
    ]);
  });

  it('is what people say', () => {
    const heldAs = (answer: string) => {
      const table = [
        ['Tên sản phẩm', 'ĐVT', 'Quy cách'],
        ['Mứt dừa', 'chai', '24x500ml'],
      ];
      const [{ reader: asking, given }] = readProducts(table) as [ReturnType<typeof rowOf>];
      settleUnits(given, asking);
      const [row] = readProducts(table, { [asking.questions[0]!.key]: answer });
      settleUnits(row!.given, row!.reader);
      return [openIn([row!]), row!.given.fields.netContent];
    };
    expect(heldAs('500 MLT')).toEqual([[], { value: 500, unit: 'MLT' }]);
    expect(heldAs('NO_CONTENT')).toEqual([[], undefined]);
  });
});
