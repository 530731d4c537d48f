import type { Attribute } from './ground.ts';
import type { Made } from './products.ts';
import type { Random } from './random.ts';

type Row = Record<string, unknown>;

/** What belongs to one product, by table. */
export interface Parts {
  readonly images: Row[];
  readonly prices: Row[];
  readonly capacities: Row[];
  readonly attributes: Row[];
}

export function makeParts(random: Random, product: Made): Parts {
  return {
    images: makeImages(random, product),
    prices: makePrices(random, product),
    capacities: makeCapacities(random, product),
    attributes: makeAttributes(random, product),
  };
}

const VIEWS = ['Mặt trước', 'Mặt sau', 'Tại nơi sản xuất'];

function makeImages(random: Random, { id, recordedAt }: Made): Row[] {
  return VIEWS.map((view, position) => ({
    id: random.uuid(recordedAt),
    product_id: id,
    url: `https://anh.vi-du.vn/san-pham/${id}/${position}.webp`,
    alt_vi: view,
    alt_en: null,
    position,
  }));
}

/** From how many on, and which part of the retail price is then paid. */
const STEPS = [
  [10, 0.9],
  [50, 0.84],
  [100, 0.8],
  [500, 0.74],
  [2_000, 0.7],
] as const;

function makePrices(random: Random, { id, recordedAt, price }: Made): Row[] {
  if (price === null) return [];
  const steps = STEPS.slice(0, random.integer(2, STEPS.length));
  const ladder = (since: string, level: number): Row[] => {
    const step = (audience: string, quantity: number, part: number): Row => ({
      id: random.uuid(recordedAt),
      product_id: id,
      audience,
      min_quantity: quantity,
      amount: Math.max(100, Math.round((price * part * level) / 100) * 100),
      vat_included: audience === 'RETAIL',
      holds_since: since,
    });
    return [step('RETAIL', 1, 1), ...steps.map(([quantity, part]) => step('WHOLESALE', quantity, part))];
  };
  const now = ladder('2025-09-01', 1);
  if (random.chance(0.15)) {
    now.push({
      ...now.at(-1)!,
      id: random.uuid(recordedAt),
      audience: 'EXPORT',
      min_quantity: 1_000,
      vat_included: false,
    });
  }
  return random.chance(0.15) ? [...ladder('2024-06-01', 0.92), ...now] : now;
}

/** What a month yields against an even year: the harvest of some goods, the months before Tết of others. */
const SEASONS = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  [1.6, 0.6, 0.8, 0.8, 0.9, 0.9, 0.9, 0.9, 1, 1.1, 1.3, 1.7],
  [0.2, 0.3, 0.6, 1.2, 2, 2.4, 2, 1.2, 0.6, 0.3, 0.2, 0.2],
  [1.2, 1, 0.8, 0.5, 0.3, 0.3, 0.4, 0.8, 1.4, 1.9, 1.9, 1.5],
] as const;

function makeCapacities(random: Random, { id, recordedAt }: Made): Row[] {
  if (!random.chance(0.4)) return [];
  const usual = random.integer(1, 80) * random.pick([10, 50, 100]);
  return random.pick(SEASONS).map((factor, index) => ({
    id: random.uuid(recordedAt),
    product_id: id,
    month: index + 1,
    quantity: Math.round(usual * factor),
  }));
}

function makeAttributes(random: Random, { id, recordedAt, goods }: Made): Row[] {
  return goods.attributes
    .filter(({ required }) => required || random.chance(0.7))
    .map((attribute, position) => ({
      id: random.uuid(recordedAt),
      product_id: id,
      definition_id: attribute.id,
      text: null,
      number: null,
      boolean: null,
      option_id: null,
      ...drawValue(random, attribute),
      position,
    }));
}

const TEXTS = ['loại một', 'giống địa phương', 'đặc tuyển', 'tự nhiên', 'chọn lọc'];

function drawValue(random: Random, { type, options }: Attribute): Row {
  switch (type) {
    case 'BOOLEAN':
      return { boolean: random.chance(0.6) };
    case 'INTEGER':
      return { number: random.integer(1, 48) };
    case 'DECIMAL':
      return { number: random.integer(10, 450) / 10 };
    case 'ENUM':
      return { option_id: random.pick(options) };
    default:
      return { text: random.pick(TEXTS) };
  }
}
