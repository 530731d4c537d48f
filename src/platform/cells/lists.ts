import type { CellValue } from '../tables/table.ts';
import { textOf } from './text-cells.ts';

const BULLET = /^(?:[-–—•*+·●○▪◦■□➢✓✔]+(?:\s+|(?=\p{L}))|\(?(?:\d{1,2}|[a-z])[.)]\s+)/u;

/** What stands between commas; those in a decimal or inside brackets are part of it. */
const BETWEEN_COMMAS = /(?:\([^()]*\)|(?<=\d),(?=\d)|[^,])+/g;

/** In front of an address whatever parts is a separator; inside one, commas and semicolons are its own. */
const BEFORE_ADDRESS = /(?<![\s,;|])[\s,;|]+(?=https?:\/\/)/i;

/**
 * The values of a cell that has several, in order: a line each, or parted by semicolons or bars; by commas only where nothing else
 * parts them and they cannot be decimal (“1,5 kg” is one value). Bullets and numbers of lines are dropped, empty values left out.
 * Web addresses keep the commas and semicolons in them.
 */
export function readList(cell: CellValue): string[] {
  const text = textOf(cell);
  if (text === null) return [];
  const lines = text.split('\n');
  const items = lines.flatMap((line) => partsOf(line, lines.length > 1));
  return items.map((item) => item.trim().replace(BULLET, '').trim()).filter((item) => item !== '');
}

function partsOf(line: string, isOneOfMany: boolean): string[] {
  if (/https?:\/\//i.test(line))
    return line.split(BEFORE_ADDRESS).map((address) => address.replace(/(?<![\s,;|])[\s,;|]+$/, ''));
  const parts = line.split(/[;|]/);
  return parts.length > 1 || isOneOfMany ? parts : (line.match(BETWEEN_COMMAS) ?? []);
}
