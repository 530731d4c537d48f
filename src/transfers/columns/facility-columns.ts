import type { FacilityNeed, LegalForm, VsicVersion } from '../../facilities/facility.entity.ts';
import type { GivenFields } from '../../facilities/facility-fields.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import { unitOf } from '../../platform/standards/units.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { TransferColumn } from './column.ts';
import { readMonthly } from './counted-cells.ts';
import { demoColumn } from './demo-column.ts';
import {
  readDegrees,
  readNeeds,
  readPhone,
  readPoint,
  readSaid,
  readWorkers,
  readYear,
  taxCodeIn,
  vsicCodeIn,
  websiteIn,
} from './facility-cells.ts';
import type { GivenPlace } from './place-cells.ts';
import type { RowReader } from './row-reader.ts';
import { firstWords, LEGAL_FORM_WORDS, NEED_WORDS, VSIC_VERSION_WORDS, wordOf } from './words.ts';

/** What is read of a row of facilities. */
export interface GivenFacility {
  readonly fields: GivenFields;
  /** Where it lies, in words. */
  readonly place: GivenPlace;
  /** Degrees north and east. */
  latitude?: number;
  longitude?: number;
  demo?: boolean;
}

/** A facility as it leaves the catalogue. */
export interface StoredFacility {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly legalForm: LegalForm | null;
  readonly taxCode: string | null;
  readonly vsicCode: string | null;
  readonly vsicVersion: VsicVersion | null;
  /** Its unit with the path above it, in words. */
  readonly place: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly craftVillage: string | null;
  readonly foundedYear: number | null;
  readonly workers: number | null;
  readonly monthlyCapacity: number | null;
  readonly monthlyCapacityUnit: string | null;
  readonly needs: readonly FacilityNeed[];
  readonly demo: boolean;
}

export const blankFacility = (): GivenFacility => ({ fields: {}, place: {} });

type Column = TransferColumn<GivenFacility, StoredFacility>;

type SameName = keyof GivenFields & keyof StoredFacility;

/** A column of one field; `read` says what its cells mean. */
const fieldColumn = <Name extends SameName>(
  field: Name,
  title: Text,
  names: readonly string[],
  note: Text,
  read: (cell: CellValue, row: RowReader) => GivenFields[Name] | undefined = readSaid as never,
): Column => ({
  field,
  title,
  names,
  note,
  read: (cell, row, { fields }) => {
    fields[field] = read(cell, row);
  },
  write: (stored) => stored[field] as string | number | null,
});

/** A text that is mended first. */
const mended =
  (mend: (text: string) => string) =>
  (cell: CellValue): string | undefined => {
    const text = readSaid(cell);
    return text === undefined ? undefined : mend(text);
  };

/** A column of the words that say where a facility lies. */
const placeColumn = (field: keyof GivenPlace, title: Text, names: readonly string[], note: Text): Column => ({
  field,
  title,
  names,
  note,
  read: (cell, _, { place }) => {
    place[field] = readSaid(cell);
  },
});

const degreesColumn = (field: 'latitude' | 'longitude', title: Text, names: readonly string[]): Column => ({
  field,
  title,
  names,
  note: { vi: 'Độ thập phân (WGS 84).', en: 'Decimal degrees (WGS 84).' },
  read: (cell, row, given) => {
    given[field] = readDegrees(cell, row);
  },
  write: (stored) => stored[field],
});

const UP_TO_200: Text = { vi: 'Tối đa 200 ký tự.', en: 'At most 200 characters.' };

const NAMES: readonly Column[] = [
  fieldColumn(
    'name',
    { vi: 'Tên cơ sở', en: 'Facility name' },
    [
      'cơ sở',
      'tên đơn vị',
      'tên doanh nghiệp',
      'tên chủ thể',
      'chủ thể',
      'tên HTX',
      'tên',
      'name',
      'facility',
      'company',
    ],
    { vi: 'Bắt buộc với cơ sở mới; tối đa 200 ký tự.', en: 'Needed of a new facility; at most 200 characters.' },
  ),
  fieldColumn(
    'nameEn',
    { vi: 'Tên tiếng Anh', en: 'English name' },
    ['tên giao dịch', 'name (English)', 'name en'],
    UP_TO_200,
  ),
  {
    ...fieldColumn(
      'legalForm',
      { vi: 'Loại hình', en: 'Legal form' },
      ['loại hình pháp lý', 'loại hình doanh nghiệp', 'hình thức pháp lý', 'loại hình tổ chức', 'loại hình cơ sở'],
      { vi: 'Một trong các loại hình trong danh sách.', en: 'One of the forms of the list.' },
      (cell, row) => row.choice(row.text(cell) ?? '', LEGAL_FORM_WORDS),
    ),
    choices: firstWords(LEGAL_FORM_WORDS),
    write: ({ legalForm }) => wordOf(LEGAL_FORM_WORDS, legalForm),
  },
  fieldColumn(
    'taxCode',
    { vi: 'Mã số thuế', en: 'Tax code' },
    ['MST', 'mã số doanh nghiệp', 'MSDN', 'mã số thuế/MSDN', 'số đăng ký kinh doanh', 'tax number', 'VAT number'],
    {
      vi: '10, 12 hoặc 13 chữ số; cùng mã là cùng cơ sở.',
      en: '10, 12 or 13 digits: the same code is the same facility.',
    },
    mended(taxCodeIn),
  ),
  fieldColumn(
    'vsicCode',
    { vi: 'Mã ngành (VSIC)', en: 'VSIC code' },
    ['mã ngành', 'VSIC', 'mã ngành nghề', 'mã ngành kinh tế'],
    { vi: 'Mã ngành cấp 4: bốn chữ số.', en: 'Code of level 4: four digits.' },
    mended(vsicCodeIn),
  ),
  {
    ...fieldColumn(
      'vsicVersion',
      { vi: 'Phiên bản mã ngành', en: 'VSIC edition' },
      ['phiên bản VSIC', 'VSIC version', 'hệ thống ngành'],
      { vi: 'VSIC 2018 hoặc VSIC 2025.', en: 'VSIC 2018 or VSIC 2025.' },
      (cell, row) => row.choice(row.text(cell) ?? '', VSIC_VERSION_WORDS),
    ),
    choices: firstWords(VSIC_VERSION_WORDS),
    write: ({ vsicVersion }) => wordOf(VSIC_VERSION_WORDS, vsicVersion),
  },
];

const PLACES: readonly Column[] = [
  {
    ...placeColumn(
      'place',
      { vi: 'Địa bàn', en: 'Place' },
      ['địa phương', 'đơn vị hành chính', 'nơi đặt cơ sở', 'location'],
      {
        vi: 'Xã/phường, tỉnh/thành phố; tên cũ cũng được.',
        en: 'Commune or ward, and province; former names will do.',
      },
    ),
    write: ({ place }) => place,
  },
  placeColumn(
    'province',
    { vi: 'Tỉnh/Thành phố', en: 'Province' },
    ['tỉnh', 'tỉnh thành', 'thành phố', 'tỉnh/TP', 'city'],
    {
      vi: 'Nếu địa bàn ghi ở nhiều cột.',
      en: 'Where the place stands in several columns.',
    },
  ),
  placeColumn(
    'district',
    { vi: 'Quận/Huyện', en: 'District' },
    ['huyện', 'quận', 'quận huyện', 'huyện/thị xã/thành phố'],
    {
      vi: 'Chỉ có trước ngày 01/07/2025.',
      en: 'There were such until 2025-06-30.',
    },
  ),
  placeColumn(
    'commune',
    { vi: 'Xã/Phường', en: 'Commune' },
    ['xã', 'phường', 'xã phường', 'phường xã', 'xã/phường/đặc khu', 'ward'],
    {
      vi: 'Nếu địa bàn ghi ở nhiều cột.',
      en: 'Where the place stands in several columns.',
    },
  ),
  {
    ...placeColumn(
      'address',
      { vi: 'Địa chỉ', en: 'Address' },
      ['địa chỉ cơ sở', 'địa chỉ sản xuất', 'địa chỉ liên hệ', 'trụ sở'],
      {
        vi: 'Số nhà, đường, thôn, ấp.',
        en: 'House, street or hamlet.',
      },
    ),
    write: ({ address }) => address,
  },
  degreesColumn('latitude', { vi: 'Vĩ độ', en: 'Latitude' }, ['lat', 'vĩ tuyến']),
  degreesColumn('longitude', { vi: 'Kinh độ', en: 'Longitude' }, ['lng', 'long', 'lon', 'kinh tuyến']),
  {
    field: 'location',
    title: { vi: 'Toạ độ', en: 'Coordinates' },
    names: ['toạ độ GPS', 'GPS', 'vị trí bản đồ'],
    note: { vi: 'Vĩ độ, kinh độ; thay cho hai cột trên.', en: 'Latitude, longitude; instead of the two columns.' },
    read: (cell, row, given) => {
      [given.latitude, given.longitude] = readPoint(cell, row) ?? [];
    },
  },
];

const CONTACTS: readonly Column[] = [
  fieldColumn(
    'contactName',
    { vi: 'Người liên hệ', en: 'Contact' },
    ['người đại diện', 'đại diện', 'chủ cơ sở', 'họ tên chủ cơ sở', 'giám đốc', 'contact person', 'contact name'],
    { vi: 'Họ và tên; tối đa 100 ký tự.', en: 'Name; at most 100 characters.' },
  ),
  fieldColumn(
    'phone',
    { vi: 'Điện thoại', en: 'Telephone' },
    ['SĐT', 'số điện thoại', 'ĐT', 'di động', 'điện thoại liên hệ', 'phone', 'tel', 'mobile', 'hotline'],
    { vi: 'Số Việt Nam, hoặc bắt đầu bằng +.', en: 'A Vietnamese number, or one that begins with +.' },
    readPhone,
  ),
  fieldColumn('email', { vi: 'Email', en: 'Email' }, ['thư điện tử', 'e-mail', 'địa chỉ email', 'mail'], {
    vi: 'Địa chỉ thư điện tử.',
    en: 'Email address.',
  }),
  fieldColumn(
    'website',
    { vi: 'Trang web', en: 'Website' },
    ['web', 'địa chỉ web', 'trang thông tin', 'url'],
    { vi: 'Địa chỉ https.', en: 'An https address.' },
    mended(websiteIn),
  ),
];

const WORK: readonly Column[] = [
  fieldColumn('craftVillage', { vi: 'Làng nghề', en: 'Craft village' }, ['tên làng nghề', 'thuộc làng nghề'], {
    vi: 'Tên làng nghề được công nhận.',
    en: 'Name of the recognised craft village.',
  }),
  fieldColumn(
    'foundedYear',
    { vi: 'Năm thành lập', en: 'Year founded' },
    ['thành lập', 'ngày thành lập', 'năm bắt đầu hoạt động', 'founded'],
    { vi: 'Bốn chữ số.', en: 'Four digits.' },
    readYear,
  ),
  fieldColumn(
    'workers',
    { vi: 'Số lao động', en: 'Workers' },
    ['lao động', 'số công nhân', 'tổng số lao động', 'nhân sự', 'employees'],
    { vi: 'Số lao động thường xuyên.', en: 'Number of regular workers.' },
    readWorkers,
  ),
  {
    field: 'monthlyCapacity',
    title: { vi: 'Sản lượng tháng', en: 'Monthly capacity' },
    names: [
      'công suất',
      'công suất tháng',
      'năng lực sản xuất',
      'sản lượng',
      'sản lượng/tháng',
      'sản lượng năm',
      'capacity',
    ],
    note: { vi: 'Ví dụ 500 kg, 5 tấn/tháng.', en: 'Such as 500 kg, 5 tấn/tháng.' },
    read: (cell, row, { fields }) => {
      const monthly = readMonthly(cell, row);
      fields.monthlyCapacity = monthly?.value;
      if (monthly?.unit) fields.monthlyCapacityUnit = row.unit(monthly.unit);
    },
    write: ({ monthlyCapacity }) => monthlyCapacity,
  },
  {
    ...fieldColumn(
      'monthlyCapacityUnit',
      { vi: 'Đơn vị sản lượng', en: 'Unit of capacity' },
      ['ĐVT', 'đơn vị tính', 'đơn vị tính sản lượng', 'unit'],
      {
        vi: 'kg, tấn, lít …; nếu cột sản lượng chỉ ghi số.',
        en: 'kg, tấn, lít …; where the capacity is a bare number.',
      },
      (cell, row) => row.unit(row.text(cell) ?? ''),
    ),
    write: ({ monthlyCapacityUnit: unit }) => (unit === null ? null : (unitOf(unit)?.name.vi ?? unit)),
  },
  {
    ...fieldColumn(
      'needs',
      { vi: 'Nhu cầu hỗ trợ', en: 'Needs' },
      ['nhu cầu', 'cần hỗ trợ', 'đề xuất hỗ trợ', 'hỗ trợ'],
      {
        vi: `Cách nhau bằng dấu chấm phẩy: ${firstWords(NEED_WORDS).join('; ')}.`,
        en: `Separated by semicolons: ${firstWords(NEED_WORDS).join('; ')}.`,
      },
      readNeeds,
    ),
    write: ({ needs }) => (needs.length > 0 ? needs.map((need) => wordOf(NEED_WORDS, need)).join('; ') : null),
  },
];

/** The columns of facilities, in the order in which they are written. */
export const FACILITY_COLUMNS: readonly Column[] = [...NAMES, ...PLACES, ...CONTACTS, ...WORK, demoColumn()];
