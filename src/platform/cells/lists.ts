import type { CellValue } from '../tables/table.ts';
import { escapeMarks, partEscaped } from './escapes.ts';
import { textOf } from './text-cells.ts';

const BULLET = /^(?:[-–—•*+·●○▪◦■□➢✓✔]+(?:\s+|(?=\p{L}))|\(?(?:\d{1,2}|[a-z])[.)]\s+)/u;

/** What stands between commas; those in a decimal or inside brackets are part of it. */
const BETWEEN_COMMAS = /(?:\([^()]*\)|(?<=\d),(?=\d)|[^,])+/g;

/** In front of an address whatever parts is a separator; inside one, commas and semicolons are its own. */
const BEFORE_ADDRESS = /(?<![\s,;|])[\s,;|]+(?=https?:\/\/)/i;

/**
 * The values of a cell that has several, in order: a line each, or parted by semicolons or bars; by commas only where nothing else
 * parts them and they cannot be decimal (“1,5 kg” is one value). Bullets and numbers of lines are dropped, empty values left out.
 * Web addresses keep the commas and semicolons in them. A mark with a backslash before it is part of a value.
 */
export function readList(cell: CellValue): string[] {
  const text = textOf(cell);
  if (text === null) return [];
  return partEscaped(text, (plain) => {
    const lines = plain.split('\n');
    const items = lines.flatMap((line) => partsOf(line, lines.length > 1));
    return items.map((item) => item.trim().replace(BULLET, '').trim()).filter((item) => item !== '');
  });
}

/** The text of a cell that `readList` reads as these values; null without any. */
export function listText(items: readonly string[]): string | null {
  if (items.length === 0) return null;
  const texts = MARKS.map((marks) => items.map((item) => escapeMarks(item, marks)).join('; '));
  return texts.find((text) => readsAs(text, items)) ?? texts.at(-1)!;
}

/** Marks that are escaped: the further ones only where values would not be read as they are. */
const MARKS = [/[\\;|]/g, /[\\;|,]/g, undefined];

function readsAs(text: string, items: readonly string[]): boolean {
  const read = readList(text);
  return read.length === items.length && read.every((item, place) => item === items[place]);
}

function partsOf(line: string, isOneOfMany: boolean): string[] {
  if (/https?:\/\//i.test(line))
    return line.split(BEFORE_ADDRESS).map((address) => address.replace(/(?<![\s,;|])[\s,;|]+$/, ''));
  const parts = line.split(/[;|]/);
  return parts.length > 1 || isOneOfMany ? parts : (line.match(BETWEEN_COMMAS) ?? []);
}
