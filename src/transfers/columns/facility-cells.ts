import type { FacilityNeed } from '../../facilities/facility.entity.ts';
import { parsePhone } from '../../facilities/phone.ts';
import { EMPTY, type Reading, readAs, refuseCell } from '../../platform/cells/reading.ts';
import { textOf, writtenIn } from '../../platform/cells/text-cells.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import type { RowReader } from './row-reader.ts';
import { NEED_WORDS } from './words.ts';

/*
 * Cells of facilities as people and spreadsheets write them. What may stand in a field its checks say.
 */

/** The text of a cell; undefined where it is empty or says that there is nothing (-, N/A, chưa có). */
export function readSaid(cell: CellValue): string | undefined {
  const written = typeof cell === 'string' ? writtenIn(cell) : null;
  return typeof written === 'object' && written?.is === 'empty' ? undefined : (textOf(cell) ?? undefined);
}

/** A telephone number. Spreadsheets take the 0 that it begins with for nothing: it is put back where that makes a number of Viet Nam. */
export function phoneIn(text: string): string {
  const digits = text.replace(/[\s.-]/g, '');
  const isWhole = parsePhone(text).ok || !/^[1-9]\d{8,9}$/.test(digits);
  return !isWhole && parsePhone(`0${digits}`).ok ? `0${digits}` : text;
}

/** The one telephone number of a cell; undefined where it is empty or holds several. */
export const readPhone = (cell: CellValue, row: RowReader): string | undefined => row.read(cell, onePhone);

/** What stands between several numbers. */
const SEPARATOR = /[\n,;/|]|\s-\s|\s(?:hoặc|và)\s/;

/** What may be a telephone number in a text. */
const DIGITS = /(?:\+|\(\+?)?\d[\d\s.()-]{6,}\d/g;

/** Words that say no more than that a number follows, and marks around it. */
const LABEL =
  /(?<!\p{L})(?:số điện thoại|số đt|điện thoại|di động|đt|sđt|đtdđ|dđ|tel|phone|mobile|hotline|zalo|viber|liên hệ|lh)(?!\p{L})/giu;

function onePhone(cell: CellValue): Reading<string> {
  const text = readSaid(cell);
  if (text === undefined) return EMPTY;
  const whole = phoneIn(text);
  if (parsePhone(whole).ok) return readAs(whole);
  const numbers = text.split(SEPARATOR).flatMap((part) => part.match(DIGITS) ?? []);
  const [first, ...others] = numbers.map(phoneIn).filter((part) => parsePhone(part).ok);
  if (first === undefined) return readAs(whole);
  if (others.length > 0) return refuseCell(ONE_PHONE.vi, ONE_PHONE.en, first);
  const beside = text.replace(DIGITS, '').replace(LABEL, '');
  return /[\p{L}\d]/u.test(beside) ? refuseCell(BARE_PHONE.vi, BARE_PHONE.en, first) : readAs(first);
}

/** A tax code as it is stored. None has 9 or 11 digits: a spreadsheet has dropped the 0 that it begins with. */
export function taxCodeIn(text: string): string {
  const plain = text.replace(/[\s.]/g, '');
  if (/^(?:\d{9}|\d{11})$/.test(plain)) return `0${plain}`;
  const [, taxpayer, branch] = /^(\d{10})\p{Pd}?(\d{3})$/u.exec(plain) ?? [];
  if (branch !== undefined) return `${taxpayer}-${branch}`;
  return /^\d+$/.test(plain) ? plain : text;
}

/** A code of level 4 has four digits; the 0 of the first divisions is lost in the same way. */
export const vsicCodeIn = (text: string): string => (/^\d{3}$/.test(text) ? `0${text}` : text);

/** An address on the web; people leave out how it is reached. */
export const websiteIn = (text: string): string => (/^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`);

/** Degrees with a point or a comma: no coordinate has thousands. */
export function readDegrees(cell: CellValue, row: RowReader): number | undefined {
  const text = textOf(cell);
  if (text === null) return undefined;
  const [, degrees] = /^(\d{1,3}(?:[.,]\d+)?) ?°? ?(?:[NEBĐ]|[vk]ĩ? ?độ (?:bắc|đông))?$/i.exec(text) ?? [];
  if (degrees !== undefined) return Number(degrees.replace(',', '.'));
  row.refuse(BAD_DEGREES);
  return undefined;
}

/** Latitude and longitude in one cell, as maps on the web write them. */
export function readPoint(cell: CellValue, row: RowReader): readonly [number, number] | undefined {
  const [, latitude, longitude] =
    /^\(?(\d{1,2}[.,]\d+)\s*[;,\s]\s*(\d{2,3}[.,]\d+)\)?$/.exec(row.text(cell) ?? '') ?? [];
  if (longitude !== undefined) return [Number(latitude!.replace(',', '.')), Number(longitude.replace(',', '.'))];
  row.refuse(BAD_POINT);
  return undefined;
}

/** A year, also out of a whole day. */
export function readYear(cell: CellValue, row: RowReader): number | undefined {
  return row.read(cell, yearIn);
}

/** A year alone, or at the end of a day or a month; a year that something was before or about is another. */
const YEAR = /^(?:(?:ngày|tháng|năm|từ)\s+|\d{1,2}[\s/.-]+)*(\d{4})$/iu;
const DAY = /^(\d{4})-(?:0?[1-9]|1[0-2])(?:-|$)/;

function yearIn(cell: CellValue): Reading<number> {
  const text = readSaid(cell);
  if (text === undefined) return EMPTY;
  const [, year] = DAY.exec(text) ?? YEAR.exec(text) ?? [];
  if (year !== undefined) return readAs(Number(year));
  const [only, ...others] = text.match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
  return refuseCell(BAD_YEAR.vi, BAD_YEAR.en, others.length > 0 ? undefined : only);
}

/** A number of people. */
export function readWorkers(cell: CellValue, row: RowReader): number | undefined {
  return row.number(typeof cell === 'string' ? cell.replace(PEOPLE, '') : cell);
}

const PEOPLE = /\s*(?:người|lao động|công nhân|nhân công|lđ|workers?|people)\s*$/iu;

/** Needs, whichever words people have for them. */
export function readNeeds(cell: CellValue, row: RowReader): FacilityNeed[] | undefined {
  const needs = row.list(cell).map((text) => row.choice(text, NEED_WORDS));
  return needs.every((need) => need !== undefined) ? needs : undefined;
}

const ONE_PHONE: Text = {
  vi: 'Ô có nhiều số điện thoại; chỉ ghi một số.',
  en: 'The cell holds several telephone numbers; leave one.',
};
const BARE_PHONE: Text = {
  vi: 'Ô có chữ bên cạnh số điện thoại; chỉ ghi số.',
  en: 'The cell holds words beside the telephone number; leave the number.',
};
const BAD_DEGREES: Text = {
  vi: 'Toạ độ ghi bằng độ thập phân, ví dụ 10,7626 hoặc 106,6602.',
  en: 'A coordinate is written in decimal degrees, such as 10.7626 or 106.6602.',
};
const BAD_POINT: Text = {
  vi: 'Toạ độ ghi vĩ độ rồi đến kinh độ, bằng độ thập phân, ví dụ 10.7626, 106.6602.',
  en: 'Write latitude and then longitude in decimal degrees, such as 10.7626, 106.6602.',
};
const BAD_YEAR: Text = { vi: 'Năm ghi bằng bốn chữ số, ví dụ 2015.', en: 'A year has four digits, such as 2015.' };
