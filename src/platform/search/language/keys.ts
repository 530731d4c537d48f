/** The rows of a keyboard, each shifted by about half a key against the one above. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;

/** For each letter those on the keys around it. */
const NEIGHBOURS = new Map<string, string>();
ROWS.forEach((row, y) => {
  [...row].forEach((key, x) => {
    const above = ROWS[y - 1]?.slice(x, x + 2) ?? '';
    const below = ROWS[y + 1]?.slice(Math.max(x - 1, 0), x + 1) ?? '';
    NEIGHBOURS.set(key, (row[x - 1] ?? '') + (row[x + 1] ?? '') + above + below);
  });
});

/** From this length on two keys may be wrong. */
const LONG = 8;

/** Longest word whose keys are looked at: what is longer is no word. */
const MAX_LENGTH = 24;

/** Costs of one wrong key; the first letter of a word is seldom wrong. */
const COST = {
  doubled: 0.5,
  swapped: 0.7,
  slipped: 0.7,
  neighbour: 0.8,
  dropped: 0.9,
  inserted: 0.9,
  other: 1.4,
  first: 0.4,
} as const;

/** Whether two letters lie side by side. */
export const areNeighbours = (one: string, other: string): boolean => NEIGHBOURS.get(one)?.includes(other) ?? false;

/**
 * What is left of a folded word when a letter is taken from it, or two from long ones, and the word itself. Two words that differ by
 * that many keys share a deletion, so an index by deletions finds them without comparing all words: O(letters) look-ups for a
 * short word, O(letters²) for a long one.
 */
export function deletions(folded: string): Set<string> {
  const rests = new Set([folded]);
  if (folded.length < 2 || folded.length > MAX_LENGTH) return rests;
  for (const rest of without(folded)) {
    rests.add(rest);
    // A long word may have lost a letter and be short by it.
    if (folded.length >= LONG - 1) for (const shorter of without(rest)) rests.add(shorter);
  }
  return rests;
}

/** How far apart two folded words are on the keyboard; null if by more keys than their length allows. */
export function keyCost(typed: string, meant: string): number | null {
  const allowed = Math.max(typed.length, meant.length) >= LONG ? 2 : 1;
  if (typed.length > MAX_LENGTH || Math.abs(typed.length - meant.length) > allowed) return null;
  return cheapest(typed, meant, 0, 0, allowed);
}

/** The cheapest way from the rest of one word to the rest of the other with so many wrong keys at most. */
function cheapest(typed: string, meant: string, i: number, j: number, allowed: number): number | null {
  while (i < typed.length && typed[i] === meant[j]) {
    // One of two equal letters may be the wrong one: it costs the same wherever it is.
    i += 1;
    j += 1;
  }
  if (i === typed.length && j === meant.length) return 0;
  if (allowed === 0) return null;
  const first = i === 0 && j === 0 ? COST.first : 0;
  const ways = [
    plus(substituted(typed[i], meant[j]), cheapest(typed, meant, i + 1, j + 1, allowed - 1)),
    i < typed.length ? plus(inserted(typed, i), cheapest(typed, meant, i + 1, j, allowed - 1)) : null,
    j < meant.length ? plus(dropped(meant, j), cheapest(typed, meant, i, j + 1, allowed - 1)) : null,
    i + 1 < typed.length && typed[i] === meant[j + 1] && typed[i + 1] === meant[j]
      ? plus(COST.swapped, cheapest(typed, meant, i + 2, j + 2, allowed - 1))
      : null,
  ].filter((way) => way !== null);
  return ways.length > 0 ? Math.min(...ways) + first : null;
}

const plus = (step: number | null, rest: number | null): number | null =>
  step === null || rest === null ? null : step + rest;

function substituted(typed: string | undefined, meant: string | undefined): number | null {
  if (typed === undefined || meant === undefined) return null;
  return areNeighbours(typed, meant) ? COST.neighbour : COST.other;
}

/** A letter too many: typed twice, or slipped onto with its neighbour. */
function inserted(typed: string, at: number): number {
  const letter = typed[at]!;
  if (letter === typed[at - 1] || letter === typed[at + 1]) return COST.doubled;
  const beside = areNeighbours(letter, typed[at - 1] ?? '') || areNeighbours(letter, typed[at + 1] ?? '');
  return beside ? COST.slipped : COST.inserted;
}

const dropped = (meant: string, at: number): number =>
  meant[at] === meant[at - 1] || meant[at] === meant[at + 1] ? COST.doubled : COST.dropped;

function* without(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}
