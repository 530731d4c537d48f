/** The second character of a letter in VNI, as Windows-1252 shows it, and the marks that it stands for. */
const MARKS: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};

/** Letters of one character; í and ì are themselves. */
const SINGLE: Record<string, string> = { ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' };

const LETTER = /([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ôöñæóòî]/gi;

/** A first character whose second one may be yet to come. */
export const OPEN_LETTER = /[aeouyôö]$/i;

/** Text in VNI, read as Windows-1252, in Unicode (NFC). What VNI does not have stays as it is. */
export function fromVni(text: string): string {
  return text.replace(LETTER, (pair, first?: string, second?: string) =>
    first && second ? (single(first) + MARKS[second.toLowerCase()]).normalize('NFC') : single(pair),
  );
}

function single(character: string): string {
  const lower = character.toLowerCase();
  const letter = SINGLE[lower] ?? lower;
  return character === lower ? letter : letter.toUpperCase();
}
