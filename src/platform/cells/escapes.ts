/*
 * Marks that part what stands in a cell, and do not where a backslash stands before them. Before all else a backslash is itself.
 */

/** A mark that a backslash may take the meaning of. */
const MARK = /(?=[\0-\uffff])[\p{P}\p{S}]/gu;
const ESCAPED_MARK = new RegExp(`\\\\(${MARK.source})`, 'gu');

/** Where the code points lie that stand for escaped marks while a cell is parted: private ones, of no meaning to anybody. */
const HIDDEN_FROM = 0xf0000;
const HIDDEN = /[\u{f0000}-\u{fffff}]/gu;

/** A text with a backslash before the marks that `marks` finds, which must be global and find the backslash too; before all unless given. */
export const escapeMarks = (text: string, marks: RegExp = MARK): string => text.replace(marks, '\\$&');

/** What `part` makes of a text in which it does not see the escaped marks; they come back without their backslashes. */
export function partEscaped(text: string, part: (text: string) => readonly string[]): string[] {
  if (!text.includes('\\')) return [...part(text)];
  const hidden = text.replace(ESCAPED_MARK, (_, mark: string) => moved(mark, HIDDEN_FROM));
  return part(hidden).map((one) => one.replace(HIDDEN, (mark) => moved(mark, -HIDDEN_FROM)));
}

const moved = (mark: string, by: number): string => String.fromCodePoint(mark.codePointAt(0)! + by);
