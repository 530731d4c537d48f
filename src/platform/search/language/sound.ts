/** A folded syllable: what it begins with, its vowels, and what it ends with. */
interface Parts {
  readonly onset: string;
  readonly vowels: string;
  readonly final: string;
}

const SYLLABLE =
  /^(ngh|ng|nh|gh|gi(?=[aeiouy])|kh|ph|th|ch|tr|qu(?=[aeiouy])|[bcdfghjklmnpqrstvwxz])?([aeiouy]{1,4})(ng|nh|ch|[cmnpt])?$/;

/** Letters that write one sound: whoever confuses them hears no difference at all. */
const SAME_ONSET: Readonly<Record<string, string>> = {
  k: 'c',
  q: 'c',
  gh: 'g',
  ngh: 'ng',
  f: 'ph',
  w: 'qu',
  z: 'd',
  j: 'gi',
};

/** Onsets that are one sound somewhere in the country: the north for s, tr, r and l, the south for v. */
const LIKE_ONSET: Readonly<Record<string, string>> = { x: 's', tr: 'ch', gi: 'd', r: 'd', v: 'd', l: 'n' };

/** Vowels that are one sound in the speech of the south, before the final that follows. */
const LIKE_VOWELS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ieu|uou|uu)$/, 'iu'],
  [/^uoi$/, 'ui'],
  [/^ao$/, 'au'],
  [/^ie(?=[mp])/, 'i'],
  [/^uo(?=[mp])/, 'u'],
];

/** Finals that the south says alike. */
const LIKE_FINAL: Readonly<Record<string, string>> = { ng: 'n', nh: 'n', c: 't', ch: 't' };

/** Costs of one confusion. */
const COST = { same: 0.15, onset: 0.4, vowels: 0.5, final: 0.45 } as const;

/**
 * What all words that sound alike have in common: the folded word with every letter that people confuse by ear replaced by one of
 * them: s/x, ch/tr, d/gi/r/v, l/n, i/y, qu/w, final n/ng/nh and c/t/ch, and the vowels of riệu for rượu. Tones and marks do not
 * count. A word that is no syllable (organic) sounds like itself alone. O(letters).
 */
export function soundKey(folded: string): string {
  const parts = part(folded);
  if (!parts) return folded;
  return likeOnset(parts.onset) + likeVowels(parts) + likeFinal(parts.final);
}

/** How far apart two folded words are by ear: 0 for one word, null for words that sound different. */
export function soundCost(typed: string, meant: string): number | null {
  if (typed === meant) return 0;
  const a = part(typed);
  const b = part(meant);
  if (!a || !b || soundKey(typed) !== soundKey(meant)) return null;
  return onsetCost(a.onset, b.onset) + vowelCost(a.vowels, b.vowels) + (a.final === b.final ? 0 : COST.final);
}

/** Takes a folded syllable apart; null for what has not the form of one. */
export function part(folded: string): Parts | null {
  const found = SYLLABLE.exec(folded);
  if (!found) return null;
  const [, onset = '', vowels = '', final = ''] = found;
  // gì and giếng write the i of gi once: g + i is gi + i, gi + ê is gi + iê.
  if (onset === 'g' && vowels.startsWith('i')) return { onset: 'gi', vowels, final };
  if (onset === 'gi' && vowels.startsWith('e')) return { onset, vowels: `i${vowels}`, final };
  return { onset, vowels, final };
}

const likeOnset = (onset: string): string => {
  const same = SAME_ONSET[onset] ?? onset;
  return LIKE_ONSET[same] ?? same;
};

function likeVowels({ vowels, final }: Parts): string {
  let like = vowels.replaceAll('y', 'i') + final;
  for (const [heard, written] of LIKE_VOWELS) like = like.replace(heard, written);
  return final ? like.slice(0, -final.length) : like;
}

const likeFinal = (final: string): string => LIKE_FINAL[final] ?? final;

function onsetCost(typed: string, meant: string): number {
  if (typed === meant) return 0;
  return (SAME_ONSET[typed] ?? typed) === (SAME_ONSET[meant] ?? meant) ? COST.same : COST.onset;
}

function vowelCost(typed: string, meant: string): number {
  if (typed === meant) return 0;
  return typed.replaceAll('y', 'i') === meant.replaceAll('y', 'i') ? COST.same : COST.vowels;
}
