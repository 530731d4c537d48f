import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';
import type { CellValue, TableRow } from './table.ts';
import { vietnameseShare } from './vietnamese-share.ts';
import { fromVni } from './vni.ts';

/** How texts were typed that only fonts named .Vn… or VNI-… show right: a workbook keeps them as Windows-1252 reads their bytes. */
export type FontEncoding = Extract<Encoding, 'TCVN3' | 'VNI'>;

const ASCII = /^[\0-\x7f]*$/;

const READERS: Readonly<Record<FontEncoding, (text: string) => string>> = {
  TCVN3: (text) => iconv.decode(iconv.encode(text, 'windows-1252'), 'tcvn'),
  VNI: fromVni,
};

/** The encoding in which most words of rows are Vietnamese syllables; null where they are as they stand, and where no word tells. */
export function fontEncodingOf(rows: readonly TableRow[]): FontEncoding | null {
  const texts = rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string'));
  let best: { encoding: FontEncoding | null; share: number } = {
    encoding: null,
    share: vietnameseShare(texts.join('\n')),
  };
  for (const encoding of Object.keys(READERS) as FontEncoding[]) {
    const share = vietnameseShare(texts.map((text) => readFont(text, encoding)).join('\n'));
    if (share >= 0.5 && share > best.share) best = { encoding, share };
  }
  return best.encoding;
}

/** A row whose texts were typed for a font, in Unicode. Texts that read better as they stand are in Unicode already. */
export const readFontRow = (row: TableRow, encoding: FontEncoding): TableRow => ({
  ...row,
  cells: row.cells.map((cell): CellValue => (typeof cell === 'string' ? readFont(cell, encoding) : cell)),
});

function readFont(text: string, encoding: FontEncoding): string {
  if (ASCII.test(text) || !isWindows1252(text)) return text;
  const read = READERS[encoding](text).normalize('NFC');
  return vietnameseShare(read) < vietnameseShare(text) ? text : read;
}

const isWindows1252 = (text: string): boolean =>
  iconv.decode(iconv.encode(text, 'windows-1252'), 'windows-1252') === text;
