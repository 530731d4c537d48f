import { CertificateKind } from '../../certificates/certificate.entity.ts';
import { FacilityNeed, LegalForm, VsicVersion } from '../../facilities/facility.entity.ts';
import { PriceAudience } from '../../products/product-parts.entity.ts';
import { PriceBasis, Storage } from '../../products/product-terms.ts';
import type { Words } from './likely-words.ts';

/** Words for the values of enums, the most usual first: templates offer these, and imports take all of them. */
export const STORAGE_WORDS: Words<Storage> = {
  [Storage.AMBIENT]: ['Nhiệt độ thường', 'khô ráo thoáng mát', 'nơi khô ráo', 'nhiệt độ phòng', 'thường'],
  [Storage.COOL]: ['Mát', '8-15 độ', 'nơi mát'],
  [Storage.CHILLED]: ['Lạnh', 'ngăn mát', 'tủ mát', '0-8 độ', 'mát lạnh'],
  [Storage.FROZEN]: ['Đông lạnh', 'ngăn đá', 'cấp đông', '-18 độ', 'âm 18 độ', 'lạnh sâu'],
};

export const PRICE_BASIS_WORDS: Words<PriceBasis> = {
  [PriceBasis.EXW]: ['EXW', 'tại xưởng', 'giá tại xưởng'],
  [PriceBasis.FOB]: ['FOB', 'giá FOB', 'tại cảng'],
};

export const AUDIENCE_WORDS: Words<PriceAudience> = {
  [PriceAudience.RETAIL]: ['Lẻ', 'bán lẻ', 'retail'],
  [PriceAudience.WHOLESALE]: ['Sỉ', 'bán sỉ', 'bán buôn', 'buôn', 'wholesale'],
  [PriceAudience.EXPORT]: ['Xuất khẩu', 'export'],
};

export const LEGAL_FORM_WORDS: Words<LegalForm> = {
  [LegalForm.HOUSEHOLD_BUSINESS]: ['Hộ kinh doanh', 'HKD', 'hộ sxkd', 'hộ gia đình', 'hộ'],
  [LegalForm.COOPERATIVE]: ['Hợp tác xã', 'HTX'],
  [LegalForm.UNION_OF_COOPERATIVES]: ['Liên hiệp hợp tác xã', 'LHHTX', 'liên hiệp HTX'],
  [LegalForm.COOPERATIVE_GROUP]: ['Tổ hợp tác', 'THT'],
  [LegalForm.PRIVATE_ENTERPRISE]: ['Doanh nghiệp tư nhân', 'DNTN'],
  [LegalForm.COMPANY]: ['Công ty', 'Cty', 'công ty TNHH', 'công ty cổ phần', 'TNHH', 'CTCP'],
};

export const VSIC_VERSION_WORDS: Words<VsicVersion> = {
  [VsicVersion.VSIC_2018]: ['VSIC 2018', '2018', 'QĐ 27/2018/QĐ-TTg'],
  [VsicVersion.VSIC_2025]: ['VSIC 2025', '2025', 'QĐ 36/2025/QĐ-TTg'],
};

export const NEED_WORDS: Words<FacilityNeed> = {
  [FacilityNeed.BRANDING]: ['Thương hiệu', 'xây dựng thương hiệu'],
  [FacilityNeed.PACKAGING]: ['Bao bì', 'bao bì nhãn mác', 'nhãn mác'],
  [FacilityNeed.MACHINERY]: ['Máy móc', 'máy móc thiết bị', 'thiết bị'],
  [FacilityNeed.TRACEABILITY]: ['Truy xuất nguồn gốc', 'tem truy xuất'],
  [FacilityNeed.TRADEMARK]: ['Nhãn hiệu', 'đăng ký nhãn hiệu'],
  [FacilityNeed.CERTIFICATION]: ['Chứng nhận', 'giấy chứng nhận'],
  [FacilityNeed.MARKET_ACCESS]: ['Đầu ra', 'tiếp cận thị trường', 'thị trường', 'kết nối tiêu thụ'],
  [FacilityNeed.TRAINING]: ['Đào tạo', 'tập huấn'],
  [FacilityNeed.CAPITAL]: ['Vốn', 'vay vốn'],
  [FacilityNeed.DIGITAL_SALES]: ['Bán hàng trực tuyến', 'thương mại điện tử', 'TMĐT', 'bán hàng online'],
};

export const CERTIFICATE_KIND_WORDS: Words<CertificateKind> = {
  [CertificateKind.ATTP]: [
    'An toàn thực phẩm',
    'ATTP',
    'ATVSTP',
    'vệ sinh an toàn thực phẩm',
    'an toàn vệ sinh thực phẩm',
    'VSATTP',
  ],
  [CertificateKind.HACCP]: ['HACCP', 'phân tích mối nguy và điểm kiểm soát tới hạn'],
  [CertificateKind.ISO_22000]: ['ISO 22000', 'ISO22000', 'ISO 22000:2018'],
  [CertificateKind.ISO_9001]: ['ISO 9001', 'ISO9001', 'ISO 9001:2015'],
  [CertificateKind.GMP]: ['GMP'],
  [CertificateKind.VIETGAP]: ['VietGAP', 'Viet GAP'],
  [CertificateKind.GLOBALGAP]: ['GlobalGAP', 'GLOBALG.A.P.', 'Global GAP'],
  [CertificateKind.ORGANIC]: ['Hữu cơ', 'organic'],
  [CertificateKind.HALAL]: ['Halal'],
  [CertificateKind.FDA]: ['FDA', 'đăng ký FDA', 'FDA registration'],
  [CertificateKind.GEOGRAPHICAL_INDICATION]: ['Chỉ dẫn địa lý', 'CDĐL', 'đăng ký chỉ dẫn địa lý'],
  [CertificateKind.OCOP]: ['OCOP', 'sản phẩm OCOP'],
  [CertificateKind.OTHER]: ['Khác'],
};

/** The most usual word of each value. */
export const firstWords = <Value extends string>(words: Words<Value>): string[] =>
  Object.values<readonly string[]>(words).map(([first]) => first!);

/** The word for a value. */
export const wordOf = <Value extends string>(words: Words<Value>, value: Value | null): string | null =>
  value === null ? null : words[value][0]!;
