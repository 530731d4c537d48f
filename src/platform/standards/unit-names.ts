import { canonical, fold, hasDiacritics } from '../text/vietnamese.ts';
import { ALL_UNITS } from './units.ts';

/**
 * What people write for a unit beside its names in units.ts and packaging.ts. A few are decisions: gói is the package (XPK), gói nhỏ the
 * packet; thùng is the case (XCS), a carton only where it says so; bao is the sack; lốc, several packed as one, is a package; cân is
 * the kilogram. Hủ and vĩ are how hũ and vỉ are misspelt.
 */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  GRM: ['g', 'gr', 'grs', 'gams', 'grams'],
  HGM: ['lạng'],
  KGM: ['kg', 'kgs', 'ký', 'kí', 'ký lô', 'kí lô', 'ki lô', 'cân', 'kilo', 'kilogam', 'ki lô gam', 'kilograms'],
  TNE: ['ton', 'tons', 'tonnes'],
  MLT: ['mililit', 'mi li lít', 'milliliter'],
  CMQ: ['cc', 'cm3'],
  LTR: ['l', 'lit', 'liter', 'liters', 'litres'],
  DMQ: ['dm3'],
  MTQ: ['m3', 'khối'],
  MTR: ['m'],
  CMK: ['cm2'],
  DMK: ['dm2'],
  MTK: ['m2'],
  H18: ['héc ta', 'hectare'],
  H87: ['trái', 'quả', 'pcs', 'pc', 'pieces'],
  EA: ['ea'],
  C62: ['unit'],
  PR: ['cặp', 'pairs'],
  DZN: ['doz', 'dozens'],
  MIL: ['ngàn'],
  SET: ['sets'],
  XBE: ['bundles'],
  XBG: ['bag', 'bags'],
  XBO: ['chai', 'bottle', 'bottles'],
  XBX: ['boxes'],
  XCS: ['cases'],
  XCT: ['thùng carton', 'thùng cạc tông', 'thùng giấy', 'cartons', 'ctn', 'ctns'],
  XCX: ['lon', 'cans'],
  XDR: ['phuy'],
  XEC: ['túi nilon', 'túi nylon', 'bao nilon'],
  XJC: ['can'],
  XJR: ['hủ', 'jars'],
  XJY: ['can'],
  XPK: ['lốc', 'pack', 'packs', 'packages'],
  XPX: ['pallet', 'palet'],
  XPU: ['vĩ', 'trays'],
  XSA: ['bao', 'sacks'],
  XTD: ['tuyp', 'túyp', 'tube'],
  X5H: ['bao pp', 'bao dệt'],
};

/** Pieces of a kind: they are counted, but “piece” says less than they do, so nobody is made to mean it. */
const PIECES =
  `bánh bắp bông búp cành cây lá chồi củ cục cuốn dĩa đĩa gốc hạt hoa khoanh khúc lát miếng mâm món nhánh nụ ổ phần quyển
  que sợi suất tấm tép thanh thẻ thỏi tô viên vắt xâu xấp xiên dây`.split(/\s+/);

/** Work and services, which are no goods. */
const SERVICES = 'lần lượt ngày giờ phút tuần tháng quý năm buổi ca chuyến công cuộc đợt đêm khóa'.split(' ');

/** What a word for a unit counts that is no unit itself. */
export type Counted = 'PIECES' | 'SERVICES';

const nameOf = (text: string): string => canonical(text).toLowerCase().replace(/\.$/, '');

const CODES = new Map<string, ReadonlySet<string>>();
const FOLDED = new Map<string, ReadonlySet<string>>();
const COUNTED = new Map<string, Counted>([
  ...PIECES.map((word) => [nameOf(word), 'PIECES'] as const),
  ...SERVICES.map((word) => [nameOf(word), 'SERVICES'] as const),
]);

for (const [code, names] of Object.entries(ALSO)) for (const name of names) add(CODES, nameOf(name), code);
// What people write goes before what the Recommendation calls another unit: can is a jerrican, not a tin.
const explicit = new Set(CODES.keys());
for (const { code, name, symbol, dimension } of ALL_UNITS) {
  if (dimension === 'TIME') continue;
  for (const text of [name.vi, ...name.vi.split(', '), name.en, symbol]) {
    if (!explicit.has(nameOf(text)) && /\p{L}/u.test(text)) add(CODES, nameOf(text), code);
  }
}
for (const [name, codes] of CODES) for (const code of codes) add(FOLDED, fold(name), code);
for (const name of COUNTED.keys()) add(FOLDED, fold(name), '');

function add(map: Map<string, ReadonlySet<string>>, key: string, code: string): void {
  map.set(key, new Set([...(map.get(key) ?? []), code]));
}

/** Every name of a unit, folded, with the codes of the units that are called so. */
export const FOLDED_UNIT_NAMES: ReadonlyMap<string, ReadonlySet<string>> = FOLDED;

/**
 * The code of the unit that a word names, in any case; null where none does, or two may be meant. Without diacritics it names what no
 * other word is but for its marks: hop is hộp, but bo is bó or bộ.
 */
export function unitNamed(text: string): string | null {
  const name = nameOf(text);
  const codes = CODES.get(name) ?? (hasDiacritics(name) ? undefined : FOLDED.get(name));
  const [code, ...others] = codes ?? [];
  return code && others.length === 0 ? code : null;
}

/** The codes of all units of exactly that name: two kinds of can. */
export const unitsNamed = (text: string): readonly string[] => [...(CODES.get(nameOf(text)) ?? [])];

/** What a word counts that names no unit: pieces of a kind (miếng, cây), or work (lần, ngày). */
export function countedBy(text: string): Counted | null {
  return COUNTED.get(nameOf(text)) ?? null;
}
