import { UserError } from '../errors/user-error.ts';
import { LruMap } from '../lru.ts';
import { startOfDay } from '../time/vietnam-day.ts';
import { CELL_LENGTH, columnLetters, xmlAttribute, xmlText } from './spreadsheet-text.ts';
import { type ColumnKind, digitsOf, type WrittenCell, type WrittenColumn } from './table-writer.ts';
import { FORMAT, SPREADSHEET, XML } from './written-book.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Day 0 of the date system, which takes 1900 for a leap year: right from March 1900 on. */
const DAY_ZERO = startOfDay('1899-12-30').getTime();

const FIRST_MARCH_1900 = 61;

const serials = new LruMap<string, number>(10_000);

/** How numbers are shown by the kind of their column. */
const NUMBER_FORMATS: Record<ColumnKind, number> = {
  text: FORMAT.general,
  number: FORMAT.general,
  money: FORMAT.money,
  day: FORMAT.general,
};

/** How cells are shown that are still to be filled in. */
const EMPTY_FORMATS: Record<ColumnKind, number> = { ...NUMBER_FORMATS, text: FORMAT.text, day: FORMAT.day };

/** Readers of XML drop blanks at the ends unless told not to. */
const BLANK_ENDS = /^\s|\s$|\n/;

const PROMPT_LENGTH = 255;
const PROMPT_TITLE_LENGTH = 32;

/** A sheet up to its rows; the first stays in sight. Columns have the format of their kind, empty cells included. */
export function sheetStart(columns: readonly WrittenColumn[]): string {
  const cols = columns.map(({ title, width = Math.min(40, Math.max(10, title.length + 4)), kind = 'text' }, index) => {
    const place = `min="${index + 1}" max="${index + 1}"`;
    return `<col ${place} width="${width}" style="${EMPTY_FORMATS[kind]}" customWidth="1"/>`;
  });
  return (
    `${XML}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols><sheetData>`
  );
}

/** The rest of a sheet: `filter` is the range that can be filtered, `validations` those of `validationsOf`. */
export function sheetEnd(filter: string | null, validations: readonly string[]): string {
  const autoFilter = filter ? `<autoFilter ref="${filter.replaceAll('$', '')}"/>` : '';
  if (validations.length === 0) return `</sheetData>${autoFilter}</worksheet>`;
  const checks = `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`;
  return `</sheetData>${autoFilter}${checks}</worksheet>`;
}

/** Drop-downs and hints for the rows from the second to `lastRow`; `rangeOf` says where the choices of a column stand. */
export function validationsOf(
  columns: readonly WrittenColumn[],
  lastRow: number,
  rangeOf: (choices: readonly string[]) => string,
): string[] {
  if (lastRow < 2) return [];
  return columns.flatMap(({ title, choices, note }, index) => {
    if (!choices?.length && !note) return [];
    const letters = columnLetters(index);
    const prompt = note
      ? ` showInputMessage="1" promptTitle="${xmlAttribute(cut(title, PROMPT_TITLE_LENGTH))}"` +
        ` prompt="${xmlAttribute(cut(note, PROMPT_LENGTH))}"`
      : '';
    const list = choices?.length ? ' type="list" errorStyle="warning" showErrorMessage="1"' : '';
    return (
      `<dataValidation allowBlank="1"${list}${prompt} sqref="${letters}2:${letters}${lastRow}"` +
      `${choices?.length ? `><formula1>${xmlText(rangeOf(choices))}</formula1></dataValidation>` : '/>'}`
    );
  });
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** A row of texts in one format. */
export function textRow(number: number, texts: readonly string[], format: number): string {
  const cells = texts.map((text, index) => (text ? textCell(`${columnLetters(index)}${number}`, text, format) : ''));
  return `<row r="${number}">${cells.join('')}</row>`;
}

/**
 * A row of a table; `number` is its number in the sheet. Texts are typed as text: none is run as a formula, a telephone
 * number keeps its zero and a GTIN its digits. @throws UserError LIMIT_EXCEEDED for a text that no cell can hold;
 * RangeError for a number that is not finite and for what is no day
 */
export function dataRow(number: number, cells: readonly WrittenCell[], columns: readonly WrittenColumn[]): string {
  let xml = `<row r="${number}">`;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index];
    if (cell === null || cell === undefined || cell === '') continue;
    xml += cellOf(`${columnLetters(index)}${number}`, cell, columns[index]);
  }
  return `${xml}</row>`;
}

function cellOf(place: string, cell: NonNullable<WrittenCell>, column: WrittenColumn | undefined): string {
  if (typeof cell === 'string') {
    if (cell.length > CELL_LENGTH) throw tooLong(place, column?.title ?? place, cell.length);
    return textCell(place, cell, FORMAT.text);
  }
  if (typeof cell === 'number') {
    return `<c r="${place}" s="${NUMBER_FORMATS[column?.kind ?? 'text']}"><v>${digitsOf(cell)}</v></c>`;
  }
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const serial = serialOf(cell.day);
  // The calendar of spreadsheets starts in 1900, and is wrong until March.
  if (serial < FIRST_MARCH_1900) return textCell(place, cell.day, FORMAT.text);
  return `<c r="${place}" s="${FORMAT.day}"><v>${serial}</v></c>`;
}

/** The number of a day; the same days stand in many rows. @throws RangeError where there is no such day */
function serialOf(day: string): number {
  const known = serials.get(day);
  if (known !== undefined) return known;
  const serial = (startOfDay(day).getTime() - DAY_ZERO) / DAY_MS;
  serials.set(day, serial);
  return serial;
}

function textCell(place: string, text: string, format: number): string {
  const space = BLANK_ENDS.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${format}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}

function tooLong(place: string, title: string, length: number): UserError {
  const [vi, en] = (['vi-VN', 'en'] as const).map((language) => {
    const format = new Intl.NumberFormat(language);
    return { is: format.format(length), most: format.format(CELL_LENGTH) };
  });
  return new UserError('LIMIT_EXCEEDED', ['file'], {
    vi: `Ô ${place} (“${title}”) dài ${vi!.is} ký tự; một ô của XLSX chứa tối đa ${vi!.most}. Hãy xuất ra CSV.`,
    en: `Cell ${place} (“${title}”) has ${en!.is} characters; a cell of XLSX holds ${en!.most} at most. Export to CSV.`,
  });
}
