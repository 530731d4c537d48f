import type { Text } from '../errors/user-error.ts';
import { LruMap } from '../lru.ts';
import { keyCost } from '../search/language/keys.ts';
import { type Counted, countedBy, FOLDED_UNIT_NAMES, unitNamed, unitsNamed } from '../standards/unit-names.ts';
import { parseUnit, unitOf } from '../standards/units.ts';
import { fold } from '../text/vietnamese.ts';
import { type Quantity, readQuantity } from './quantities.ts';
import { oneLine } from './text-cells.ts';

/** The unit that a text names, or the units that it may be meant for. */
export type UnitReading =
  | {
      readonly is: 'unit';
      readonly code: string /** what one of it holds, where it says so */;
      readonly contains: UnitContents | null;
    }
  | {
      readonly is: 'unknown';
      /** The nearest first, at most 3; none for what is no unit of goods. */
      readonly suggestions: readonly UnitSuggestion[];
      /** Why it is not read, where there is more to say than that it is unknown. */
      readonly note: Text | null;
    };

/** What a package holds: “thùng 24 chai” 24 of XBO, “thùng 24” 24 of what is not said. */
export interface UnitContents {
  readonly count: number;
  readonly unit: string | null;
}

export interface UnitSuggestion {
  readonly code: string;
  readonly name: Text;
}

const MOST_SUGGESTIONS = 3;

/** Shortest word in which one wrong letter does not make any other. */
const SHORTEST_MISTYPED = 4;

/** A currency before the unit, as in the headers of price lists: đ/kg. */
const CURRENCY = /^(?:vn[dđ]|đ|₫|đồng)\s*\/\s*/i;

/** Money anywhere else: what nghìn đồng/kg says of prices would be lost. */
const MONEY = /(?<!\p{L})(?:vn[dđ]|đ|₫|đồng)(?!\p{L})/iu;

const PIECE = 'H87';

/**
 * Reads a unit by its code or by what people call it (kg, ký, Hủ, hũ, pcs), alone or with what it holds (thùng 24, hộp 10 gói). Words
 * for pieces of a kind (miếng, cây) and for work (lần) are not read, nor is what two units are called; they are told apart by what is
 * suggested. A single T is a tonne, a carton or a bag: it is not read.
 */
export function readUnit(text: string): UnitReading {
  const written = oneLine(text)
    .replace(CURRENCY, '')
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim();
  const code = written === 'T' ? null : (unitNamed(written) ?? codeIn(written));
  if (code) return { is: 'unit', code, contains: null };
  const read = readQuantity(written, null);
  return (read.is === 'value' && read.value.unit !== null && packed(read.value)) || remembered(written);
}

/** Codes of two letters are words too (ca, st): they count in capitals only. */
function codeIn(text: string): string | null {
  if (text.length < 3 && text !== text.toUpperCase()) return null;
  const parsed = parseUnit(text);
  return parsed.ok ? parsed.value.code : null;
}

/** One package with what it holds, or one of a unit (1 kg); null where it is several, or what it holds is unclear. */
function packed({ value, unit, contains }: Quantity): UnitReading | null {
  const code = unitNamed(unit!);
  if (value !== 1 || code === null) return null;
  if (contains === null) return { is: 'unit', code, contains: null };
  if (unitOf(code)?.dimension !== 'PACKAGE') return null;
  const inner = contains.unit === null ? null : unitNamed(contains.unit);
  if (contains.unit !== null && inner === null && countedBy(contains.unit) !== 'PIECES') return null;
  return { is: 'unit', code, contains: { count: contains.value, unit: inner ?? (contains.unit && PIECE) } };
}

function remembered(text: string): UnitReading {
  const answer = unread.get(text) ?? unknown(text);
  if (text.length <= 100) unread.set(text, answer);
  return answer;
}

function unknown(text: string): UnitReading {
  if (isAnotherAmount(text) || MONEY.test(text)) return { is: 'unknown', suggestions: [], note: null };
  const counted = countedBy(text);
  if (counted)
    return { is: 'unknown', suggestions: suggest(counted === 'PIECES' ? [PIECE] : []), note: NOTES[counted] };
  const codes = new Set([...alike(text), ...named(text), ...mistyped(text)]);
  return { is: 'unknown', suggestions: suggest([...codes].slice(0, MOST_SUGGESTIONS)), note: null };
}

/** Whether a text is more or less than one of a unit (500g, nửa ký, 1/2 kg), whose price is not that of the unit. */
function isAnotherAmount(text: string): boolean {
  if (/^(?:\d+ ?[/⁄.,] ?\d|(?!1(?!\d))\d|nua |mot nua )/.test(fold(text))) return true;
  const read = readQuantity(text, null);
  return read.is === 'ambiguous' || (read.is === 'value' && read.value.value !== 1);
}

const suggest = (codes: readonly string[]): UnitSuggestion[] =>
  codes.map((code) => ({ code, name: unitOf(code)!.name }));

/** What was not read, with its answer: a file has the same few words in all of its rows. */
const unread = new LruMap<string, UnitReading>(1_000);

const NOTES: Readonly<Record<Counted, Text>> = {
  PIECES: {
    vi: 'Từ này đếm từng loại vật, không có mã đơn vị riêng; “cái” là gần nhất.',
    en: 'This word counts things of one kind and has no code of its own; “piece” is the nearest.',
  },
  SERVICES: {
    vi: 'Từ này đếm công việc hoặc dịch vụ, không phải đơn vị của hàng hóa.',
    en: 'This word counts work or services; it is no unit of goods.',
  },
};

/** Units of the same letters, those of the same marks first. */
const alike = (text: string): string[] =>
  [...unitsNamed(text), ...(FOLDED_UNIT_NAMES.get(fold(text)) ?? [])].filter(Boolean);

/** Units that the text names among other words: “túi zip”, “hộp hoặc gói”; the first word first. A number and what follows it are held. */
function named(text: string): string[] {
  const words = text.replace(/\d.*/, '').match(/\p{L}+/gu) ?? [];
  return words.flatMap((word) => unitNamed(word) ?? (countedBy(word) === 'PIECES' ? PIECE : unitsNamed(word)));
}

/** Units of nearly the same letters, the nearest first. */
function mistyped(text: string): string[] {
  const folded = fold(text);
  if (folded.length < SHORTEST_MISTYPED) return [];
  const near = [...FOLDED_UNIT_NAMES].flatMap(([name, codes]) => {
    const cost = name.length < SHORTEST_MISTYPED ? null : keyCost(folded, name);
    return cost === null ? [] : [...codes].filter(Boolean).map((code) => ({ code, cost }));
  });
  return near.sort((a, b) => a.cost - b.cost).map(({ code }) => code);
}
