import { CertificateKind } from '../../certificates/certificate.entity.ts';
import type { CertificateFields } from '../../certificates/certificate-fields.ts';
import type { Span } from '../../platform/cells/durations.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import { readKind, starsOf, tellsOfStars } from './certificate-kinds.ts';
import type { TransferColumn } from './column.ts';
import { demoColumn } from './demo-column.ts';
import { readSaid, taxCodeIn } from './facility-cells.ts';
import { readEnd, readStart } from './validity.ts';
import { CERTIFICATE_KIND_WORDS, firstWords, wordOf } from './words.ts';

/** What a row says of the product that holds a certificate. */
export interface GivenHolder {
  externalId?: string;
  gtin?: string;
  name?: string;
}

/** What is read of a row of certificates. A product holds it where one is named, else the facility. */
export interface GivenCertificate {
  readonly fields: CertificateFields;
  readonly product: GivenHolder;
  readonly facility: { name?: string; taxCode?: string; place?: string };
  /** How long it holds, where that is said instead of its last day. */
  lasts?: ReadonlyMap<Span, number>;
  demo?: boolean;
}

/** A certificate as it leaves the catalogue. */
export interface StoredCertificate {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly stars: number | null;
  readonly number: string | null;
  readonly issuer: string | null;
  /** First day on which it holds, in Viet Nam. */
  readonly validFrom: string | null;
  /** Last day on which it holds, in Viet Nam. */
  readonly validTo: string | null;
  readonly evidenceUrl: string | null;
  /** The product that holds it; null where a facility does. */
  readonly product: {
    readonly id: string;
    readonly externalId: string | null;
    readonly gtin: string | null;
    readonly name: string;
  } | null;
  /** The facility that holds it, or makes the product that does. */
  readonly facility: {
    readonly id: string;
    readonly name: string;
    readonly taxCode: string | null;
    /** Its unit with the path above it, in words. */
    readonly place: string | null;
  };
  readonly demo: boolean;
}

/** What holds where a row says nothing: a kind, if one was chosen for the file. */
export const blankCertificate = (kind?: CertificateKind): GivenCertificate => ({
  fields: kind ? { kind } : {},
  product: {},
  facility: {},
});

type Column = TransferColumn<GivenCertificate, StoredCertificate>;

const textColumn = (
  field: 'number' | 'issuer' | 'evidenceUrl',
  title: Text,
  names: readonly string[],
  note: Text,
): Column => ({
  field,
  title,
  names,
  note,
  read: (cell, _, { fields }) => {
    fields[field] = readSaid(cell);
  },
  write: (stored) => stored[field],
});

const dayColumn = (
  field: 'validFrom' | 'validTo',
  read: Column['read'],
  title: Text,
  names: readonly string[],
  note: Text,
): Column => ({
  field,
  title,
  names,
  note,
  read,
  write: (stored) => {
    const day = stored[field];
    return day === null ? null : { day };
  },
});

const productColumn = (field: keyof GivenHolder, title: Text, names: readonly string[], note: Text): Column => ({
  field: `product.${field}`,
  title,
  names,
  note,
  read: (cell, _, { product }) => {
    product[field] = readSaid(cell);
  },
  write: ({ product }) => product?.[field] ?? null,
});

const facilityColumn = (
  field: keyof GivenCertificate['facility'],
  title: Text,
  names: readonly string[],
  note: Text,
): Column => ({
  field: `facility.${field}`,
  title,
  names,
  note,
  read: (cell, _, { facility }) => {
    const text = readSaid(cell);
    facility[field] = text !== undefined && field === 'taxCode' ? taxCodeIn(text) : text;
  },
  write: ({ facility }) => facility[field],
});

/** The columns of certificates, in the order in which they are written. */
export const CERTIFICATE_COLUMNS: readonly Column[] = [
  {
    field: 'kind',
    title: { vi: 'Loại giấy chứng nhận', en: 'Kind of certificate' },
    names: [
      'loại',
      'loại chứng nhận',
      'tên giấy chứng nhận',
      'giấy chứng nhận',
      'chứng nhận',
      'tiêu chuẩn',
      'certificate',
      'kind',
    ],
    note: { vi: 'Bắt buộc; một trong các loại trong danh sách.', en: 'Needed; one of the kinds of the list.' },
    choices: firstWords(CERTIFICATE_KIND_WORDS),
    read: (cell, row, { fields }) => {
      const { kind, stars } = readKind(cell, row);
      fields.kind = kind;
      if (stars !== undefined) fields.stars ??= stars;
    },
    write: ({ kind }) => wordOf(CERTIFICATE_KIND_WORDS, kind),
  },
  {
    field: 'stars',
    title: { vi: 'Số sao', en: 'Stars' },
    names: [
      ...['sao', 'hạng sao', 'hạng', 'xếp hạng', 'phân hạng', 'rating'],
      ...['OCOP', 'số sao OCOP', 'hạng OCOP', 'hạng sao OCOP'],
    ],
    note: { vi: 'Chỉ OCOP: 3 đến 5.', en: 'OCOP only: 3 to 5.' },
    choices: ['3', '4', '5'],
    read: (cell, row, { fields }) => {
      const text = row.text(cell) ?? '';
      const stars = starsOf(text);
      if (stars === undefined && readSaid(cell) !== undefined) row.refuse(BAD_STARS);
      if (stars === undefined) return;
      fields.stars = stars;
      if (tellsOfStars(`${row.header} ${text}`)) fields.kind ??= CertificateKind.OCOP;
    },
    write: ({ stars }) => stars,
  },
  textColumn(
    'number',
    { vi: 'Số giấy chứng nhận', en: 'Certificate number' },
    [
      'số',
      'số GCN',
      'số hiệu',
      'số chứng nhận',
      'mã chứng nhận',
      'mã số chứng nhận',
      'số quyết định',
      'số QĐ',
      'number',
      'no',
    ],
    { vi: 'Số in trên giấy; cùng số là cùng giấy.', en: 'As printed on it: the same number is the same certificate.' },
  ),
  textColumn(
    'issuer',
    { vi: 'Cơ quan cấp', en: 'Issuer' },
    ['nơi cấp', 'đơn vị cấp', 'tổ chức cấp', 'tổ chức chứng nhận', 'cơ quan chứng nhận', 'issued by'],
    { vi: 'Tối đa 200 ký tự.', en: 'At most 200 characters.' },
  ),
  dayColumn(
    'validFrom',
    readStart,
    { vi: 'Hiệu lực từ', en: 'Valid from' },
    ['ngày cấp', 'ngày hiệu lực', 'có hiệu lực từ', 'từ ngày', 'issued on'],
    {
      vi: 'Ngày đầu tiên có hiệu lực, ví dụ 31/12/2026.',
      en: 'First day on which it holds, such as 31/12/2026.',
    },
  ),
  dayColumn(
    'validTo',
    readEnd,
    { vi: 'Hiệu lực đến', en: 'Valid to' },
    ['ngày hết hạn', 'hết hạn', 'có hiệu lực đến', 'đến ngày', 'thời hạn', 'valid until', 'expires on', 'expiry date'],
    {
      vi: 'Ngày cuối cùng có hiệu lực, như ghi trên giấy; hoặc thời hạn (36 tháng), hoặc "không thời hạn".',
      en: 'Last day on which it holds, as printed; or how long (36 tháng), or that there is none (không thời hạn).',
    },
  ),
  textColumn(
    'evidenceUrl',
    { vi: 'Liên kết bản sao', en: 'Link to a copy' },
    ['bản sao', 'bản scan', 'đường dẫn', 'link', 'evidence'],
    {
      vi: 'Địa chỉ http hoặc https.',
      en: 'An http or https address.',
    },
  ),
  productColumn('externalId', { vi: 'Mã sản phẩm', en: 'Product code' }, ['mã hàng', 'mã SP', 'SKU', 'product id'], {
    vi: 'Mã của cơ sở; bỏ trống nếu cơ sở được chứng nhận.',
    en: 'The code at the facility; empty where the facility holds it.',
  }),
  productColumn('gtin', { vi: 'Mã vạch (GTIN)', en: 'GTIN' }, ['mã vạch', 'barcode', 'EAN', 'mã số mã vạch'], {
    vi: 'Mã vạch của sản phẩm.',
    en: 'Of the product.',
  }),
  productColumn('name', { vi: 'Tên sản phẩm', en: 'Product name' }, ['sản phẩm', 'tên hàng', 'tên SP', 'product'], {
    vi: 'Nếu sản phẩm không có mã.',
    en: 'Where the product has no code.',
  }),
  facilityColumn(
    'name',
    { vi: 'Cơ sở', en: 'Facility' },
    ['tên cơ sở', 'chủ thể', 'tên chủ thể', 'nhà sản xuất', 'đơn vị', 'cơ sở sản xuất', 'tên doanh nghiệp', 'holder'],
    { vi: 'Cơ sở được chứng nhận, hoặc làm ra sản phẩm.', en: 'Who holds it, or makes the product.' },
  ),
  facilityColumn(
    'taxCode',
    { vi: 'Mã số thuế cơ sở', en: 'Tax code of the facility' },
    ['MST', 'mã số thuế', 'tax code'],
    {
      vi: '10, 12 hoặc 13 chữ số.',
      en: '10, 12 or 13 digits.',
    },
  ),
  facilityColumn(
    'place',
    { vi: 'Địa bàn cơ sở', en: 'Place of the facility' },
    ['địa bàn', 'xã phường', 'tỉnh', 'địa phương', 'địa chỉ'],
    {
      vi: 'Để phân biệt các cơ sở trùng tên.',
      en: 'Tells facilities of one name apart.',
    },
  ),
  demoColumn(),
];

const BAD_STARS: Text = { vi: 'Số sao là 3, 4 hoặc 5.', en: 'Stars are 3, 4 or 5.' };
