import type { Bearer, Mention } from './place-mentions.ts';
import type { PlaceNames, PlaceUnit } from './place-names.ts';
import { readName } from './place-words.ts';

/** A unit that a text may mean, and how well that fits: the words before `from` lie below it. */
export interface Found {
  readonly unit: PlaceUnit;
  readonly from: number;
  /** The higher the better; 0 is a contradiction that somebody must solve. */
  readonly rank: number;
}

/** What is named below a province. In one period both held; across periods only where nothing else can be meant. */
export function link(lower: Mention, province: Mention, names: PlaceNames): Found[] {
  const pairs = lower.bearers.flatMap((inner) => province.bearers.map((outer) => ({ inner, outer })));
  // The commune of today may be another than the one that is meant: only the province is certain.
  const doubted = ({ inner, outer }: Pair): Found[] => [
    { unit: inner.unit, from: lower.from, rank: 0 },
    { unit: outer.unit, from: province.from, rank: 0 },
  ];
  const foundOf = (pair: Pair, rank: number) => (pair.inner.doubtful ? doubted(pair) : [fitOf(pair, lower.from, rank)]);
  const together = pairs.filter(({ inner, outer }) => inner.unit.parents.has(outer.unit.id));
  if (together.length > 0) return together.flatMap((pair) => foundOf(pair, 10));
  const kept = pairs.filter(({ inner, outer }) => isKept(inner.unit, outer.unit, names));
  if (kept.length > 0) return kept.flatMap((pair) => foundOf(pair, 1));
  return pairs.filter(({ inner, outer }) => isMoved(inner.unit, outer.unit)).flatMap(doubted);
}

interface Pair {
  readonly inner: Bearer;
  readonly outer: Bearer;
}

const fitOf = ({ inner, outer }: Pair, from: number, rank: number): Found => ({
  unit: inner.unit,
  from,
  rank: rank + 2 * inner.spelling + Number(inner.ofType) + outer.spelling / 4,
});

/**
 * Whether a unit can only be the one meant by the name of a province of another time: all of a former district lies in today's province, or
 * a commune of today bears the name of a district that the former province had, its seat. Special zones are of today only.
 */
function isKept(unit: PlaceUnit, province: PlaceUnit, names: PlaceNames): boolean {
  if (unit.level === 'DISTRICT') return unit.within.has(province.id);
  if (!isMoved(unit, province)) return false;
  return (
    unit.type === 'SPECIAL_ZONE' || names.called(readName(unit.name).key).some((other) => isSeat(other.unit, province))
  );
}

const isSeat = (unit: PlaceUnit, province: PlaceUnit): boolean =>
  unit.level === 'DISTRICT' && unit.parents.has(province.id);

/** Whether a commune lies in what a former province went into. */
const isMoved = (unit: PlaceUnit, province: PlaceUnit): boolean =>
  unit.level === 'COMMUNE' && [...unit.parents].some((parent) => province.becomes.has(parent));

/** Of what was found, what fits best, each unit once: what it became instead of what it was, where both go by one name. */
export function likeliest(found: readonly Found[]): Found[] {
  const best = Math.max(...found.map(({ rank }) => rank));
  const units = new Map(found.filter(({ rank }) => rank === best).map((each) => [each.unit, each]));
  for (const one of units.keys())
    if ([...units.keys()].some((other) => one.becomes.has(other.id) && one.level === other.level)) units.delete(one);
  const all = [...units.values()];
  const zone = all.find(({ unit }) => unit.type === 'SPECIAL_ZONE' && unit.holds);
  return zone && all.every(({ unit }) => unit === zone.unit || isReplaced(unit, zone.unit)) ? [zone] : all;
}

/** Special zones took the place of whole districts of islands. */
const isReplaced = (unit: PlaceUnit, zone: PlaceUnit): boolean =>
  unit.level === 'DISTRICT' && [...zone.parents].some((parent) => unit.within.has(parent));
