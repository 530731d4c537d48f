import type { UnitReading } from '../../platform/cells/units.ts';
import { fold, hasDiacritics } from '../../platform/text/vietnamese.ts';

/*
 * Which unit is meant by a word that is no name of one.
 */

type UnknownUnit = Extract<UnitReading, { is: 'unknown' }>;

/** Shortest word in which one wrong letter does not make any other. */
const SHORTEST_MISTYPED = 5;

/**
 * The unit that a text is likely enough to mean: the only one near it, but by no other marks (thúng is no thùng). How much of it is meant
 * (can 5l) is not known.
 */
export function likeliestUnit(text: string, { suggestions, note }: UnknownUnit): string | null {
  const [only, ...others] = suggestions;
  if (!only || others.length > 0) return null;
  if (note !== null) return only.code;
  if (text.length < SHORTEST_MISTYPED || /\d/.test(text)) return null;
  const hasOtherMarks = hasDiacritics(text) && only.name.vi.split(', ').some((name) => fold(name) === fold(text));
  return hasOtherMarks ? null : only.code;
}

/** Whether a word counts work: that is no unit of goods, and its rows are no goods. */
export const isForWork = ({ suggestions, note }: UnknownUnit): boolean => note !== null && suggestions.length === 0;
