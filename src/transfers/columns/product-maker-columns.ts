import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { readPhone } from './facility-cells.ts';
import type { GivenMaker, ProductColumn } from './given-product.ts';
import type { RowReader } from './row-reader.ts';

const makerColumn = (
  field: keyof GivenMaker,
  title: Text,
  names: readonly string[],
  note: Text,
  read = (cell: CellValue, row: RowReader) => row.text(cell),
): ProductColumn => ({
  field: `facility.${field}`,
  title,
  names,
  note,
  read: (cell, row, { maker }) => {
    maker[field] = read(cell, row);
  },
  write: ({ facility }) => facility[field],
});

/** The columns that say which facility makes a product. */
export const MAKER_COLUMNS: readonly ProductColumn[] = [
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
      vi: 'Số nhà, đường, thôn, ấp; chỉ dùng khi tạo cơ sở mới.',
      en: 'House, street or hamlet; only for a facility that is new.',
    },
  ),
  makerColumn(
    'phone',
    { vi: 'Điện thoại cơ sở', en: 'Telephone of the facility' },
    ['điện thoại', 'SĐT', 'số điện thoại', 'phone', 'tel', 'hotline', 'ĐT'],
    {
      vi: 'Số Việt Nam, hoặc bắt đầu bằng +; chỉ dùng khi tạo cơ sở mới.',
      en: 'A Vietnamese number, or one that begins with +; only for a facility that is new.',
    },
    readPhone,
  ),
];
