/** Characters of a file name at most; with an extension of the usual length, every file system takes them. */
const MAX_LENGTH = 200;

/** What a file is called whose name says nothing. */
const NAMELESS = 'file';

/** Control characters, and the invisible ones that turn the direction of writing, by which `fdp.exe` may show as `exe.pdf`. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

const EXTENSION = /\.[^.\s]{1,16}$/u;

/**
 * A file's name without what does harm on the way: the path, control characters, blanks around it; NFC, at most 200 characters, of
 * which the extension is kept. `file` where nothing is left.
 */
export function cleanFileName(name: string): string {
  const seen = name.toWellFormed().normalize('NFC').replace(UNSEEN, '');
  const base = seen.slice(Math.max(seen.lastIndexOf('/'), seen.lastIndexOf('\\')) + 1).trim();
  if (/^\.*$/.test(base)) return NAMELESS;
  const letters = [...base];
  if (letters.length <= MAX_LENGTH) return base;
  const extension = [...(EXTENSION.exec(base)?.[0] ?? '')];
  return [...letters.slice(0, MAX_LENGTH - extension.length), ...extension].join('');
}
