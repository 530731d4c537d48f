import { canonical, fold, hasDiacritics } from '../../../platform/text/vietnamese.ts';

/** How likely a name is that of a fee, a service or equipment: enough to leave its rows out unseen, or only enough to ask. */
export type NoGoods = 'LIKELY' | 'PERHAPS';

/** Words with which the names of fees, services and equipment begin in price lists; none of goods. */
const BEGINNINGS = [
  'phí', 'lệ phí', 'tiền', 'cước xe', 'cước vận chuyển', 'thuế', 'thuê', 'book ship', 'ship', 'vận chuyển', 'dịch vụ', 'điện thoại',
  'máy tính', 'máy in', 'laptop', 'tủ lạnh', 'tủ đông', 'máy lạnh', 'xe máy', 'xe tải', 'bảo hiểm', 'quảng cáo', 'tạm ứng', 'chiết khấu',
  'sửa chữa', 'bảo trì', 'văn phòng phẩm', 'xăng',
]; // biome-ignore format: a list of words

/** Words with which the names of goods begin, too: cước câu cá, lương khô, hoa hồng sấy, Tiền Giang. */
const DOUBTFUL = ['cước', 'lương', 'hoa hồng', 'tiền giang'];

const said = (beginnings: readonly string[], noGoods: NoGoods) =>
  beginnings.map((beginning) => ({ words: beginning.split(' '), noGoods }));

/** The longest first: they say most. */
const ALL = [...said(BEGINNINGS, 'LIKELY'), ...said(DOUBTFUL, 'PERHAPS')].sort(
  (a, b) => b.words.length - a.words.length,
);

/**
 * Whether a name looks like that of a fee, a service or equipment rather than of goods: a question, never an answer. A name without
 * marks may be any of these letters, one with marks is only itself: sua may be sửa, sữa is not, and phi lê are no phí.
 */
export function looksLikeNoGoods(name: string): NoGoods | null {
  const own =
    canonical(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const begun = (spell: (word: string) => string) =>
    ALL.find(({ words }) => words.every((word, at) => spell(word) === own[at]));
  const spelt = begun(String);
  if (spelt) return spelt.noGoods;
  return !hasDiacritics(name) && begun(fold) ? 'PERHAPS' : null;
}
