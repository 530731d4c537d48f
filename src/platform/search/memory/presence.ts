import type { Condition } from '../conditions.ts';
import type { Test } from '../document-texts.ts';
import { searchWords, type Word } from '../words.ts';
import { Matcher } from './matching.ts';
import type { Rows } from './rows.ts';

/** Which of some words the rows have that are public at an instant: `named` in names and what is around them, `mentioned` elsewhere. */
export function findWords(
  rows: Rows,
  words: readonly string[],
  at: Date,
): { named: Set<string>; mentioned: Set<string> } {
  const instant = at.getTime();
  const having = (termOf: (word: Word) => string) =>
    new Set(
      words.filter((text) => {
        const word = searchWords(text)[0] ?? { folded: text, marked: null };
        return rows.terms.with(termOf(word)).some((row) => rows.isPublic(row, instant));
      }),
    );
  return { named: having(namedTerm), mentioned: having(({ folded, marked }) => (marked ? `~${marked}` : folded)) };
}

/** The term of a word in names and what is around them. */
const namedTerm = ({ folded, marked }: Word): string => (marked ? `=${marked}` : `^${folded}`);

/** For each list of words whether some name has them all; the last word of the first may be a part of one. */
export function findInNames(rows: Rows, lists: readonly (readonly string[])[], isPart: boolean, at: Date): boolean[] {
  const matcher = new Matcher(rows);
  return lists.map((list, place) => {
    const words = list.flatMap((word) => searchWords(word));
    const part = isPart && place === 0 ? words.pop() : undefined;
    const terms: Condition[] = [
      ...words.map((word) => ({ term: namedTerm(word) })),
      ...(part ? [{ begins: `^${part.folded}` }] : []),
    ];
    const isThere: Test<number>[] = [
      ...words.map(({ folded, marked }) => matcher.named(` ${marked ?? folded} `, marked !== null)),
      ...(part ? [matcher.named(` ${part.folded}`, false)] : []),
    ];
    let isFound = false;
    matcher.fulfilling({ all: terms }).forEach((row) => {
      isFound ||= rows.isPublic(row, at.getTime()) && isThere.every((test) => test(row));
    });
    return isFound;
  });
}
