import { isMistyped } from '../platform/text/mistyped.ts';
import { fold, hasDiacritics, spellingKey } from '../platform/text/vietnamese.ts';

/*
 * Whether a text is the name of a category, written in another way. A word that the name lacks makes another thing of it (dừa is no
 * dầu dừa), and so does another mark (kẹo dứa is no kẹo dừa).
 */

/** Words that make no other thing of a name: bánh các loại are bánh. */
const AROUND: ReadonlySet<string> = new Set(['và', 'and', 'các', 'những', 'loại']);

/** The plural of an English word; none of Vietnamese ends so. */
const PLURAL = /(?<=[a-z]{3})s$/;

/** The words of a name that count, as they are spelt; hỏi and ngã sound the same to many, and are written for each other. */
const wordsOf = (name: string): string[] =>
  spellingKey(name)
    .split(' ')
    .filter((word) => word !== '' && !AROUND.has(word))
    .map((word) => word.replace(PLURAL, '').normalize('NFD').replaceAll('\u0303', '\u0309').normalize('NFC'));

/** Whether a text has just the words of a name, in any order and with marks left out, or has one letter of it wrong. */
export function isNameAlike(text: string, name: string): boolean {
  const [said, own] = [wordsOf(text), wordsOf(name)];
  if (said.length !== own.length || said.length === 0) return false;
  const ordered = own.toSorted(byLetters);
  if (said.toSorted(byLetters).every((word, at) => isWord(word, ordered[at]!))) return true;
  const [key, ownKey] = [said.join(' '), own.join(' ')];
  return fold(key) !== fold(ownKey) && isMistyped(key, ownKey);
}

const isWord = (said: string, own: string): boolean => said === own || (!hasDiacritics(said) && said === fold(own));

function byLetters(one: string, other: string): number {
  const [a, b] = [fold(one), fold(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
