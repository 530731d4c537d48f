import type { Text } from '../errors/user-error.ts';
import { PACKAGING } from './packaging.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** What is measured. A SET and a PACKAGE hold an unknown number of pieces: they convert into nothing else. */
export type Dimension = 'MASS' | 'VOLUME' | 'LENGTH' | 'AREA' | 'COUNT' | 'TIME' | 'SET' | 'PACKAGE';

/** A unit of measure under its common code. */
export interface Unit {
  code: string;
  symbol: string;
  name: Text;
  dimension: Dimension;
  /**
   * How many of the smallest unit of its dimension here it is (mg, ml, mm, cm², piece, minute): a whole number, so that
   * conversions are exact as long as numbers are. Null where it converts into nothing.
   */
  factor: number | null;
}

/** Code, symbol, Vietnamese name, English name of the Recommendation, factor. */
type Row = readonly [code: string, symbol: string, vi: string, en: string, factor: number | null];

/**
 * Units of UN/CEFACT Recommendation 20 (revision 17, 2021) that the trade uses. Codes that it has withdrawn or
 * deprecated are left out: BX, PA, RO and their like (they are packaging now), HAR (H18 is the hectare). In the south a
 * chục may be twelve and more; here it is ten.
 */
const RECOMMENDATION_20: Partial<Record<Dimension, readonly Row[]>> = {
  MASS: [
    ['MGM', 'mg', 'miligam', 'milligram', 1],
    ['GRM', 'g', 'gam', 'gram', 1_000],
    ['HGM', 'hg', 'lạng', 'hectogram', 100_000],
    ['KGM', 'kg', 'kilôgam', 'kilogram', 1_000_000],
    ['DTN', 'dt', 'tạ', 'decitonne', 100_000_000],
    ['TNE', 't', 'tấn', 'tonne', 1_000_000_000],
  ],
  VOLUME: [
    ['MLT', 'ml', 'mililít', 'millilitre', 1],
    ['CMQ', 'cm³', 'xentimét khối', 'cubic centimetre', 1],
    ['CLT', 'cl', 'xentilít', 'centilitre', 10],
    ['DLT', 'dl', 'đềxilít', 'decilitre', 100],
    ['LTR', 'l', 'lít', 'litre', 1_000],
    ['DMQ', 'dm³', 'đềximét khối', 'cubic decimetre', 1_000],
    ['HLT', 'hl', 'héctôlít', 'hectolitre', 100_000],
    ['MTQ', 'm³', 'mét khối', 'cubic metre', 1_000_000],
  ],
  LENGTH: [
    ['MMT', 'mm', 'milimét', 'millimetre', 1],
    ['CMT', 'cm', 'xentimét', 'centimetre', 10],
    ['DMT', 'dm', 'đềximét', 'decimetre', 100],
    ['MTR', 'm', 'mét', 'metre', 1_000],
    ['KMT', 'km', 'kilômét', 'kilometre', 1_000_000],
  ],
  AREA: [
    ['CMK', 'cm²', 'xentimét vuông', 'square centimetre', 1],
    ['DMK', 'dm²', 'đềximét vuông', 'square decimetre', 100],
    ['MTK', 'm²', 'mét vuông', 'square metre', 10_000],
    ['H18', 'ha', 'hécta', 'square hectometre', 100_000_000],
  ],
  COUNT: [
    ['H87', 'cái', 'cái', 'piece', 1],
    ['EA', 'chiếc', 'chiếc', 'each', 1],
    ['C62', '1', 'đơn vị', 'one', 1],
    ['HEA', 'con', 'con', 'head', 1],
    ['PR', 'đôi', 'đôi', 'pair', 2],
    ['TP', 'chục', 'chục', 'ten pack', 10],
    ['DZN', 'tá', 'tá', 'dozen', 12],
    ['CEN', 'trăm', 'trăm', 'hundred', 100],
    ['MIL', 'nghìn', 'nghìn', 'thousand', 1_000],
  ],
  TIME: [
    ['MIN', 'min', 'phút', 'minute', 1],
    ['HUR', 'h', 'giờ', 'hour', 60],
    ['DAY', 'd', 'ngày', 'day', 1_440],
    ['WEE', 'wk', 'tuần', 'week', 10_080],
    // Twelfths of a year of 365.25 days.
    ['MON', 'mo', 'tháng', 'month', 43_830],
    ['ANN', 'y', 'năm', 'year', 525_960],
  ],
  SET: [['SET', 'bộ', 'bộ', 'set', null]],
};

const UNITS: ReadonlyMap<string, Unit> = new Map(
  [...measures(), ...packages()].map((unit) => [unit.code, unit] as const),
);

function* measures(): Generator<Unit> {
  for (const [dimension, rows] of Object.entries(RECOMMENDATION_20)) {
    for (const [code, symbol, vi, en, factor] of rows) {
      yield { code, symbol, name: { vi, en }, dimension: dimension as Dimension, factor };
    }
  }
}

/**
 * Goods are sold by the bottle or box too: codes of Recommendation 21 are units with an X before them, as in
 * e-invoices.
 */
function* packages(): Generator<Unit> {
  for (const { code, name } of PACKAGING.values()) {
    yield { code: `X${code}`, symbol: name.vi, name, dimension: 'PACKAGE', factor: null };
  }
}

/** All units, by dimension from small to large. */
export const ALL_UNITS: readonly Unit[] = [...UNITS.values()];

/** The unit of a common code (KGM, H87, XBO for a bottle), or null where it is not one that the trade uses here. */
export function unitOf(code: string): Unit | null {
  return UNITS.get(code) ?? null;
}

/** Reads a unit code, whatever its case. */
export function parseUnit(text: string): Parsed<Unit> {
  const code = text.trim().toUpperCase();
  const unit = unitOf(code);
  if (unit) return accepted(unit);
  return refused(
    `Không có đơn vị nào mang mã “${code}”; hãy dùng mã UN/CEFACT Rec 20, ví dụ KGM, LTR, H87, hoặc XBO (chai).`,
    `No unit has the code “${code}”; use a code of UN/CEFACT Rec 20, such as KGM, LTR, H87, or XBO (bottle).`,
  );
}

/**
 * A quantity in another unit of the same dimension; null where the two do not convert into one another, or are unknown.
 */
export function convert(quantity: number, from: string, to: string): number | null {
  if (from === to) return UNITS.has(from) ? quantity : null;
  const [source, target] = [unitOf(from), unitOf(to)];
  if (!source?.factor || !target?.factor || source.dimension !== target.dimension) return null;
  const common = greatestCommonDivisor(source.factor, target.factor);
  return (quantity * (source.factor / common)) / (target.factor / common);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
