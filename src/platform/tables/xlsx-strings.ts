import { StringStore } from './string-store.ts';
import { tooMuch } from './table-errors.ts';
import type { TableLimits } from './table-limits.ts';
import { readXml, type XmlReader } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

const ESCAPE = /_x([0-9a-fA-F]{4})_/g;

/** Text with what XML cannot hold, written as `_xHHHH_` (ECMA-376 part 1, section 22.9.2.19), put back. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(ESCAPE, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** Most characters of a text of `maxCellLength` as it is written: an escape has seven for one. */
export const longestWritten = (maxCellLength: number): number => maxCellLength * 7;

/**
 * Reads the texts that the cells of a workbook share. The caller closes what is answered.
 * @throws UserError LIMIT_EXCEEDED, or BAD_INPUT when the part is damaged
 */
export async function readSharedStrings(
  zip: ZipParts,
  part: string,
  limits: TableLimits,
  onPiece: (bytes: number) => void,
): Promise<StringStore> {
  const store = new StringStore(limits);
  try {
    for await (const bytes of readXml(zip.unpack(part), part, stringReader(store, limits.maxCellLength))) {
      onPiece(bytes);
    }
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** All runs of a text are joined, readings (phonetics) left out. */
function stringReader(store: StringStore, maxLength: number): XmlReader {
  let written = '';
  let inText = false;
  let inReading = false;
  return {
    open(name) {
      if (name === 'si') written = '';
      if (name === 'rPh') inReading = true;
      if (name === 't') inText = !inReading;
    },
    text(text) {
      if (inText) written += text;
      if (written.length > longestWritten(maxLength)) throw tooLong(store.size + 1, maxLength);
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') store.add(unescaped(written));
    },
  };
}

const tooLong = (number: number, most: number) =>
  tooMuch(
    `Giá trị văn bản thứ ${number} của tệp Excel dài hơn ${most} ký tự.`,
    `Text number ${number} of the workbook has more than ${most} characters.`,
  );
