import { canonical, fold } from '../../../platform/text/vietnamese.ts';

/** Words with which the names of fees, services and equipment begin in price lists; none of goods. */
const BEGINNINGS = [
  'phí', 'lệ phí', 'tiền', 'lương', 'cước', 'thuế', 'thuê', 'book ship', 'ship', 'vận chuyển', 'dịch vụ', 'điện thoại', 'máy tính',
  'máy in', 'laptop', 'tủ lạnh', 'tủ đông', 'máy lạnh', 'xe máy', 'xe tải', 'bảo hiểm', 'quảng cáo', 'tạm ứng', 'hoa hồng',
  'chiết khấu', 'sửa chữa', 'bảo trì', 'văn phòng phẩm', 'xăng',
].map((beginning) => beginning.split(' ').map((word) => [word, fold(word)] as const)); // biome-ignore format: a list of words

/**
 * Whether a name looks like that of a fee, a service or equipment rather than of goods: a question, never an answer. A word without
 * marks may be any of these letters, one with marks is only itself: sua may be sửa, sữa is not.
 */
export function looksLikeNoGoods(name: string): boolean {
  const words =
    canonical(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return BEGINNINGS.some((beginning) => beginning.every((spellings, at) => spellings.includes(words[at] ?? '')));
}
