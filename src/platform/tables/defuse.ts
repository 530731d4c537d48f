/**
 * Beginnings that a spreadsheet takes for a formula: = + - @, their full-width forms, tab and line ends (OWASP, “CSV
 * Injection”). It looks past blanks and invisible characters, so they are looked past here. Apostrophes before them
 * belong to it, so that a text that has one by nature is told from a defused one.
 */
const FUSE = /^'*[\s\p{Cf}\0]*[=+\-@＝＋－＠\t\r\n\0]/u;

/** A text for a cell of a CSV file that no spreadsheet runs: an apostrophe stands before what would be a formula. */
export function defuse(text: string): string {
  return FUSE.test(text) ? `'${text}` : text;
}

/** The text that was defused; any other text as it is. `undefuse(defuse(text))` is `text` for every text. */
export function undefuse(text: string): string {
  return text.startsWith("'") && FUSE.test(text) ? text.slice(1) : text;
}
