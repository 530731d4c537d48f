import type { Random } from './random.ts';

const FAMILIES =
  'Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Thạch|Kim|Sơn|Lò|Giàng|Hà|Đinh|Lâm|Mai|Trịnh|Cao|Tô'.split(
    '|',
  );
const MIDDLES = 'Văn|Thị|Hữu|Ngọc|Minh|Thanh|Đức|Thị Thu|Thị Kim|Thị Hồng|Quốc|Xuân|Công|Bá|Thị Bích'.split('|');
const GIVEN =
  'An|Bảo|Bình|Châu|Chiến|Cường|Dũng|Duyên|Đạt|Giang|Hà|Hải|Hạnh|Hiền|Hòa|Hoa|Hùng|Hương|Khánh|Lan|Liên|Linh|Loan|Long|Mai|Nam|Nga|Nghĩa|Nhung|Phúc|Phương|Quang|Sang|Sơn|Tâm|Thắng|Thảo|Thủy|Tiến|Toàn|Trang|Trí|Tuấn|Tuyết|Vân|Vinh|Xuân|Yến'.split(
    '|',
  );
const BRAND_FIRST =
  'An|Minh|Phú|Tân|Thiên|Hồng|Ngọc|Bảo|Đại|Gia|Hương|Kim|Long|Mỹ|Nam|Quê|Sen|Thanh|Trường|Vạn|Việt|Xuân|Đồng|Sông'.split(
    '|',
  );
const BRAND_LAST =
  'Phát|Hưng|Thịnh|Lộc|Việt|Xanh|Nhựt|Châu|Vàng|Sơn|Hà|Hải|Nguyên|Thảo|Hương|Lan|Phong|Tâm|Tiến|Vinh|An|Phúc|Quê|Sương'.split(
    '|',
  );

/** A made-up person: family, middle and given name. */
export const personName = (random: Random): string =>
  `${random.pick(FAMILIES)} ${random.pick(MIDDLES)} ${random.pick(GIVEN)}`;

/** A made-up brand of two syllables. */
export const brandName = (random: Random): string => `${random.pick(BRAND_FIRST)} ${random.pick(BRAND_LAST)}`;

const OPENINGS = [
  '{what} của {who}, làm tại {where}.',
  '{who} làm {what} theo nghề truyền thống của {where}.',
  'Đặc sản {where}: {what}.',
  '{what} từ vùng nguyên liệu {where}, sản xuất theo đơn đặt hàng.',
] as const;

const MIDDLE_SENTENCES = [
  'Nguyên liệu được chọn kỹ, có nhật ký sản xuất từng lô.',
  'Sản phẩm đã có mặt tại nhiều hội chợ và điểm bán hàng trong tỉnh.',
  'Không dùng chất bảo quản và phẩm màu tổng hợp.',
  'Nhận in nhãn riêng cho hệ thống siêu thị.',
  'Quy trình khép kín, kiểm nghiệm định kỳ.',
  'Hợp làm quà biếu, bếp ăn và bán lẻ.',
  'Được nhiều cửa hàng ở Hà Nội và Thành phố Hồ Chí Minh đặt thường xuyên.',
  'Công suất có thể tăng vào dịp Tết.',
] as const;

/** One to three sentences about a product. */
export function describe(random: Random, about: { what: string; who: string; where: string }): string {
  const opening = random.pick(OPENINGS).replace(/\{(what|who|where)\}/g, (_, key: keyof typeof about) => about[key]);
  const rest = Array.from({ length: random.integer(0, 2) }, () => random.pick(MIDDLE_SENTENCES));
  return [opening.charAt(0).toUpperCase() + opening.slice(1), ...new Set(rest)].join(' ');
}
