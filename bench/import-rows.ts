import type pg from 'pg';

/** Rows of the file, each a product that is not there yet. */
export const IMPORTED = 100_000;

/** Begins the codes of the imported products. */
export const IMPORTED_CODE = 'NHAP-';

const HEADER = ['Mã sản phẩm', 'Tên sản phẩm', 'Nhóm hàng', 'ĐVT', 'Đơn giá', 'Hạn sử dụng (ngày)', 'Mô tả', 'MST'];

/** A price list as centres keep them: the catalogue's products under new codes, of facilities with a tax code. */
export async function* importedLines(client: pg.Client): AsyncGenerator<string> {
  yield `${HEADER.join(',')}\n`;
  const { rows } = await client.query<[code: string, ...cells: (string | number | null)[]]>({
    rowMode: 'array',
    text: `
      select $1 || row_number() over (order by product.id), product.name_vi, category.code, product.unit,
        (select amount from product_price price where price.product_id = product.id order by min_quantity limit 1),
        product.shelf_life_days, product.description_vi, facility.tax_code
      from product join facility on facility.id = product.facility_id join category on category.id = product.category_id
      where facility.tax_code is not null and facility.status = 'VERIFIED'
      order by product.id`,
    values: [IMPORTED_CODE],
  });
  for (let number = 0; number < IMPORTED; number += 1) {
    const [code, ...cells] = rows[number % rows.length]!;
    const round = Math.floor(number / rows.length);
    yield `${[round === 0 ? code : `${code}-${round}`, ...cells].map(quoted).join(',')}\n`;
  }
}

const quoted = (cell: string | number | null): string =>
  cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`;
