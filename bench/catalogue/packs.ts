import type { Random } from './random.ts';

/** How a kind of goods is packed and sold. */
export interface Pack {
  /** UN/CEFACT Recommendation 20 code of the unit that is sold. */
  readonly unit: string;
  /** Recommendation 21 code; null for goods that come unpacked. */
  readonly packaging: string | null;
  /** Null where the unit itself says how much it is. */
  readonly net: { readonly value: number; readonly unit: string } | null;
  /** The words on the label, such as "chai 500ml"; empty where there are none. */
  readonly label: string;
  /** Its price, as a multiple of the usual price of these goods. */
  readonly factor: number;
}

const weighed = (packaging: string, word: string, grams: readonly number[], usual: number): Pack[] =>
  grams.map((value) => ({
    unit: 'H87',
    packaging,
    net: value >= 1000 ? { value: value / 1000, unit: 'KGM' } : { value, unit: 'GRM' },
    label: `${word} ${value >= 1000 ? `${value / 1000}kg` : `${value}g`}`,
    factor: value / usual,
  }));

const poured = (packaging: string, word: string, millilitres: readonly number[], usual: number): Pack[] =>
  millilitres.map((value) => ({
    unit: 'H87',
    packaging,
    net: value >= 1000 ? { value: value / 1000, unit: 'LTR' } : { value, unit: 'MLT' },
    label: `${word} ${value >= 1000 ? `${value / 1000} lít` : `${value}ml`}`,
    factor: value / usual,
  }));

const loose = (unit: string, packaging: string | null = null, label = '', factor = 1): Pack => ({
  unit,
  packaging,
  net: null,
  label,
  factor,
});

const PACKS: Readonly<Record<string, readonly Pack[]>> = {
  bottle: [...poured('BO', 'chai', [250, 330, 500, 500, 750, 1000], 500), ...poured('JC', 'can', [2000, 5000], 600)],
  spirit: [...poured('BO', 'chai', [500, 500, 650, 750], 500), ...poured('JR', 'bình', [2000, 5000], 600)],
  vial: poured('VI', 'lọ', [10, 30, 50, 100], 30),
  jar: weighed('JR', 'hũ', [200, 250, 330, 500, 900], 350),
  bag: weighed('BG', 'gói', [100, 200, 250, 350, 500, 1000], 350),
  box: weighed('BX', 'hộp', [150, 250, 300, 400, 500], 300),
  teabox: weighed('BX', 'hộp', [50, 100, 200, 250, 500], 200),
  frozen: weighed('VP', 'gói hút chân không', [300, 500, 500, 1000], 500),
  chilled: weighed('TL', 'hộp', [100, 180, 400, 500], 300),
  sack: [loose('KGM', 'SA'), ...weighed('SA', 'bao', [2000, 5000, 10_000, 25_000], 1000)],
  fresh: [
    loose('KGM'),
    loose('KGM', 'NT', 'túi lưới'),
    loose('KGM', '4G', 'thùng'),
    ...weighed('BX', 'hộp', [500, 1000], 800),
  ],
  piece: [loose('H87'), loose('H87', 'NT', 'túi 2 trái', 2), loose('H87', '4G', 'thùng 9 trái', 9)],
  egg: [loose('H87', 'BX', 'hộp 6 quả', 0.6), loose('H87', 'BX', 'hộp 10 quả'), loose('H87', 'PU', 'vỉ 30 quả', 3)],
  ware: [
    loose('H87'),
    loose('H87', 'BX', 'cỡ nhỏ', 0.6),
    loose('H87', 'BX', 'cỡ lớn', 1.7),
    loose('SET', 'BX', 'bộ', 3),
  ],
  cloth: [loose('H87'), loose('H87', 'BG', 'khổ nhỏ', 0.7), loose('MTR', 'RO', 'theo mét', 0.9)],
  furniture: [loose('H87'), loose('SET', '4G', 'bộ 4 món', 3), loose('SET', '4G', 'bộ 6 món', 4.2)],
  machine: [loose('H87', '4G'), loose('H87', '4G', '220V'), loose('H87', '4G', '3 pha', 1.6)],
  gift: [loose('SET', 'BX', 'hộp'), loose('SET', 'BK', 'giỏ', 1.4), loose('SET', 'BX', 'hộp lớn', 2)],
};

/** One of the ways in which goods of the kind are packed. */
export function drawPack(kind: string, random: Random): Pack {
  const packs = PACKS[kind];
  if (!packs) throw new Error(`goods.csv names packs "${kind}", which do not exist.`);
  return random.pick(packs);
}
