import { canonical, nameKey } from '../platform/text/vietnamese.ts';
import { UnitType } from './administrative-unit.entity.ts';

/** Words that stand before the name of a unit and say its type; longer ones first where one begins another. */
const TYPE_WORDS: readonly (readonly [string, UnitType])[] = [
  ['Thành phố', UnitType.CITY],
  ['Thị xã', UnitType.TOWN],
  ['Đặc khu', UnitType.SPECIAL_ZONE],
  ['Huyện', UnitType.DISTRICT],
  ['Phường', UnitType.WARD],
  ['Quận', UnitType.URBAN_DISTRICT],
  ['Tỉnh', UnitType.PROVINCE],
  ['Xã', UnitType.COMMUNE],
  ['TP.', UnitType.CITY],
  ['TX.', UnitType.TOWN],
  ['TP', UnitType.CITY],
  ['TX', UnitType.TOWN],
];

/** A name as written somewhere, parted from the word for its type. */
export interface PlaceName {
  name: string;
  type: UnitType | null;
}

/**
 * Parts "Huyện Cầu Kè" into its name and its type. A number is no name: "Quận 1" stays whole. "Thành phố" reads as
 * CITY, although centrally-run cities (MUNICIPALITY) are called so too.
 */
export function parsePlaceName(text: string): PlaceName {
  const whole = canonical(text);
  const folded = nameKey(whole);
  for (const [word, type] of TYPE_WORDS) {
    if (!folded.startsWith(`${nameKey(word)} `)) continue;
    const name = whole.slice(word.length).trim();
    return { name: /^\d/.test(name) ? whole : name, type };
  }
  return { name: whole, type: null };
}

/** The keys under which a unit may be found by what somebody typed: with and without the word for its type. */
export function placeNameKeys(text: string): string[] {
  return [...new Set([nameKey(text), nameKey(parsePlaceName(text).name)])];
}
