import type { Condition } from '../conditions.ts';
import type { Test } from '../document-texts.ts';
import { searchWords } from '../words.ts';
import { Matcher } from './matching.ts';
import type { Rows } from './rows.ts';

/** Which of some words the rows have that are public at an instant: `named` in names and what is around them, `mentioned` elsewhere. */
export function findWords(
  rows: Rows,
  words: readonly string[],
  at: Date,
): { named: Set<string>; mentioned: Set<string> } {
  const isThere = (term: string): boolean => rows.terms.with(term).some((row) => isPublic(rows, row, at));
  const termsOf = (word: string) => searchWords(word)[0] ?? { folded: word, marked: null };
  const having = (termOf: (word: string) => string) => new Set(words.filter((word) => isThere(termOf(word))));
  return {
    named: having((word) => {
      const { folded, marked } = termsOf(word);
      return marked ? `=${marked}` : `^${folded}`;
    }),
    mentioned: having((word) => {
      const { folded, marked } = termsOf(word);
      return marked ? `~${marked}` : folded;
    }),
  };
}

/** For each list of words whether some name has them all; the last word of the first may be a part of one. */
export function findInNames(rows: Rows, lists: readonly (readonly string[])[], isPart: boolean, at: Date): boolean[] {
  const matcher = new Matcher(rows);
  return lists.map((list, place) => {
    const words = list.flatMap((word) => searchWords(word));
    const part = isPart && place === 0 ? words.pop() : undefined;
    const terms: Condition[] = [
      ...words.map(({ folded, marked }) => ({ term: marked ? `=${marked}` : `^${folded}` })),
      ...(part ? [{ begins: `^${part.folded}` }] : []),
    ];
    const isThere: Test<number>[] = [
      ...words.map(({ folded, marked }) => matcher.named(` ${marked ?? folded} `, marked !== null)),
      ...(part ? [matcher.named(` ${part.folded}`, false)] : []),
    ];
    let isFound = false;
    matcher.fulfilling({ all: terms }).forEach((row) => {
      isFound ||= isPublic(rows, row, at) && isThere.every((test) => test(row));
    });
    return isFound;
  });
}

const isPublic = (rows: Rows, row: number, at: Date): boolean =>
  rows.live.has(row) && rows.visibleFrom[row]! <= at.getTime();
