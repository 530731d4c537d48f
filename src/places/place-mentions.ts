import { UnitType } from './administrative-unit.entity.ts';
import type { Called, PlaceNames, PlaceUnit } from './place-names.ts';
import { type PlaceText, type Said, typeWordAfter } from './place-words.ts';

/** A unit that words may mean. */
export interface Bearer {
  readonly unit: PlaceUnit;
  /** How well they spell its name: 2 as it is, 1 with marks left out, 0 with other marks. */
  readonly spelling: 0 | 1 | 2;
  /**
   * Whether it is a commune whose name has other marks than the words, in a text that has marks. Those of before 2025-07-01 are not known:
   * one of them may be spelt just so.
   */
  readonly doubtful: boolean;
  /** Whether that is what it is called beside its name. */
  readonly alias: boolean;
  /** Whether it is of the very type that is said; a district is found, too, as what it was or became. */
  readonly ofType: boolean;
}

/** Words that name units, with the type word beside the name and "cũ" behind it: those from `from` on. */
export interface Mention {
  readonly from: number;
  readonly bearers: readonly Bearer[];
  /** Null where neither a type word nor a column says anything. */
  readonly said: Said | null;
  /** Whether a name may begin here: behind a separator, or with words that can only be a type. */
  readonly opens: boolean;
}

type Era = 'former' | 'today';

/** Where the words of a name end, and what follows it up to the end of the mention. */
interface Ending {
  readonly name: number;
  readonly mention: number;
  readonly era: Era | null;
  readonly said: Said | null;
}

const ERA_WORDS: ReadonlyMap<string, Era> = new Map([
  ['cũ', 'former'],
  ['cu', 'former'],
  ['mới', 'today'],
  ['moi', 'today'],
]);

/** The mentions that end right before a word, each the longer before the shorter. O(words of the longest name). */
export function mentionsBefore(text: PlaceText, end: number, names: PlaceNames): Mention[] {
  return endingsAt(text, end)
    .flatMap((ending) => mentionsOf(text, ending, names))
    .filter(({ bearers }) => bearers.length > 0);
}

function endingsAt(text: PlaceText, end: number): Ending[] {
  const last = end > 1 ? text.words[end - 1]! : null;
  const endings: Ending[] = [{ name: end, mention: end, era: null, said: null }];
  const era = (last && ERA_WORDS.get(last.spelt)) ?? null;
  if (era) endings.push({ name: end - 1, mention: end, era, said: null });
  const type = last && typeWordAfter(text, end - 1);
  if (type) endings.push({ name: end - 1, mention: end, era: null, said: type });
  return endings;
}

function mentionsOf(text: PlaceText, ending: Ending, names: PlaceNames): Mention[] {
  const { words } = text;
  const found: Mention[] = [];
  const spelt: string[] = [];
  const key: string[] = [];
  for (let from = ending.name - 1; from >= Math.max(0, ending.name - names.longest); from -= 1) {
    key.unshift(words[from]!.key);
    spelt.unshift(words[from]!.spelt);
    const bearers = bearersOf(names.called(key.join(' ')), text.bare ? null : spelt.join(' '), ending.era);
    if (bearers.length > 0) found.unshift(...mentionsAt(text, from, ending, bearers));
    if (words[from]!.gap === 'mark') break;
  }
  return found;
}

/** A name with the type word before it, and alone; a number alone is no name. */
function mentionsAt(text: PlaceText, from: number, ending: Ending, bearers: readonly Bearer[]): Mention[] {
  const { words } = text;
  const found: Mention[] = [];
  const type = text.types[from];
  if (type) {
    const start = from - type.length;
    const opens = type.certain || words[start]!.gap !== 'none';
    found.push({ from: start, bearers: saidOf(bearers, type.said), said: type.said, opens });
  }
  const said = ending.said ?? columnOf(text, from, ending.mention);
  if (!said && from === ending.name - 1 && /^\d+$/.test(words[from]!.key)) return found;
  found.push({ from, bearers: saidOf(bearers, said), said, opens: words[from]!.gap !== 'none' });
  return found;
}

/** What a column says of the words that fill it. */
export function columnOf({ words }: PlaceText, from: number, end: number): Said | null {
  const level = words[from]?.gap === 'mark' && (words[end]?.gap ?? 'mark') === 'mark' ? words[from].column : null;
  return level && { level, type: null };
}

/** Where nothing in a text is accented, no name is spelt better than another. */
function bearersOf(called: readonly Called[], spelt: string | null, era: Era | null): Bearer[] {
  return called
    .filter(({ unit }) => era === null || unit.holds === (era === 'today'))
    .map(({ unit, spelt: name, alias }) => ({
      unit,
      spelling: spelt === null ? 1 : spellingOf(spelt, name),
      doubtful: unit.level === 'COMMUNE' && spelt !== null && marksOf(spelt) !== marksOf(name),
      alias,
      ofType: true,
    }));
}

const marksOf = (spelt: string): string => spelt.normalize('NFD').replaceAll('đ', 'd\u0335').replaceAll('y', 'i');

/** Both have one key, so all that the longer can have more are marks. */
function spellingOf(spelt: string, name: string): Bearer['spelling'] {
  if (spelt === name) return 2;
  let at = 0;
  const full = marksOf(name);
  for (const character of marksOf(spelt)) {
    at = full.indexOf(character, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}

function saidOf(bearers: readonly Bearer[], said: Said | null): Bearer[] {
  if (!said) return [...bearers];
  return bearers
    .filter(({ unit }) => fits(unit, said))
    .map((bearer) => ({ ...bearer, ofType: said.type === null || bearer.unit.type === said.type }));
}

/** Communes are told apart by their type: of one name, one may be a ward and another not. Districts rose from one to the next. */
function fits(unit: PlaceUnit, { level, type }: Said): boolean {
  if (type === UnitType.CITY && unit.type === UnitType.MUNICIPALITY) return true;
  return unit.level === level && (level !== 'COMMUNE' || type === null || unit.type === type);
}
