import { distance } from 'fastest-levenshtein';

/** Shortest name in which one wrong letter does not make any other. */
const SHORTEST = 5;

/** Whether two keys of names differ by one letter, as where one is mistyped; another digit is another name. */
export const isMistyped = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= SHORTEST &&
  Math.abs(one.length - other.length) <= 1 &&
  digitsOf(one) === digitsOf(other) &&
  distance(one, other) === 1;

const digitsOf = (text: string): string => text.replace(/\D/g, '');
