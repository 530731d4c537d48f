import type { Quantity } from '../platform/cells/quantities.ts';
import type { Text } from '../platform/errors/user-error.ts';
import { PACKAGING, parsePackaging } from '../platform/standards/packaging.ts';
import { ALL_UNITS, unitOf } from '../platform/standards/units.ts';
import type { CellValue } from '../platform/tables/table.ts';
import type { WrittenCell } from '../platform/tables/table-writer.ts';
import type { GivenAttribute } from '../products/attribute-values.ts';
import type { GivenPrice } from '../products/price-ladder.ts';
import type { GivenFields } from '../products/product-checks.ts';
import { PriceAudience } from '../products/product-parts.entity.ts';
import type { GivenImage, MonthCapacity } from '../products/product-parts.ts';
import type { TransferColumn } from './column.ts';
import { QuestionKind } from './import-findings.entity.ts';
import { readAttributes, readCapacities, readComponents, readImages, readLadder } from './part-cells.ts';
import { attributeText, capacityText, componentText, imageText, ladderText } from './part-texts.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';
import type { StoredProduct } from './stored-records.ts';
import { firstWords, PRICE_BASIS_WORDS, STORAGE_WORDS, wordOf } from './words.ts';

/** What a row says of the facility that makes its product. */
export interface GivenMaker {
  name?: string;
  taxCode?: string;
  place?: string;
  address?: string;
  phone?: string;
}

/** A product in a set, by its code at the facility. */
export interface GivenPart {
  readonly externalId: string;
  readonly quantity: number;
}

/** What is read of a row of products. */
export interface GivenProduct {
  readonly fields: GivenFields;
  readonly maker: GivenMaker;
  category?: string;
  /** One price of an audience, by columns of their own. */
  readonly prices: Partial<Record<PriceAudience, number>>;
  /** The whole ladder, in one cell. */
  ladder?: GivenPrice[];
  vatIncluded?: boolean;
  images?: GivenImage[];
  capacities?: MonthCapacity[];
  attributes?: GivenAttribute[];
  components?: GivenPart[];
}

export const blankProduct = (): GivenProduct => ({ fields: {}, maker: {}, prices: {} });

type Column = TransferColumn<GivenProduct, StoredProduct>;

type TextField = {
  [Name in keyof GivenFields]-?: GivenFields[Name] extends string | URL | null | undefined ? Name : never;
}[keyof GivenFields];

/** A column whose cells are taken as they are; the checks of products say what may stand in them. */
const textColumn = (
  field: TextField & keyof StoredProduct,
  title: Text,
  names: readonly string[],
  note: Text,
): Column => ({
  field,
  title,
  names,
  note,
  read: (cell, row, { fields }) => {
    Object.assign(fields, { [field]: row.text(cell) });
  },
  write: (stored) => stored[field] as WrittenCell,
});

const wholeColumn = (
  field: 'leadTimeDays' | 'shelfLifeDays',
  title: Text,
  names: readonly string[],
  note: Text,
): Column => ({
  field,
  title,
  names,
  note,
  read: (cell, row, { fields }) => {
    fields[field] = row.days(cell);
  },
  write: (stored) => stored[field],
});

/** One price a unit, from the first unit on. */
const priceColumn = (audience: PriceAudience, field: string, title: Text, names: readonly string[]): Column => ({
  field,
  title,
  names,
  note: {
    vi: 'Giá một đơn vị, đồng; "liên hệ" nếu báo giá theo yêu cầu.',
    en: 'Price of one unit in đồng; "liên hệ" where it is given on request.',
  },
  read: (cell, row, given) => readPrice(cell, row, given, audience),
});

function readPrice(cell: CellValue, row: RowReader, given: GivenProduct, audience: PriceAudience): void {
  const money = row.money(cell);
  if (money === undefined) return;
  if ('onRequest' in money) {
    given.fields.priceOnRequest = true;
    return;
  }
  if (money.amount > 0) {
    given.prices[audience] = money.amount;
    given.fields.priceOnRequest ??= false;
    return;
  }
  const answer = row.ask(QuestionKind.ZERO_PRICE, [row.field], ZERO_PRICES);
  if (answer === 'ON_REQUEST') given.fields.priceOnRequest = true;
}

const ZERO_PRICES = [
  { choice: 'ON_REQUEST', label: { vi: 'Giá theo yêu cầu (liên hệ)', en: 'Price on request' } },
  { choice: 'NO_PRICE', label: { vi: 'Chưa có giá', en: 'No price yet' } },
  LEAVE_OUT_CHOICE,
];

const makerColumn = (field: keyof GivenMaker, title: Text, names: readonly string[], note: Text): Column => ({
  field: `facility.${field}`,
  title,
  names,
  note,
  read: (cell, row, { maker }) => {
    maker[field] = row.text(cell);
  },
  write: ({ facility }) => facility[field],
});

/** The columns of products, in the order in which they are written. */
export const PRODUCT_COLUMNS: readonly Column[] = [
  textColumn(
    'externalId',
    { vi: 'Mã sản phẩm', en: 'Product code' },
    ['mã hàng', 'mã SP', 'mã hàng hoá', 'mã', 'mã số', 'SKU', 'code', 'item code', 'product id', 'ma vt', 'mã vật tư'],
    {
      vi: 'Mã của cơ sở; cùng mã là cùng sản phẩm.',
      en: 'The code at the facility: the same code is the same product.',
    },
  ),
  textColumn(
    'gtin',
    { vi: 'Mã vạch (GTIN)', en: 'GTIN' },
    ['mã vạch', 'barcode', 'EAN', 'UPC', 'GTIN', 'mã GTIN', 'mã số mã vạch', 'EAN13'],
    { vi: '8, 12, 13 hoặc 14 chữ số.', en: '8, 12, 13 or 14 digits.' },
  ),
  textColumn(
    'nameVi',
    { vi: 'Tên sản phẩm', en: 'Product name' },
    [
      'tên hàng',
      'tên hàng hoá',
      'tên SP',
      'sản phẩm',
      'tên mặt hàng',
      'mặt hàng',
      'tên',
      'name',
      'product',
      'item',
      'tên hàng hóa dịch vụ',
      'tên vật tư',
    ],
    { vi: 'Bắt buộc; tối đa 200 ký tự.', en: 'Needed; at most 200 characters.' },
  ),
  textColumn('nameEn', { vi: 'Tên tiếng Anh', en: 'English name' }, ['tên SP tiếng Anh', 'name (English)', 'name en'], {
    vi: 'Tối đa 200 ký tự.',
    en: 'At most 200 characters.',
  }),
  {
    field: 'category',
    title: { vi: 'Nhóm hàng', en: 'Category' },
    names: [
      'nhóm',
      'loại hàng',
      'ngành hàng',
      'danh mục',
      'chủng loại',
      'phân loại',
      'nhóm sản phẩm',
      'group',
      'loại sản phẩm',
    ],
    note: { vi: 'Tên hoặc mã của nhóm hàng.', en: 'Name or code of the category.' },
    read: (cell, row, given) => {
      given.category = row.text(cell);
    },
    write: ({ category }) => category,
  },
  {
    field: 'unit',
    title: { vi: 'Đơn vị tính', en: 'Unit' },
    names: ['ĐVT', 'đơn vị', 'ĐV tính', 'DVT', 'unit of measure', 'UOM', 'quy cách tính'],
    note: { vi: 'Đơn vị bán: kg, chai, hộp …', en: 'The unit that is sold: kg, chai, hộp …' },
    choices: ALL_UNITS.filter(({ dimension }) => dimension !== 'TIME').map(({ name }) => name.vi),
    read: (cell, row, { fields }) => {
      const text = row.text(cell);
      if (text !== undefined) fields.unit = row.unit(text);
    },
    write: ({ unit }) => unitOf(unit)?.name.vi ?? unit,
  },
  {
    field: 'packaging',
    title: { vi: 'Bao bì', en: 'Packaging' },
    names: ['loại bao bì', 'đóng gói', 'package', 'packing'],
    note: { vi: 'Loại bao bì: chai, hũ, túi …', en: 'Kind of packaging: chai, hũ, túi …' },
    choices: [...PACKAGING.values()].map(({ name }) => name.vi),
    read: (cell, row, { fields }) => {
      const text = row.text(cell);
      if (text !== undefined) fields.packaging = readPackaging(text, row);
    },
    write: ({ packaging }) => (packaging === null ? null : (PACKAGING.get(packaging)?.name.vi ?? packaging)),
  },
  {
    field: 'netContent',
    title: { vi: 'Khối lượng tịnh', en: 'Net content' },
    names: [
      'trọng lượng',
      'khối lượng',
      'dung tích',
      'thể tích',
      'quy cách',
      'trọng lượng tịnh',
      'net weight',
      'weight',
      'thể tích thực',
    ],
    note: { vi: 'Ví dụ 500 ml, 0,5 kg.', en: 'Such as 500 ml, 0,5 kg.' },
    read: (cell, row, { fields }) => {
      const read = innermost(row.quantity(cell));
      if (!read) return;
      if (read.unit === null) row.refuse(NO_UNIT);
      else {
        const unit = row.unit(read.unit);
        if (unit !== undefined) fields.netContent = { value: read.value, unit };
      }
    },
    write: ({ netContent, netContentUnit }) =>
      netContent === null
        ? null
        : `${String(netContent).replace('.', ',')} ${unitOf(netContentUnit!)?.symbol ?? netContentUnit}`,
  },
  priceColumn(PriceAudience.WHOLESALE, 'wholesalePrice', { vi: 'Giá bán sỉ', en: 'Wholesale price' }, [
    'giá sỉ',
    'giá buôn',
    'giá bán buôn',
    'đơn giá',
    'giá',
    'giá gốc',
    'giá bán',
    'giá nhập',
    'price',
    'unit price',
    'giá đại lý',
    'giá xuất xưởng',
    'thành tiền',
  ]),
  priceColumn(PriceAudience.RETAIL, 'retailPrice', { vi: 'Giá bán lẻ', en: 'Retail price' }, [
    'giá lẻ',
    'giá niêm yết',
    'retail',
    'giá công bố',
  ]),
  priceColumn(PriceAudience.EXPORT, 'exportPrice', { vi: 'Giá xuất khẩu', en: 'Export price' }, ['giá xk']),
  {
    field: 'priceLadder',
    title: { vi: 'Bảng giá', en: 'Price ladder' },
    names: ['bảng giá theo số lượng'],
    note: {
      vi: 'Mỗi dòng: đối tượng | từ số lượng | giá | VAT hoặc chưa VAT | từ ngày.',
      en: 'Each line: audience | from quantity | price | VAT or no VAT | from day.',
    },
    read: (cell, row, given) => {
      given.ladder = readLadder(cell, row);
    },
    write: ({ prices }) => ladderText(prices),
  },
  {
    field: 'priceOnRequest',
    title: { vi: 'Giá theo yêu cầu', en: 'Price on request' },
    names: ['báo giá theo yêu cầu'],
    note: { vi: 'có / không', en: 'có (yes) / không (no)' },
    choices: ['có', 'không'],
    read: (cell, row, { fields }) => {
      fields.priceOnRequest = row.truth(cell) ?? fields.priceOnRequest;
    },
    write: ({ priceOnRequest }) => (priceOnRequest ? 'có' : null),
  },
  {
    field: 'vatIncluded',
    title: { vi: 'Đã gồm VAT', en: 'VAT included' },
    names: ['VAT', 'gồm thuế', 'đã bao gồm VAT', 'thuế GTGT'],
    note: { vi: 'có / không; áp dụng cho các cột giá.', en: 'có (yes) / không (no); for the columns of prices.' },
    choices: ['có', 'không'],
    read: (cell, row, given) => {
      given.vatIncluded = row.truth(cell);
    },
  },
  {
    field: 'priceBasis',
    title: { vi: 'Điều kiện giá', en: 'Price basis' },
    names: ['incoterms', 'điều kiện giao hàng'],
    note: { vi: 'EXW hoặc FOB.', en: 'EXW or FOB.' },
    choices: firstWords(PRICE_BASIS_WORDS),
    read: (cell, row, { fields }) => {
      const text = row.text(cell);
      if (text !== undefined) fields.priceBasis = row.choice(text, PRICE_BASIS_WORDS);
    },
    write: ({ priceBasis }) => wordOf(PRICE_BASIS_WORDS, priceBasis),
  },
  {
    field: 'minimumOrderQuantity',
    title: { vi: 'Đặt hàng tối thiểu', en: 'Minimum order quantity' },
    names: ['MOQ', 'số lượng tối thiểu', 'đơn tối thiểu', 'số lượng đặt tối thiểu'],
    note: { vi: 'Số lượng, theo đơn vị tính.', en: 'Quantity, in the unit.' },
    read: (cell, row, { fields }) => {
      fields.minimumOrderQuantity = row.number(cell);
    },
    write: ({ minimumOrderQuantity }) => minimumOrderQuantity,
  },
  wholeColumn(
    'leadTimeDays',
    { vi: 'Thời gian giao hàng (ngày)', en: 'Lead time (days)' },
    ['thời gian giao hàng', 'lead time', 'giao hàng'],
    {
      vi: 'Số ngày từ khi đặt đến khi giao.',
      en: 'Days from order to dispatch.',
    },
  ),
  wholeColumn(
    'shelfLifeDays',
    { vi: 'Hạn sử dụng (ngày)', en: 'Shelf life (days)' },
    ['hạn sử dụng', 'HSD', 'shelf life', 'thời hạn sử dụng'],
    {
      vi: 'Số ngày, hoặc "12 tháng".',
      en: 'Days, or "12 tháng" (months).',
    },
  ),
  {
    field: 'storage',
    title: { vi: 'Bảo quản', en: 'Storage' },
    names: ['điều kiện bảo quản', 'cách bảo quản', 'nhiệt độ bảo quản'],
    note: { vi: 'Một trong các điều kiện trong danh sách.', en: 'One of the conditions of the list.' },
    choices: firstWords(STORAGE_WORDS),
    read: (cell, row, { fields }) => {
      const text = row.text(cell);
      if (text !== undefined) fields.storage = row.choice(text, STORAGE_WORDS);
    },
    write: ({ storage }) => wordOf(STORAGE_WORDS, storage),
  },
  {
    field: 'ingredients',
    title: { vi: 'Thành phần', en: 'Ingredients' },
    names: ['thành phần nguyên liệu', 'nguyên liệu', 'ingredient'],
    note: { vi: 'Cách nhau bằng dấu chấm phẩy.', en: 'Separated by semicolons.' },
    read: (cell, row, { fields }) => {
      fields.ingredients = row.list(cell);
    },
    write: ({ ingredients }) => (ingredients.length > 0 ? ingredients.join('; ') : null),
  },
  textColumn('originPlace', { vi: 'Nơi sản xuất', en: 'Place of origin' }, ['xuất xứ', 'nguồn gốc', 'origin'], {
    vi: 'Như ghi trên nhãn.',
    en: 'As on the label.',
  }),
  textColumn('rawMaterialArea', { vi: 'Vùng nguyên liệu', en: 'Raw material area' }, ['nguồn nguyên liệu'], {
    vi: 'Nơi trồng, nuôi hoặc đánh bắt.',
    en: 'Where it grows or is caught.',
  }),
  textColumn(
    'traceabilityUrl',
    { vi: 'Liên kết truy xuất', en: 'Traceability link' },
    ['truy xuất nguồn gốc', 'link truy xuất'],
    {
      vi: 'Địa chỉ http hoặc https.',
      en: 'An http or https address.',
    },
  ),
  textColumn('hsCode', { vi: 'Mã HS', en: 'HS code' }, ['HS', 'mã số HS', 'hscode'], {
    vi: '6 hoặc 8 chữ số.',
    en: '6 or 8 digits.',
  }),
  textColumn(
    'descriptionVi',
    { vi: 'Mô tả', en: 'Description' },
    ['mô tả sản phẩm', 'giới thiệu', 'mô tả tiếng Việt'],
    {
      vi: 'Tối đa 5.000 ký tự.',
      en: 'At most 5,000 characters.',
    },
  ),
  textColumn('descriptionEn', { vi: 'Mô tả tiếng Anh', en: 'English description' }, ['description (English)'], {
    vi: 'Tối đa 5.000 ký tự.',
    en: 'At most 5,000 characters.',
  }),
  {
    field: 'images',
    title: { vi: 'Hình ảnh', en: 'Images' },
    names: ['ảnh', 'link ảnh', 'hình', 'image', 'photo', 'ảnh sản phẩm'],
    note: { vi: 'Địa chỉ ảnh, mỗi dòng một ảnh.', en: 'Addresses of images, one a line.' },
    read: (cell, row, given) => {
      given.images = readImages(cell, row);
    },
    write: ({ images }) => imageText(images),
  },
  {
    field: 'capacities',
    title: { vi: 'Năng lực cung cấp tháng', en: 'Monthly capacity' },
    names: ['năng lực sản xuất', 'sản lượng tháng', 'sản lượng/tháng', 'công suất', 'capacity', 'khả năng cung ứng'],
    note: {
      vi: 'Một số cho mọi tháng, hoặc mỗi dòng "tháng: số lượng".',
      en: 'One number for all months, or "month: quantity" line by line.',
    },
    read: (cell, row, given) => {
      given.capacities = readCapacities(cell, row);
    },
    write: ({ capacities }) => capacityText(capacities),
  },
  {
    field: 'attributes',
    title: { vi: 'Thuộc tính', en: 'Attributes' },
    names: ['thuộc tính riêng', 'đặc tính'],
    note: { vi: 'Mỗi dòng "mã thuộc tính: giá trị".', en: '"Code of the attribute: value" line by line.' },
    read: (cell, row, given) => {
      given.attributes = readAttributes(cell, row);
    },
    write: ({ attributes }) => attributeText(attributes),
  },
  {
    field: 'components',
    title: { vi: 'Sản phẩm trong bộ', en: 'Products of the set' },
    names: ['thành phần bộ', 'bộ gồm'],
    note: { vi: 'Mỗi dòng "mã sản phẩm: số lượng".', en: '"Product code: quantity" line by line.' },
    read: (cell, row, given) => {
      given.components = readComponents(cell, row);
    },
    write: ({ components }) => componentText(components),
  },
  makerColumn(
    'name',
    { vi: 'Cơ sở sản xuất', en: 'Facility' },
    [
      'nhà sản xuất',
      'tên cơ sở',
      'nhà cung cấp',
      'chủ thể',
      'đơn vị sản xuất',
      'producer',
      'manufacturer',
      'supplier',
      'NCC',
      'NSX',
      'hộ sản xuất',
    ],
    {
      vi: 'Tên của cơ sở; bỏ trống nếu cả tệp là của một cơ sở.',
      en: 'Name of the facility; empty where the whole file is of one.',
    },
  ),
  makerColumn(
    'taxCode',
    { vi: 'Mã số thuế cơ sở', en: 'Tax code of the facility' },
    ['MST', 'mã số thuế', 'tax code', 'mst cơ sở'],
    {
      vi: '10, 12 hoặc 13 chữ số.',
      en: '10, 12 or 13 digits.',
    },
  ),
  makerColumn(
    'place',
    { vi: 'Địa bàn cơ sở', en: 'Place of the facility' },
    ['địa bàn', 'xã phường', 'tỉnh', 'tỉnh thành', 'địa phương', 'province', 'place'],
    {
      vi: 'Xã/phường, tỉnh/thành phố.',
      en: 'Commune or ward, and province.',
    },
  ),
  makerColumn(
    'address',
    { vi: 'Địa chỉ cơ sở', en: 'Address of the facility' },
    ['địa chỉ', 'address', 'địa chỉ sản xuất'],
    {
      vi: 'Số nhà, đường, thôn, ấp.',
      en: 'House, street or hamlet.',
    },
  ),
  makerColumn(
    'phone',
    { vi: 'Điện thoại cơ sở', en: 'Telephone of the facility' },
    ['điện thoại', 'SĐT', 'số điện thoại', 'phone', 'tel', 'hotline', 'ĐT'],
    {
      vi: 'Số Việt Nam, hoặc bắt đầu bằng +.',
      en: 'A Vietnamese number, or one that begins with +.',
    },
  ),
];

const NO_UNIT: Text = {
  vi: 'Thiếu đơn vị: hãy viết như "500 ml".',
  en: 'The unit is missing: write it as in "500 ml".',
};

/** What a unit holds: of “hộp 500 g” the 500 g, of “thùng 24 chai x 500 ml” the 500 ml. */
const innermost = (quantity: Quantity | undefined): Quantity | undefined =>
  quantity?.contains ? innermost(quantity.contains) : quantity;

/** The code of a packaging by its code or one of its names. */
function readPackaging(text: string, row: RowReader): string | undefined {
  const parsed = parsePackaging(text);
  if (parsed.ok) return parsed.value.code;
  const names = Object.fromEntries(
    Array.from(PACKAGING, ([code, { name }]) => [code, [name.vi, ...name.vi.split(', '), name.en]]),
  );
  return row.choice(text, names, QuestionKind.PACKAGING);
}
