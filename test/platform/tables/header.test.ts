import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnNames, type GuessedHeader, guessHeader } from '../../../src/platform/tables/header.ts';
import type { CellValue, TableRow } from '../../../src/platform/tables/table.ts';

const isPrice = (cell: CellValue) => /^\d[\d.]{2,}$/.test(String(cell));

const FIELDS: readonly ColumnNames[] = [
  { field: 'code', names: ['mã sản phẩm', 'Product code', 'mã', 'SKU', 'mã số'] },
  { field: 'gtin', names: ['mã vạch', 'barcode', 'GTIN'] },
  { field: 'name', names: ['tên sản phẩm', 'Product name', 'tên', 'sản phẩm', 'name'] },
  { field: 'nameEn', names: ['tên tiếng Anh', 'English name', 'name (English)', 'name en'] },
  { field: 'unit', names: ['đơn vị tính', 'Unit', 'đơn vị'] },
  { field: 'retail', names: ['giá bán lẻ', 'giá lẻ', 'Retail price'], fits: isPrice },
  {
    field: 'wholesale',
    names: ['giá bán sỉ', 'giá sỉ', 'giá gốc', 'đơn giá', 'giá', 'giá bán', 'price'],
    fits: isPrice,
  },
  { field: 'shelfLife', names: ['Hạn sử dụng (ngày)', 'hạn sử dụng', 'HSD'] },
  { field: 'producer', names: ['nhà sản xuất', 'cơ sở sản xuất', 'NSX', 'nhà cung cấp'] },
  { field: 'hsCode', names: ['mã HS', 'HS code'] },
];

const table = (...rows: readonly (readonly CellValue[])[]): TableRow[] =>
  rows.flatMap((cells, index) => (cells.length > 0 ? [{ number: index + 1, cells }] : []));

const fieldsOf = ({ columns }: GuessedHeader) => columns.map(({ field }) => field);

const fieldOf = (title: string, confidence?: string) => {
  const { columns } = guessHeader(table(['Mã vạch', title], ['8934563138165', 'x']), FIELDS);
  if (confidence) expect(columns[1]!.confidence).toBe(confidence);
  return columns[1]!.field;
};

describe('guessHeader', () => {
  it.each([
    ['MÃ SẢN PHẨM', 'code'],
    ['Mã hàng', 'code'],
    ['MA HANG', 'code'],
    ['mã hàng hoá', 'code'],
    ['TÊN SẢN PHẨM', 'name'],
    ['Tên hàng hoá', 'name'],
    ['Tên mặt hàng', 'name'],
    ['ten san pham', 'name'],
    ['Product name', 'name'],
    ['productName', 'name'],
    ['product_name', 'name'],
    ['Tên sản phẩm (*)', 'name'],
    ['Name (English)', 'nameEn'],
    ['Đơn vị tính', 'unit'],
    ['GIÁ GỐC', 'wholesale'],
    ['Đơn giá (VNĐ)', 'wholesale'],
    ['Đơn giá VNĐ', 'wholesale'],
    ['Giá bán - đồng', 'wholesale'],
    ['Giá bán lẻ', 'retail'],
    ['Giá bán lẻ [đ/kg]', 'retail'],
    ['Hạn sử dụng', 'shelfLife'],
    ['Hạn sử dụng (ngày)', 'shelfLife'],
    ['HScode', 'hsCode'],
  ])('knows %s exactly', (title, field) => {
    expect(fieldOf(title, 'EXACT')).toBe(field);
  });

  it.each([
    ['Mã SP', 'code'],
    ['ĐVT', 'unit'],
    ['ĐV tính', 'unit'],
    ['dvt', 'unit'],
    ['Giá bán lẻ đề nghị', 'retail'],
    ['Tên sản phẩm tiếng Anh', 'nameEn'],
    ['Tên đầy đủ sản phẩm', 'name'],
    ['Prodcut name', 'name'],
    ['NCC', 'producer'],
    ['Giá bán sĩ', 'wholesale'],
  ])('takes %s for likely', (title, field) => {
    const header = guessHeader(table(['Mã vạch', title], ['8934563138165', '10000']), FIELDS);
    expect(header.columns[1]).toEqual({ index: 1, header: title, field, confidence: 'LIKELY' });
  });

  it.each(['Ghi chú', 'STT', 'Tên hãng', 'Giá bán chợ đầu mối', 'Số lượng', 'Giao hàng', 'Ngày nhập', 'PN'])(
    'does not know %s',
    (title) => {
      expect(fieldOf(title)).toBeNull();
    },
  );

  it.each(['TT', 'STT', 'Stt.', 'S.T.T', 'Số TT', 'số thứ tự', 'Thứ tự', 'No.', '#'])(
    'takes %s for the running number, whatever has these initials',
    (title) => {
      const fields = [...FIELDS, { field: 'total', names: ['thành tiền', 'số thuế tỉnh', 'no', 'số thứ tự'] }];
      const rows = table([title, 'Tên sản phẩm', 'ĐVT'], [1, 'Ớt', 'kg']);
      expect(fieldsOf(guessHeader(rows, fields))).toEqual([null, 'name', 'unit']);
    },
  );

  it('takes initials of several fields for none of them', () => {
    const fields = [...FIELDS, { field: 'packing', names: ['đóng gói', 'nơi sản xuất'] }];
    const titles = ['Tên sản phẩm', 'ĐG', 'Nhà sản xuất', 'NSX'];
    expect(fieldsOf(guessHeader(table(titles, ['Ớt', '10000', 'HTX', 'Huế']), fields))).toEqual([
      ...['name', null, 'producer', null],
    ]);
  });

  it('finds the header of a price list in its first line', () => {
    const rows = table(['MÃ SẢN PHẨM', 'TÊN SẢN PHẨM', 'ĐVT', 'GIÁ GỐC'], ['I100001', 'Bạc hà', 'Kg', '10000']);
    expect(guessHeader(rows, FIELDS)).toEqual({
      row: 1,
      columns: [
        { index: 0, header: 'MÃ SẢN PHẨM', field: 'code', confidence: 'EXACT' },
        { index: 1, header: 'TÊN SẢN PHẨM', field: 'name', confidence: 'EXACT' },
        { index: 2, header: 'ĐVT', field: 'unit', confidence: 'LIKELY' },
        { index: 3, header: 'GIÁ GỐC', field: 'wholesale', confidence: 'EXACT' },
      ],
    });
  });

  it('looks past titles, logos and blank lines', () => {
    const rows = table(
      ['HTX NÔNG NGHIỆP XANH', null, null, 'Mẫu số 01'],
      ['BẢNG BÁO GIÁ SẢN PHẨM THÁNG 12/2026'],
      [],
      ['Đơn vị tính: đồng'],
      ['STT', 'Tên hàng', 'ĐVT', 'Đơn giá'],
      [1, 'Bạc hà', 'kg', 10_000],
      [2, 'Tên lửa', 'kg', 12_000],
    );
    const header = guessHeader(rows, FIELDS);
    expect(header.row).toBe(5);
    expect(fieldsOf(header)).toEqual([null, 'name', 'unit', 'wholesale']);
  });

  it('joins a header of two rows with merged cells', () => {
    const rows = table(
      ['BẢNG GIÁ'],
      ['STT', 'Tên sản phẩm', 'ĐVT', 'Giá bán', null, 'Ghi chú'],
      [null, null, null, 'Sỉ', 'Lẻ', null],
      [1, 'Bạc hà', 'kg', 10_000, 12_000, null],
    );
    const header = guessHeader(rows, FIELDS);
    expect(header.row).toBe(3);
    expect(fieldsOf(header)).toEqual([null, 'name', 'unit', 'wholesale', 'retail', null]);
    expect(header.columns[4]).toMatchObject({ header: 'Giá bán Lẻ', confidence: 'EXACT' });
  });

  it('takes the titles of a group for part of the header, whatever they name', () => {
    const rows = table(
      ['Tên sản phẩm', 'ĐVT', 'Giá bán', null, 'Ghi chú'],
      [null, null, 'Tại vườn', 'Tại chợ'],
      ['Ớt', 'kg', 10_000, 12_000],
    );
    const header = guessHeader(rows, FIELDS);
    expect(header).toMatchObject({
      row: 2,
      columns: [{}, {}, { header: 'Giá bán Tại vườn' }, {}, { header: 'Ghi chú' }],
    });
    expect(fieldsOf(header)).toEqual(['name', 'unit', null, null, null]);
  });

  it.each<[string, readonly CellValue[]]>([
    ['with a name', ['Ớt', null, 'rẻ', 'đắt']],
    ['with a number', [null, null, 'rẻ', 10_000]],
    ['with one text', [null, null, 'liên hệ', null]],
  ])('takes no row of data %s for titles of a group', (_, cells) => {
    const rows = table(['Tên sản phẩm', 'ĐVT', 'Giá bán', null], cells, ['Tỏi', 'kg', 10_000, 12_000]);
    expect(guessHeader(rows, FIELDS).row).toBe(1);
  });

  it('takes the first of equal headers, and no row of data with it', () => {
    const rows = table(['Tên', 'Giá'], ['Sản phẩm sạch', '10000'], ['Tên', 'Giá'], ['Ớt', '20000']);
    expect(guessHeader(rows, FIELDS)).toMatchObject({ row: 1, columns: [{ header: 'Tên' }, { header: 'Giá' }] });
  });

  it('gives a field to one column, the one that names it best', () => {
    const header = guessHeader(
      table(['Tên sản phẩm tiếng Anh', 'Tên sản phẩm', 'Tên', 'Giá', 'Đơn giá'], ['a']),
      FIELDS,
    );
    expect(fieldsOf(header)).toEqual(['nameEn', 'name', null, 'wholesale', null]);
  });

  it('finds a header of which one column is known, or which has one', () => {
    expect(guessHeader(table(['Tên sản phẩm', 'Xuất xứ riêng'], ['Ớt', 'Huế']), FIELDS).row).toBe(1);
    expect(guessHeader(table(['Tên sản phẩm'], ['Ớt']), FIELDS).row).toBe(1);
    expect(guessHeader(table(['Ớt', 'Huế'], ['Tên', 'Hà Nội']), FIELDS).row).toBeNull();
  });

  it('drops a likely field whose cells are of another kind', () => {
    const rows = table(['Tên', 'Giá bán lẻ dự kiến'], ['Ớt', 'rẻ'], ['Tỏi', 'đắt']);
    expect(fieldsOf(guessHeader(rows, FIELDS))).toEqual(['name', null]);
  });

  it('knows columns by their cells where there is no header, or an empty one', () => {
    const looks: ColumnNames[] = [
      { field: 'name', names: ['tên'], fits: (cell) => /\p{L}/u.test(String(cell)) },
      { field: 'unit', names: ['đvt'], fits: (cell) => cell === 'kg' },
      { field: 'price', names: ['giá'], fits: isPrice },
    ];
    const rows = table(['Ớt', 'kg', 10_000], ['Tỏi', 'kg', '20.000'], ['Hành', 'kg', null]);
    const bare = guessHeader(rows, looks);
    expect(bare.row).toBeNull();
    expect(bare.columns).toEqual([
      { index: 0, header: null, field: 'name', confidence: 'LIKELY' },
      { index: 1, header: null, field: 'unit', confidence: 'LIKELY' },
      { index: 2, header: null, field: 'price', confidence: 'LIKELY' },
    ]);
    expect(guessHeader(table(['Tên', null, 'Giá'], ['Ớt', 'kg', 10_000]), looks).columns[1]).toEqual({
      index: 1,
      header: null,
      field: 'unit',
      confidence: 'LIKELY',
    });
  });

  it('is the row that was chosen, alone or with the one above it', () => {
    const rows = table(
      ['Tên', 'Xuất xứ', 'Ghi chú'],
      ['Ớt', 'Huế', 'tươi'],
      ['Tên sản phẩm', 'Đơn vị tính', 'Đơn giá'],
      ['Tỏi', 'kg', '10000'],
    );
    expect(guessHeader(rows, FIELDS).row).toBe(3);
    const first = guessHeader(rows, FIELDS, 1);
    expect(first).toMatchObject({ row: 1, columns: [{ header: 'Tên' }, { header: 'Xuất xứ' }, { header: 'Ghi chú' }] });
    expect(fieldsOf(first)).toEqual(['name', null, null]);
    expect(guessHeader(rows, FIELDS, 2)).toMatchObject({ row: 2 });
    const grouped = table(['x', 'y'], ['Tên sản phẩm', 'Giá'], [null, 'bán lẻ'], ['Tỏi', '10000']);
    expect(guessHeader(grouped, FIELDS, 3)).toMatchObject({
      row: 3,
      columns: [{ field: 'name' }, { field: 'retail' }],
    });
    const far = table(...Array.from({ length: 50 }, () => ['x', 'y']), ['Tên sản phẩm', 'Đơn giá'], ['Tỏi', '10000']);
    expect(fieldsOf(guessHeader(far, FIELDS, 51))).toEqual(['name', 'wholesale']);
  });

  it('is none where people say so', () => {
    const rows = table(
      ['Tên', 'Giá'],
      ['Ớt', '10000'],
      ['Tỏi', '20000'],
      ['Gừng', '30000'],
      ['Nghệ', '40000'],
      ['Sả', '50000'],
    );
    const none = guessHeader(rows, FIELDS, 0);
    expect(none.row).toBeNull();
    expect(none.columns.map(({ header }) => header)).toEqual([null, null]);
  });

  it('answers nothing for nothing', () => {
    expect(guessHeader([], FIELDS)).toEqual({ row: null, columns: [] });
    expect(guessHeader(table(['1', '2']), FIELDS).row).toBeNull();
  });

  it('knows every name of every field, in any case and order of columns', () => {
    const names = fc.tuple(...FIELDS.map((field) => fc.constantFrom(...field.names)));
    fc.assert(
      fc.property(names, fc.nat(), fc.boolean(), (titles, turn, upper) => {
        const columns = titles.map((title, at) => ({ title, field: FIELDS[at]!.field }));
        const turned = columns.map((_, at) => columns[(at + turn) % columns.length]!);
        const row = turned.map(({ title }) => (upper ? title.toUpperCase() : title));
        expect(
          fieldsOf(
            guessHeader(
              table(
                row,
                row.map(() => 'x'),
              ),
              FIELDS,
            ),
          ),
        ).toEqual(turned.map(({ field }) => field));
      }),
    );
  });
});
