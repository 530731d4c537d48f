import { canonical, nameKey } from '../../src/platform/text/vietnamese.ts';
import type { Commune, Goods } from './ground.ts';
import { Lot, Random, zipf } from './random.ts';
import { brandName, personName } from './words.ts';

export const FACILITIES = 5_000;

/** First and last instant at which facilities were recorded. */
const FROM = Date.UTC(2022, 0, 1);
const UNTIL = Date.UTC(2025, 6, 1);

/** What the products of a facility are made from; the row itself goes into the database. */
export interface Maker {
  readonly id: string;
  readonly name: string;
  readonly brand: string;
  readonly commune: Commune;
  /** What it makes, the main line first. */
  readonly lines: readonly Goods[];
  readonly isFood: boolean;
  readonly recordedAt: Date;
  readonly row: Record<string, unknown>;
}

interface Form {
  readonly legalForm: string;
  readonly share: number;
  readonly name: (random: Random, trade: string, brand: string, commune: string) => string;
}

const FORMS: readonly Form[] = [
  { legalForm: 'HOUSEHOLD_BUSINESS', share: 34, name: (random) => `Hộ kinh doanh ${personName(random)}` },
  { legalForm: 'HOUSEHOLD_BUSINESS', share: 14, name: (_, trade, brand) => `Cơ sở sản xuất ${trade} ${brand}` },
  { legalForm: 'COOPERATIVE', share: 16, name: (_, __, brand, commune) => `HTX Nông nghiệp ${commune} ${brand}` },
  { legalForm: 'COOPERATIVE', share: 9, name: (_, trade, __, commune) => `Hợp tác xã ${trade} ${commune}` },
  { legalForm: 'COOPERATIVE_GROUP', share: 5, name: (_, trade, __, commune) => `Tổ hợp tác ${trade} ${commune}` },
  { legalForm: 'PRIVATE_ENTERPRISE', share: 6, name: (_, __, brand) => `Doanh nghiệp tư nhân ${brand}` },
  { legalForm: 'COMPANY', share: 12, name: (_, trade, brand) => `Công ty TNHH ${trade} ${brand}` },
  { legalForm: 'COMPANY', share: 3, name: (_, trade, brand) => `Công ty Cổ phần ${trade} ${brand}` },
  {
    legalForm: 'UNION_OF_COOPERATIVES',
    share: 1,
    name: (_, trade, __, commune) => `Liên hiệp HTX ${trade} ${commune}`,
  },
];

const STATUSES = { VERIFIED: 90, SUBMITTED: 4, DRAFT: 4, SUSPENDED: 2 };

const NEEDS = [
  'BRANDING',
  'PACKAGING',
  'MACHINERY',
  'TRACEABILITY',
  'TRADEMARK',
  'CERTIFICATION',
  'MARKET_ACCESS',
  'CAPITAL',
];

/** The made-up producers: a few make much and most make little; provinces differ as much. */
export function makeFacilities(communes: readonly Commune[], goods: readonly Goods[]): Maker[] {
  const random = new Random('facilities');
  const provinces = Map.groupBy(communes, ({ provinceCode }) => provinceCode);
  const province = new Lot([...provinces.values()], zipf(0.6, 4));
  const form = new Lot(FORMS, ({ share }) => share);
  const status = new Lot(Object.entries(STATUSES), ([, share]) => share);
  const line = new Lot(goods, ({ share }) => share);
  const byRoot = Map.groupBy(goods, ({ root }) => root);

  return Array.from({ length: FACILITIES }, (_, number) => {
    const recordedAt = new Date(FROM + Math.floor(((UNTIL - FROM) * number) / FACILITIES));
    const commune = random.pick(province.draw(random));
    const main = line.draw(random);
    const others = new Lot(byRoot.get(main.root)!, ({ share }) => share);
    const lines = new Set([main, ...Array.from({ length: random.integer(0, 4) }, () => others.draw(random))]);
    const brand = brandName(random);
    const { legalForm, name: nameOf } = form.draw(random);
    const name = canonical(nameOf(random, random.pick(main.nouns).toLowerCase(), brand, commune.name));
    const id = random.uuid(recordedAt);
    const row = {
      id,
      created_at: recordedAt,
      updated_at: recordedAt,
      name,
      name_en: random.chance(0.3) ? `${brand} ${main.nameEn}` : null,
      name_key: nameKey(name),
      legal_form: legalForm,
      tax_code: random.chance(0.9) ? taxCode(number) : null,
      vsic_code: random.pick(VSIC[main.group] ?? VSIC.OTHER!),
      vsic_version: 'VSIC_2018',
      place_id: commune.id,
      address: `Ấp ${random.integer(1, 12)}`,
      latitude: commune.latitude === null ? null : round(commune.latitude + (random.number() - 0.5) * 0.6),
      longitude: commune.longitude === null ? null : round(commune.longitude + (random.number() - 0.5) * 0.6),
      contact_name: personName(random),
      phone: `+8490${String(random.integer(0, 9_999_999)).padStart(7, '0')}`,
      email: `lienhe${number}@vi-du.vn`,
      website: random.chance(0.25) ? `https://vi-du.vn/co-so/${number}` : null,
      craft_village: random.chance(0.08) ? `Làng nghề ${commune.name}` : null,
      founded_year: random.integer(1985, 2023),
      workers: random.integer(2, legalForm === 'COMPANY' ? 180 : 35),
      monthly_capacity: random.integer(2, 400) * 100,
      monthly_capacity_unit: main.isFood ? 'KGM' : 'H87',
      needs: NEEDS.filter(() => random.chance(0.2)),
      status: status.draw(random)[0],
      demo: true,
    };
    return { id, name, brand, commune, lines: [...lines], isFood: main.isFood, recordedAt, row };
  });
}

/** VSIC classes by group of category. */
const VSIC: Readonly<Record<string, readonly string[]>> = {
  PROCESSED_FOOD: ['1020', '1030', '1040', '1071', '1074', '1079'],
  HANDICRAFT: ['1629', '1392', '2393', '1610'],
  MACHINERY: ['2821', '2825', '2593'],
  OTHER: ['1702', '2012', '3290'],
};

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** A ten-digit tax code with the right check digit; none is repeated. */
function taxCode(number: number): string {
  for (let serial = 1_000_000 + number * 3; ; serial += 1) {
    const digits = `99${String(serial).padStart(7, '0')}`;
    const check = 10 - ([...digits].reduce((sum, digit, index) => sum + Number(digit) * WEIGHTS[index]!, 0) % 11);
    // One remainder in eleven has no digit: such numbers are not issued.
    if (check <= 9) return `${digits}${check}`;
  }
}

const round = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;
