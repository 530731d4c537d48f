import { canonical, fold } from '../platform/text/vietnamese.ts';

/** Words with which the names of fees, services and equipment begin in price lists; none of goods. */
const BEGINNINGS = [
  'phí', 'lệ phí', 'tiền', 'lương', 'cước', 'thuế', 'thuê', 'book ship', 'ship', 'vận chuyển', 'dịch vụ', 'điện thoại', 'máy tính',
  'máy in', 'laptop', 'tủ lạnh', 'tủ đông', 'máy lạnh', 'xe máy', 'xe tải', 'bảo hiểm', 'quảng cáo', 'tạm ứng', 'hoa hồng',
  'chiết khấu', 'sửa chữa', 'bảo trì', 'văn phòng phẩm', 'xăng',
].map((beginning) => beginning.split(' ')); // biome-ignore format: a list of words

/** Whether a name looks like that of a fee, a service or equipment rather than of goods: a question, never an answer. */
export function looksLikeNoGoods(name: string): boolean {
  const words =
    canonical(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return BEGINNINGS.some((beginning) => beginning.every((word, at) => isSpelt(words[at], word)));
}

/** Whether a word is another one, or that without any marks: sua may be sửa, sữa is not. */
const isSpelt = (given: string | undefined, word: string): boolean => given === word || given === fold(word);
