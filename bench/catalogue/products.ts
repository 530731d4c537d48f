import { canonical, fold } from '../../src/platform/text/vietnamese.ts';
import type { Maker } from './facilities.ts';
import type { Goods } from './ground.ts';
import { drawPack, type Pack } from './packs.ts';
import { Lot, Random, zipf } from './random.ts';
import { describe } from './words.ts';

export const PRODUCTS = 100_000;

const FROM = Date.UTC(2023, 6, 1);
const UNTIL = Date.UTC(2025, 11, 15);
/** When the published products of the future appear: later than any run of the benchmark. */
const SCHEDULED = new Date(Date.UTC(2045, 0, 1));

const STATUSES = { PUBLISHED: 90, DRAFT: 4, SUBMITTED: 2, SUSPENDED: 2, ARCHIVED: 2 };

/** What the parts of a product are made from; the row itself goes into the database. */
export interface Made {
  readonly id: string;
  readonly goods: Goods;
  readonly recordedAt: Date;
  /** Retail price of its unit in đồng; null where prices are on request. */
  readonly price: number | null;
  readonly row: Record<string, unknown>;
}

/** The made-up products, one after the other: a few facilities have hundreds, most have a handful. */
export function* makeProducts(makers: readonly Maker[]): Generator<Made> {
  const random = new Random('products');
  const maker = new Lot(shuffled(makers, random), zipf(0.72, 12));
  const status = new Lot(Object.entries(STATUSES), ([, share]) => share);
  const counts = new Map<string, number>();
  for (let number = 0; number < PRODUCTS; number += 1) {
    const recordedAt = new Date(FROM + Math.floor(((UNTIL - FROM) * number) / PRODUCTS) + random.integer(0, 500));
    const owner = maker.draw(random);
    const count = (counts.get(owner.id) ?? 0) + 1;
    counts.set(owner.id, count);
    yield makeProduct(random, { number, count, owner, recordedAt, status: status.draw(random)[0] });
  }
}

interface Draft {
  readonly number: number;
  /** How many products its facility has, with this one. */
  readonly count: number;
  readonly owner: Maker;
  readonly recordedAt: Date;
  readonly status: string;
}

function makeProduct(random: Random, { number, count, owner, recordedAt, status }: Draft): Made {
  const goods = random.chance(0.6) ? owner.lines[0]! : random.pick(owner.lines);
  const pack = drawPack(goods.packs, random);
  const words = drawWords(random, goods);
  const price = random.chance(0.08) ? null : roundPrice(goods.price * pack.factor * (0.7 + random.number() * 0.7));
  const id = random.uuid(recordedAt);
  const gtin = random.chance(0.5) ? gtin13(number) : null;
  const hasEnglish = random.chance(0.55);
  const nameEn = [goods.nameEn, fold(owner.brand), pack.net ? inEnglish(pack.net) : ''].filter(Boolean).join(', ');
  const isPublic = status !== 'DRAFT' && status !== 'SUBMITTED';
  const row = {
    id,
    created_at: recordedAt,
    updated_at: recordedAt,
    facility_id: owner.id,
    category_id: goods.categoryId,
    external_id: `SP${String(count).padStart(4, '0')}`,
    name_vi: canonical(productName(random, words, owner, pack)),
    name_en: hasEnglish ? nameEn : null,
    description_vi: canonical(
      describe(random, { what: words.join(' ').toLowerCase(), who: owner.name, where: owner.commune.name }),
    ),
    description_en: hasEnglish ? `${nameEn}, made in ${fold(owner.commune.provinceName)}.` : null,
    hs_code: goods.hsHeading?.length === 6 ? goods.hsHeading : null,
    gtin,
    gtin14: gtin === null ? null : `0${gtin}`,
    unit: pack.unit,
    packaging: pack.packaging,
    net_content: pack.net?.value ?? null,
    net_content_unit: pack.net?.unit ?? null,
    price_basis: random.chance(0.7) ? 'EXW' : random.chance(0.3) ? 'FOB' : null,
    price_on_request: price === null,
    minimum_order_quantity: random.pick([1, 5, 10, 10, 20, 50, 100, 200, 500]),
    lead_time_days: random.pick([1, 2, 3, 3, 5, 7, 7, 10, 14, 21, 30]),
    shelf_life_days: goods.shelfDays,
    storage: storageOf(goods),
    ingredients: goods.isFood
      ? [words[1] ?? words[0]!.toLowerCase(), ...(random.chance(0.5) ? ['đường', 'muối'] : [])]
      : [],
    origin_place: `${owner.commune.name}, ${owner.commune.provinceName}`,
    raw_material_area: random.chance(0.4) ? owner.commune.provinceName : null,
    traceability_url: random.chance(0.2) ? `https://vi-du.vn/truy-xuat/${number}` : null,
    status,
    publish_at: !isPublic
      ? null
      : random.chance(0.01)
        ? SCHEDULED
        : new Date(recordedAt.getTime() + random.integer(1, 14) * 86_400_000),
    demo: true,
  };
  return { id, goods, recordedAt, price, row };
}

/** What it is, from what, and how it is made: no word twice. */
function drawWords(random: Random, goods: Goods): string[] {
  const said = random.pick(goods.nouns);
  const words = [said];
  const kind = random.pick(goods.kinds);
  if (random.chance(0.85) && !said.toLowerCase().includes(kind.toLowerCase())) words.push(kind);
  const manner = random.pick(goods.manners);
  if (random.chance(0.5) && !words.includes(manner)) words.push(manner);
  return words;
}

function productName(random: Random, words: readonly string[], owner: Maker, pack: Pack): string {
  const origin = random.number();
  const name = [
    ...words,
    origin < 0.4 ? owner.brand : origin < 0.65 ? owner.commune.name : origin < 0.72 ? owner.commune.provinceName : '',
    random.chance(0.55) ? pack.label : '',
  ];
  return name.filter(Boolean).join(' ');
}

function storageOf(goods: Goods): string | null {
  if (goods.shelfDays === null) return null;
  return { frozen: 'FROZEN', chilled: 'CHILLED', fresh: 'COOL', egg: 'COOL' }[goods.packs] ?? 'AMBIENT';
}

const inEnglish = ({ value, unit }: { value: number; unit: string }): string =>
  `${value} ${{ GRM: 'g', KGM: 'kg', MLT: 'ml', LTR: 'l' }[unit]}`;

/** Prices end in full hundreds, and dear ones in full thousands. */
const roundPrice = (price: number): number => {
  const step = price > 200_000 ? 5_000 : price > 20_000 ? 1_000 : 100;
  return Math.max(step, Math.round(price / step) * step);
};

/** A GTIN-13 of Viet Nam's prefix with the right check digit; the number is in it, so none is repeated. */
function gtin13(number: number): string {
  const digits = `893${String(700_000_000 + number).padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** In another order: who was recorded first is not who is largest. */
function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
  const copy = [...values];
  for (let index = copy.length - 1; index > 0; index -= 1) {
    const other = random.integer(0, index);
    [copy[index], copy[other]] = [copy[other]!, copy[index]!];
  }
  return copy;
}
