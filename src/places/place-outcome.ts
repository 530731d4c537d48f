import { UnitLevel } from './administrative-unit.entity.ts';
import { type Found, likeliest, link } from './place-links.ts';
import { type Bearer, columnOf, type Mention, mentionsBefore } from './place-mentions.ts';
import type { PlaceNames, PlaceUnit } from './place-names.ts';
import type { PlaceText, Said } from './place-words.ts';

/** A unit that a text may mean; the words before `from` lie below it. */
export interface Candidate {
  readonly unit: PlaceUnit;
  readonly from: number;
}

/** The words of a name that is said to be of a unit and is that of none, or of one with other marks. */
export interface Unnamed {
  readonly from: number;
  readonly to: number;
  readonly said: Said;
}

/** What a text comes to that ends with the name of a place. */
export interface Outcome {
  /** Without order; more than one where it is not certain which is meant. */
  readonly candidates: readonly Candidate[];
  /** How many names were read, of which each lies in the next. */
  readonly names: number;
  /** Whether a type word or a column says what the largest unit is. */
  readonly said: boolean;
  /** What keeps the text from being understood; null where nothing does. */
  readonly unnamed: Unnamed | null;
}

/** One way to read the end of a text: the words from `from` on. */
interface Way {
  readonly from: number;
  readonly names: number;
  readonly found: readonly Found[];
  readonly said: boolean;
  readonly unnamed: Unnamed | null;
}

const isProvince = ({ unit }: Bearer): boolean => unit.level === 'PROVINCE';
const isLower = (bearer: Bearer): boolean => !isProvince(bearer);
const isSpelt = ({ spelling }: Bearer): boolean => spelling > 0;

/**
 * Reads a text from its end, where the largest place stands: a district or commune in a province, the province of today beside the former
 * one, or one name alone. Null where it does not end with the name of a place. The way that leaves the fewest words over wins.
 */
export function outcomeOf(text: PlaceText, names: PlaceNames): Outcome | null {
  const reader = { text, names };
  const ways = mentionsBefore(text, text.words.length, names).flatMap((mention) => {
    const province = only(mention, isProvince);
    const isSure = province?.bearers.some(({ alias }) => !alias);
    return [...(province ? waysUpTo(reader, province) : []), ...(isSure ? [] : wayOfOne(reader, mention))];
  });
  const [first] = ways.sort((a, b) => a.from - b.from || a.names - b.names);
  if (!first) return null;
  const best = ways.filter(({ from, names: count }) => from === first.from && count === first.names);
  const clear = best.filter(({ unnamed }) => unnamed === null);
  if (clear.length === 0) return { ...first, candidates: first.found };
  return { ...clear[0]!, candidates: likeliest(clear.flatMap(({ found }) => found)) };
}

interface Reader {
  readonly text: PlaceText;
  readonly names: PlaceNames;
}

function only(mention: Mention, allows: (bearer: Bearer) => boolean): Mention | null {
  const bearers = mention.bearers.filter(allows);
  return bearers.length > 0 ? { ...mention, bearers } : null;
}

function before({ text, names }: Reader, end: number, allows: (bearer: Bearer) => boolean): Mention[] {
  return mentionsBefore(text, end, names).flatMap((mention) => only(mention, allows) ?? []);
}

function waysUpTo(reader: Reader, province: Mention): Way[] {
  const neighbours = before(reader, province.from, isProvince).filter(({ opens }) => opens);
  return [
    ...waysWithin(reader, province, 2),
    ...wayOfProvince(reader, province),
    ...neighbours.flatMap((neighbour) => waysOfBoth(reader, province, neighbour)),
  ];
}

/** Districts and communes that are named right before the province that they lie in. */
function waysWithin(reader: Reader, province: Mention, names: number): Way[] {
  return before(reader, province.from, isLower).flatMap((mention) => {
    const lower = lowerOf(reader, mention);
    const found = lower ? link(lower, province, reader.names) : [];
    return found.length > 0 ? [wayOf(lower!, names, found, province)] : [];
  });
}

/** What a mention may mean below a province, or alone. Nothing lies below a commune: another unit before it rules it out. */
function lowerOf({ text }: Reader, mention: Mention): Mention | null {
  if (!mention.opens) return null;
  const isFree = unnamedBefore(text, mention.from) === null;
  return only(mention, (bearer) => {
    return isLower(bearer) && (isFree || bearer.unit.level !== 'COMMUNE') && (mention.said !== null || isSpelt(bearer));
  });
}

function wayOf({ from }: Mention, names: number, found: readonly Found[], largest: Mention): Way {
  return { from, names, found, said: largest.said !== null, unnamed: null };
}

function wayOfOne(reader: Reader, mention: Mention): Way[] {
  const lower = lowerOf(reader, mention);
  if (!lower) return [];
  const way = wayOf(lower, 1, foundIn(lower), lower);
  if (lower.bearers.some(({ doubtful }) => !doubtful)) return [way];
  const { words } = reader.text;
  const said = lower.said ?? { level: UnitLevel.COMMUNE, type: null };
  return [{ ...way, unnamed: { from: lower.from, to: endOfName(reader.text, lower.from, words.length), said } }];
}

const foundIn = ({ bearers, from }: Mention): Found[] =>
  bearers.map(({ unit, spelling, ofType }) => ({ unit, from, rank: 10 + 2 * spelling + Number(ofType) }));

/** A province alone. What is said of a commune in one that ended was a commune of that time; otherwise it should be known. */
function wayOfProvince({ text, names }: Reader, province: Mention): Way[] {
  if (!province.opens) return [];
  const found = foundIn(province);
  const way = wayOf(province, 1, found, province);
  const unnamed = unnamedBefore(text, province.from);
  if (!unnamed || isNameOf(text, unnamed, province, names)) return [way];
  if (unnamed.said.level !== 'COMMUNE') return [{ ...way, unnamed }];
  const former = found.filter(({ unit }) => !unit.holds);
  const isFormer = former.length === found.length || (former.length > 0 && unnamed.said.type === 'TOWNSHIP');
  return [isFormer ? { ...way, found: former } : { ...way, unnamed }];
}

/** "TP Huế, Thừa Thiên Huế" names one unit twice. */
function isNameOf({ words }: PlaceText, { from, to }: Unnamed, { bearers }: Mention, names: PlaceNames): boolean {
  const called = names.called(
    words
      .slice(from, to)
      .map(({ key }) => key)
      .join(' '),
  );
  return called.some(({ unit }) => bearers.some((bearer) => bearer.unit === unit));
}

/** Two provinces beside each other: the former one lies in today's (An Giang, Kiên Giang cũ); two others contradict each other. */
function waysOfBoth(reader: Reader, province: Mention, neighbour: Mention): Way[] {
  const all = [...province.bearers, ...neighbour.bearers];
  const former = all.filter(({ unit }) =>
    all.some((other) => unit.becomes.has(other.unit.id) && other.unit.name !== unit.name),
  );
  const both = { ...neighbour, bearers: all };
  if (former.length === 0) {
    const isOther =
      all.every(isSpelt) && !province.bearers.some(({ unit }) => neighbour.bearers.some((one) => one.unit === unit));
    const found = [...foundIn(province), ...foundIn(neighbour)].map((each) => ({ ...each, rank: 0 }));
    return isOther ? [wayOf(neighbour, 2, found, province)] : [];
  }
  const unnamed = unnamedBefore(reader.text, neighbour.from);
  const way = wayOf(
    neighbour,
    2,
    foundIn({ ...both, bearers: former }).map((each) => ({ ...each, rank: each.rank + 0.5 })),
    province,
  );
  return [...waysWithin(reader, both, 3), { ...way, unnamed }];
}

/** The last words before a word that are said to name a district or commune. */
function unnamedBefore(text: PlaceText, end: number): Unnamed | null {
  const { words } = text;
  for (let from = end - 1; from >= 0; from -= 1) {
    const type = text.types[from];
    const isType = type && (type.certain || (!type.doubtful && words[from - type.length]!.gap !== 'none'));
    const said = isType ? type.said : columnOf(text, from, end);
    if (said && said.level !== 'PROVINCE') return { from, to: endOfName(text, from, end), said };
  }
  return null;
}

function endOfName({ words }: PlaceText, from: number, end: number): number {
  const next = words.slice(from + 1, end).findIndex(({ gap }) => gap !== 'none');
  return next < 0 ? end : from + 1 + next;
}
