import type { Text } from '../errors/user-error.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A kind of packaging under its code. */
export interface Packaging {
  code: string;
  name: Text;
}

/**
 * Packaging codes of UN/CEFACT Recommendation 21 (revision 12, annexes V and VI) that are in use here, with the
 * everyday Vietnamese name and the name of the Recommendation. Mind that PR is a plastic receptacle here and a pair
 * among the units, PK a package.
 */
const RECOMMENDATION_21: readonly (readonly [code: string, vi: string, en: string])[] = [
  ['4G', 'thùng bìa cứng', 'Box, fibreboard'],
  ['5H', 'bao dệt nhựa (bao PP)', 'Bag, woven plastic'],
  ['5M', 'túi giấy', 'Bag, paper'],
  ['AE', 'bình xịt', 'Aerosol'],
  ['AM', 'ống thủy tinh', 'Ampoule, non-protected'],
  ['BA', 'thùng tròn', 'Barrel'],
  ['BC', 'két chai', 'Bottlecrate / bottlerack'],
  ['BE', 'bó', 'Bundle'],
  ['BG', 'túi, bịch', 'Bag'],
  ['BH', 'chùm, nải', 'Bunch'],
  ['BI', 'thùng chứa', 'Bin'],
  ['BJ', 'xô', 'Bucket'],
  ['BK', 'giỏ, rổ', 'Basket'],
  ['BO', 'chai', 'Bottle, non-protected, cylindrical'],
  ['BX', 'hộp', 'Box'],
  ['CA', 'lon chữ nhật', 'Can, rectangular'],
  ['CI', 'hộp kim loại có nắp', 'Canister'],
  ['CR', 'sọt, két', 'Crate'],
  ['CS', 'thùng', 'Case'],
  ['CT', 'thùng các-tông', 'Carton'],
  ['CU', 'cốc, ly', 'Cup'],
  ['CX', 'lon', 'Can, cylindrical'],
  ['DR', 'thùng phuy', 'Drum'],
  ['EC', 'túi ni lông', 'Bag, plastic'],
  ['EN', 'phong bì', 'Envelope'],
  ['FC', 'sọt trái cây', 'Crate, fruit'],
  ['FL', 'bình', 'Flask'],
  ['FT', 'hộp đựng thức ăn', 'Foodtainer'],
  ['GR', 'đồ đựng thủy tinh', 'Receptacle, glass'],
  ['GY', 'bao đay', 'Bag, gunny'],
  ['IH', 'phuy nhựa', 'Drum, plastic'],
  ['JC', 'can vuông', 'Jerrican, rectangular'],
  ['JG', 'bình có quai', 'Jug'],
  ['JR', 'hũ, lọ', 'Jar'],
  ['JY', 'can tròn', 'Jerrican, cylindrical'],
  ['KI', 'bộ dụng cụ', 'Kit'],
  ['MX', 'hộp diêm', 'Matchbox'],
  ['NE', 'không bao gói', 'Unpacked or unpackaged'],
  ['NT', 'túi lưới', 'Net'],
  ['PA', 'gói nhỏ', 'Packet'],
  ['PC', 'bưu kiện', 'Parcel'],
  ['PJ', 'hộp nhựa trái cây', 'Punnet'],
  ['PK', 'gói, kiện', 'Package'],
  ['PL', 'xô có quai', 'Pail'],
  ['PO', 'túi đứng', 'Pouch'],
  ['PR', 'đồ đựng bằng nhựa', 'Receptacle, plastic'],
  ['PT', 'thố, chậu', 'Pot'],
  ['PU', 'khay, vỉ', 'Tray'],
  ['PX', 'pa-lét', 'Pallet'],
  ['RO', 'cuộn', 'Roll'],
  ['SA', 'bao tải', 'Sack'],
  ['SH', 'gói dùng một lần', 'Sachet'],
  ['ST', 'tờ', 'Sheet'],
  ['TB', 'chậu, thau', 'Tub'],
  ['TD', 'tuýp', 'Tube, collapsible'],
  ['TL', 'hộp nhựa có nắp', 'Tub, with lid'],
  ['TN', 'hộp thiếc', 'Tin'],
  ['TU', 'ống', 'Tube'],
  ['VI', 'lọ nhỏ', 'Vial'],
  ['VP', 'gói hút chân không', 'Vacuum-packed'],
];

/** The packaging by code, in the order of the codes. */
export const PACKAGING: ReadonlyMap<string, Packaging> = new Map(
  RECOMMENDATION_21.map(([code, vi, en]) => [code, { code, name: { vi, en } }] as const),
);

/** Reads a packaging code, whatever its case. */
export function parsePackaging(text: string): Parsed<Packaging> {
  const code = text.trim().toUpperCase();
  const packaging = PACKAGING.get(code);
  if (packaging) return accepted(packaging);
  return refused(
    `Không có loại bao bì nào mang mã “${code}”; hãy dùng mã UN/CEFACT Rec 21, ví dụ BO (chai), JR (hũ), CT (thùng).`,
    `No packaging has the code “${code}”; use a code of UN/CEFACT Rec 21, such as BO (bottle), JR (jar), CT (carton).`,
  );
}
