import { fold } from '../platform/text/vietnamese.ts';

/** Words with which the names of fees, services and equipment begin in price lists; none of goods. */
const BEGINNINGS = [
  'phi', 'le phi', 'tien dien', 'tien nuoc', 'tien nha', 'tien thue', 'tien luong', 'luong', 'cuoc', 'thue', 'book ship', 'ship',
  'van chuyen', 'dich vu', 'dien thoai', 'may tinh', 'may in', 'laptop', 'tu lanh', 'tu dong', 'may lanh', 'xe may', 'xe tai',
  'bao hiem', 'quang cao', 'tam ung', 'hoa hong', 'chiet khau', 'sua chua', 'bao tri', 'van phong pham', 'xang', 'tien',
]; // biome-ignore format: a list of words

/** Whether a name looks like that of a fee, a service or equipment rather than of goods: a question, never an answer. */
export function looksLikeNoGoods(name: string): boolean {
  const words = ` ${fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
  return BEGINNINGS.some((beginning) => words.startsWith(` ${beginning} `));
}
