import { listText } from '../../platform/cells/lists.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import { PACKAGING, parsePackaging } from '../../platform/standards/packaging.ts';
import { ALL_UNITS, unitOf } from '../../platform/standards/units.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { WrittenCell } from '../../platform/tables/table-writer.ts';
import type { GivenFields } from '../../products/product-checks.ts';
import { readCounted } from './counted-cells.ts';
import { demoColumn } from './demo-column.ts';
import type { ProductColumn } from './given-product.ts';
import type { Words } from './likely-words.ts';
import { readContent } from './net-content.ts';
import { readAttributes, readCapacities, readComponents, readImages } from './part-cells.ts';
import { attributeText, capacityText, componentText, imageText, measuredText } from './part-texts.ts';
import { MAKER_COLUMNS } from './product-maker-columns.ts';
import { PRICE_COLUMNS } from './product-price-columns.ts';
import { QuestionKind } from './question.ts';
import type { RowReader } from './row-reader.ts';
import { readShelfLife } from './shelf-life.ts';
import type { StoredProduct } from './stored-product.ts';
import { firstWords, STORAGE_WORDS, wordOf } from './words.ts';

type TextField = {
  [Name in keyof GivenFields]-?: GivenFields[Name] extends string | URL | null | undefined ? Name : never;
}[keyof GivenFields];

/** A column whose cells are taken as they are; the checks of products say what may stand in them. */
const textColumn = (
  field: TextField & keyof StoredProduct,
  title: Text,
  names: readonly string[],
  note: Text,
  textOf = (cell: CellValue, row: RowReader) => row.text(cell),
): ProductColumn => ({
  field,
  title,
  names,
  note,
  read: (cell, row, { fields }) => {
    Object.assign(fields, { [field]: textOf(cell, row) });
  },
  write: (stored) => stored[field] as WrittenCell,
});

/** The same of codes in digits, of which a cell may say that there is none. */
const digitsColumn: typeof textColumn = (field, title, names, note) =>
  textColumn(field, title, names, note, (cell, row) => row.valueText(cell));

/** The columns of products, in the order in which they are written. */
export const PRODUCT_COLUMNS: readonly ProductColumn[] = [
  textColumn(
    'externalId',
    { vi: 'Mã sản phẩm', en: 'Product code' },
    ['mã hàng', 'mã SP', 'mã hàng hoá', 'mã', 'mã số', 'SKU', 'code', 'item code', 'product id', 'ma vt', 'mã vật tư'],
    {
      vi: 'Mã của cơ sở; cùng mã là cùng sản phẩm.',
      en: 'The code at the facility: the same code is the same product.',
    },
  ),
  digitsColumn(
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
    read: (cell, row, given) => {
      given.unitSaid = row.text(cell);
      if (given.unitSaid !== undefined) given.fields.unit = row.unit(given.unitSaid);
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
    read: readContent,
    write: ({ netContent, netContentUnit }) =>
      netContent === null ? null : measuredText({ value: netContent, unit: netContentUnit! }),
  },
  ...PRICE_COLUMNS,
  {
    field: 'minimumOrderQuantity',
    title: { vi: 'Đặt hàng tối thiểu', en: 'Minimum order quantity' },
    names: ['MOQ', 'số lượng tối thiểu', 'đơn tối thiểu', 'số lượng đặt tối thiểu'],
    note: { vi: 'Số lượng, theo đơn vị tính: 10, 10 thùng.', en: 'Quantity, in the unit: 10, 10 thùng.' },
    read: (cell, row, given) => {
      const counted = readCounted(cell, row);
      given.fields.minimumOrderQuantity = counted?.value;
      if (counted?.unit) given.units.push({ field: row.field, text: counted.unit, isPrice: false });
    },
    write: ({ minimumOrderQuantity }) => minimumOrderQuantity,
  },
  {
    field: 'leadTimeDays',
    title: { vi: 'Thời gian giao hàng (ngày)', en: 'Lead time (days)' },
    names: ['thời gian giao hàng', 'lead time', 'giao hàng'],
    note: { vi: 'Số ngày từ khi đặt đến khi giao.', en: 'Days from order to dispatch.' },
    read: (cell, row, { fields }) => {
      fields.leadTimeDays = row.days(cell, undefined, 'LONGER');
    },
    write: ({ leadTimeDays }) => leadTimeDays,
  },
  {
    field: 'shelfLifeDays',
    title: { vi: 'Hạn sử dụng (ngày)', en: 'Shelf life (days)' },
    names: ['hạn sử dụng', 'hạn dùng', 'HSD', 'shelf life', 'thời hạn sử dụng'],
    note: { vi: 'Số ngày, hoặc "12 tháng".', en: 'Days, or "12 tháng" (months).' },
    read: (cell, row, { fields }) => {
      fields.shelfLifeDays = readShelfLife(cell, row);
    },
    write: ({ shelfLifeDays }) => shelfLifeDays,
  },
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
    note: {
      vi: 'Cách nhau bằng dấu chấm phẩy; dấu ; | \\ trong tên một thành phần thì viết thêm \\ ở trước.',
      en: 'Separated by semicolons; a ; | or \\ within one of them has a \\ before it.',
    },
    read: (cell, row, { fields }) => {
      fields.ingredients = row.list(cell);
    },
    write: ({ ingredients }) => listText(ingredients),
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
  digitsColumn('hsCode', { vi: 'Mã HS', en: 'HS code' }, ['HS', 'mã số HS', 'hscode'], {
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
    names: ['ảnh', 'link ảnh', 'hình', 'image', 'photo', 'ảnh sản phẩm', 'ảnh minh hoạ', 'hình minh hoạ'],
    note: {
      vi: 'Mỗi dòng một ảnh: địa chỉ, hoặc "địa chỉ | mô tả | mô tả tiếng Anh"; dấu | \\ trong mô tả thì viết thêm \\ ở trước.',
      en: 'One image a line: its address, or "address | what it shows in Vietnamese | in English"; a | or \\ within words has a \\ before it.',
    },
    read: (cell, row, given) => {
      given.images = readImages(cell, row);
    },
    write: ({ images }) => imageText(images),
  },
  {
    field: 'capacities',
    title: { vi: 'Năng lực cung cấp tháng', en: 'Monthly capacity' },
    names: [
      'năng lực sản xuất',
      'năng lực cung ứng',
      'khả năng cung ứng',
      'sản lượng',
      'sản lượng tháng',
      'sản lượng/tháng',
      'sản lượng năm',
      'công suất',
      'capacity',
    ],
    note: {
      vi: 'Một số cho mọi tháng (500, 2 tấn/tháng), hoặc mỗi dòng "tháng: số lượng".',
      en: 'One number for all months (500, 2 tấn/tháng), or "month: quantity" line by line.',
    },
    read: (cell, row, given) => {
      given.capacities = readCapacities(cell, row, given.units);
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
    note: {
      vi: 'Mỗi dòng "mã sản phẩm: số lượng"; sản phẩm không có mã hoặc của cơ sở khác thì ghi mã vạch hoặc mã prd_….',
      en: '"Product code: quantity" line by line; a product without a code, or of another facility, by its GTIN or its id prd_….',
    },
    read: (cell, row, given) => {
      given.components = readComponents(cell, row);
    },
    write: ({ components }) => componentText(components),
  },
  ...MAKER_COLUMNS,
  demoColumn(),
];

/** The code of a packaging by its code or one of its names. */
function readPackaging(text: string, row: RowReader): string | undefined {
  const parsed = parsePackaging(text);
  if (parsed.ok) return parsed.value.code;
  return row.choice(text, PACKAGING_WORDS, QuestionKind.PACKAGING);
}

/** Words for the kinds of packaging, by their codes. */
export const PACKAGING_WORDS: Words<string> = Object.fromEntries(
  Array.from(PACKAGING, ([code, { name }]) => [code, [name.vi, ...name.vi.split(', '), name.en]]),
);
