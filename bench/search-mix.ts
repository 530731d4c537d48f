import { Random } from './catalogue/random.ts';
import { misspell } from './misspell.ts';

/** One search of the mix: words, the values chosen in two of the four facets, and what else a buyer asks for. */
export interface MixedSearch {
  readonly query: string | null;
  /** Codes of categories. */
  readonly categories?: readonly string[];
  /** Codes of provinces of today. */
  readonly provinces?: readonly string[];
  readonly certificates?: readonly string[];
  readonly legalForms?: readonly string[];
  /** Further conditions, as the API takes them. */
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly orderBy?: 'RELEVANCE' | 'NEWEST' | 'PRICE' | 'NEAREST';
}

const SMALL = ['HOUSEHOLD_BUSINESS', 'COOPERATIVE', 'COOPERATIVE_GROUP'];
const FIRMS = ['COMPANY', 'PRIVATE_ENTERPRISE'];
const NORTH = ['01', '04', '08', '11', '12', '14', '15', '19', '20', '22', '24', '25', '31', '33', '37'];
const CENTRE = ['38', '40', '42', '44', '46', '48', '51', '52', '56', '66', '68'];
const SOUTH = ['75', '79', '80', '82', '86', '91', '92', '96'];
const SWEETS = ['cakes-and-confectionery', 'fruit', 'coconut-products'];
const STAPLES = ['rice-noodles-and-starches', 'condiments', 'seafood', 'meat-eggs-and-dairy'];
const FOOD = [...SWEETS, ...STAPLES, 'vegetables', 'drinks', 'nuts-honey-and-sugar', 'prepared-foods'];
const CRAFTS = ['ceramics', 'fibre-crafts', 'wood-lacquer-and-inlay', 'textiles', 'stone-metal-and-paper'];

/** Searches that find more than 5,000 products each, a third of the mix: general words, and shelves without any. */
const BROAD: readonly MixedSearch[] = [
  { query: null, categories: ['cakes-and-confectionery'], legalForms: SMALL, orderBy: 'NEWEST' },
  { query: 'dua', legalForms: SMALL, certificates: ['ATTP'] },
  { query: 'dừa', categories: SWEETS, legalForms: SMALL },
  { query: 'dứa', legalForms: SMALL, certificates: ['ATTP'] },
  { query: 'khô', categories: ['seafood', 'rice-noodles-and-starches', 'cakes-and-confectionery'], legalForms: SMALL },
  { query: 'kho', legalForms: SMALL, certificates: ['ATTP'] },
  { query: 'bánh', categories: ['cakes-and-confectionery', 'rice-noodles-and-starches'], legalForms: SMALL },
  { query: 'banh', legalForms: SMALL, certificates: ['ATTP'] },
  { query: 'trà', categories: ['drinks'], legalForms: SMALL },
  { query: 'cà phê', categories: ['drinks'], legalForms: SMALL },
  { query: null, categories: ['drinks'], certificates: ['ATTP'] },
  { query: 'gạo', categories: ['rice-noodles-and-starches', 'cakes-and-confectionery'], legalForms: SMALL },
  { query: 'đặc sản', legalForms: SMALL, certificates: ['ATTP'] },
  { query: 'nghề truyền thống', categories: FOOD, legalForms: SMALL },
  { query: 'hộ kinh doanh', provinces: CENTRE, legalForms: ['HOUSEHOLD_BUSINESS'] },
  { query: 'hop tac xa', categories: FOOD, legalForms: ['COOPERATIVE', 'UNION_OF_COOPERATIVES'] },
  { query: 'không chất bảo quản', categories: FOOD, legalForms: SMALL },
  { query: 'tết', provinces: [...NORTH, ...SOUTH], legalForms: SMALL },
  { query: 'hoi cho', provinces: [...NORTH, ...SOUTH], legalForms: SMALL },
  { query: 'siêu thị', provinces: [...NORTH, ...CENTRE], legalForms: SMALL },
];

/** What buyers type most: a product, with or without marks, a place or a maker, and a choice or two. */
const NARROW: readonly MixedSearch[] = [
  { query: 'nước mắm', categories: ['fish-sauce'], certificates: ['HACCP'] },
  {
    query: 'nuoc mam',
    provinces: ['91', '56'],
    certificates: ['ATTP'],
    filter: { price: { quantity: 500, lte: 80_000 } },
  },
  { query: 'nước mắm nhĩ cá cơm', legalForms: SMALL, provinces: SOUTH },
  {
    query: 'nước mắm 40 độ đạm',
    categories: ['condiments'],
    legalForms: FIRMS,
    orderBy: 'PRICE',
    filter: { price: { quantity: 100 } },
  },
  { query: 'tương ớt', categories: ['other-sauces'], certificates: ['ATTP'] },
  { query: 'tieu den', provinces: CENTRE, certificates: ['ATTP'] },
  { query: 'tiêu phú quốc', categories: ['spices'], legalForms: SMALL },
  { query: 'gạo ST25', categories: ['rice'], provinces: SOUTH },
  { query: 'gao lut', legalForms: SMALL, certificates: ['ORGANIC'] },
  { query: 'bún khô', categories: ['noodles-and-rice-paper'], legalForms: SMALL },
  { query: 'banh trang', provinces: SOUTH, certificates: ['ATTP'] },
  { query: 'banh ong gao', categories: ['cakes'], legalForms: SMALL },
  { query: 'bánh pía sầu riêng', provinces: SOUTH, certificates: ['OCOP'] },
  { query: 'kẹo dừa', categories: ['candy'], provinces: ['86'] },
  { query: 'mứt dừa', categories: SWEETS, certificates: ['OCOP'] },
  { query: 'dưa lưới', categories: ['fresh-fruit'], certificates: ['VIETGAP'] },
  { query: 'xoài cát', provinces: SOUTH, certificates: ['VIETGAP'] },
  {
    query: 'sầu riêng Ri6',
    categories: ['tropical-fruit'],
    legalForms: SMALL,
    filter: { capacity: { month: 6, gte: 1_000 } },
  },
  { query: 'chuoi say', categories: ['dried-fruit'], certificates: ['ATTP'] },
  { query: 'cà phê robusta', categories: ['coffee'], provinces: ['66', '68'] },
  { query: 'ca phe', legalForms: FIRMS, certificates: ['HACCP'], orderBy: 'NEWEST' },
  { query: 'cà phê hòa tan', categories: ['instant-coffee'], certificates: ['ISO_22000'] },
  { query: 'chè shan tuyết', provinces: NORTH, certificates: ['OCOP'] },
  { query: 'tra sen', categories: ['tea'], legalForms: SMALL },
  { query: 'rượu nếp', provinces: NORTH, legalForms: SMALL },
  { query: 'mật ong rừng', categories: ['honey'], provinces: NORTH },
  {
    query: 'mat ong',
    certificates: ['OCOP'],
    legalForms: SMALL,
    orderBy: 'PRICE',
    filter: { price: { quantity: 50 } },
  },
  { query: 'hạt điều', categories: ['nuts-and-seeds'], certificates: ['HACCP'] },
  { query: 'khô cá lóc', provinces: SOUTH, certificates: ['ATTP'] },
  { query: 'tôm khô', categories: ['dried-seafood'], legalForms: SMALL },
  { query: 'cha ca', categories: ['seafood'], provinces: CENTRE },
  { query: 'giò lụa', legalForms: SMALL, certificates: ['ATTP'], filter: { leadTimeDays: { lte: 3 } } },
  { query: 'thịt trâu gác bếp', provinces: NORTH, legalForms: SMALL },
  { query: 'tinh dầu sả chanh', categories: ['essential-oils'], legalForms: FIRMS },
  { query: 'gốm men lam', categories: ['ceramics'], provinces: ['01', '24'] },
  { query: 'giỏ mây', categories: CRAFTS, legalForms: SMALL, filter: { minimumOrderQuantity: { lte: 50 } } },
  { query: 'chieu coi', provinces: [...NORTH, ...CENTRE], legalForms: SMALL },
  { query: 'thổ cẩm', categories: ['textiles'], provinces: NORTH },
  { query: 'may say', categories: ['machinery'], legalForms: FIRMS },
  {
    query: 'trái cây',
    provinces: SOUTH,
    certificates: ['VIETGAP'],
    orderBy: 'NEAREST',
    filter: { near: { centre: { latitude: 10.03, longitude: 105.78 }, kilometres: 120 } },
  },
];

/** The mix, broad and narrow searches among one another. */
export const SEARCH_MIX: readonly MixedSearch[] = BROAD.flatMap((broad, index) => [
  broad,
  ...NARROW.slice(index * 2, index * 2 + 2),
]);

/** The part of the mix that must find more than `BROAD_HITS`; the benchmark counts them. */
export const BROAD_PART = 1 / 3;
export const BROAD_HITS = 5_000;

/** The part of the mix that is misspelt in its second run. */
const MISSPELT_PART = 1 / 3;

/** The mix with a third of its searches misspelt, in all the ways in which people misspell. */
export const MISSPELT_MIX: readonly MixedSearch[] = misspelt(new Random('slips'));

function misspelt(random: Random): MixedSearch[] {
  const worded = SEARCH_MIX.filter(({ query }) => query !== null);
  const chosen = new Set<MixedSearch>();
  while (chosen.size < SEARCH_MIX.length * MISSPELT_PART) chosen.add(random.pick(worded));
  return SEARCH_MIX.map((search) =>
    search.query !== null && chosen.has(search) ? { ...search, query: misspell(search.query, random) } : search,
  );
}
