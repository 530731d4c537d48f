/** Most characters that a cell of a spreadsheet holds, in UTF-16 units. */
export const CELL_LENGTH = 32_767;

/** Sheet names have this many characters at most. */
const NAME_LENGTH = 31;

// XML cannot hold control characters and halves of surrogate pairs, and reads a carriage return as a line feed.
const UNWRITABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A text that would itself be read as an escape: `_x0041_`, also where its end is an escape that is yet to come. */
const LIKE_AN_ESCAPE = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${UNWRITABLE.source}))`, 'g');

const UNWRITABLES = new RegExp(UNWRITABLE, 'g');

/** Only few texts have something to escape: the others go by one look, emoji aside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const SPECIAL = /[&<>"\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x/;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text as the content of a SpreadsheetML element: markup as entities, what XML cannot hold as `_xHHHH_`, and a text
 * that looks like such an escape with its underscore escaped (ECMA-376 part 1, section 22.9.2.19).
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(LIKE_AN_ESCAPE, '_x005F_')
    .replace(UNWRITABLES, (character) => `_x${hexOf(character)}_`)
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

const hexOf = (character: string): string => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

/** A text as the value of an XML attribute, its line breaks kept. */
export const xmlAttribute = (text: string): string => xmlText(text).replace(/[\t\n]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The letters of a column, from 0: A, Z, AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** The column that has these letters, from 0: AB is 27. */
export function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/**
 * A name that a sheet may have and no other in `taken` has, whatever its case: without : \ / ? * [ ], not in
 * apostrophes, at most 31 characters. The second of a name is numbered: “Sản phẩm (2)”. It is added to `taken`.
 */
export function sheetNameOf(name: string, taken: Set<string>): string {
  const clean = name.replace(/[:\\/?*[\]\p{Cc}\s]+/gu, ' ').replace(/^[\s']+/, '');
  for (let number = 1; ; number++) {
    const suffix = number > 1 ? ` (${number})` : '';
    // A cut may leave half a character behind.
    const bare = clean.slice(0, NAME_LENGTH - suffix.length).replace(/[\s'\ud800-\udbff]+$/, '');
    const free = `${bare || 'Sheet'}${suffix}`;
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}

/** A sheet as formulas name it: in apostrophes, those in the name doubled. */
export const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;
