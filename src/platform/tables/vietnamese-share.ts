import { readSyllable } from '../text/syllable.ts';

/** Words that can tell encodings apart: of two letters or more, not all of them ASCII; damage counts as a letter. */
const WORD = /[\p{L}\p{M}\ufffd]{2,}/gu;

/** A marked capital after a small letter: what a wrong table makes of a word; TCVN3 itself mixes plain ones so. */
const MIXED_CASE = /\p{Ll}(?![A-Z])\p{Lu}/u;

/** The share of the marked words that are Vietnamese syllables, from 0 to 1; 0 without such words. */
export function vietnameseShare(text: string): number {
  const words = (text.normalize('NFC').match(WORD) ?? []).filter((word) => /[^\0-\x7f]/.test(word));
  const good = words.filter((word) => !MIXED_CASE.test(word) && readSyllable(word));
  return words.length > 0 ? good.length / words.length : 0;
}
