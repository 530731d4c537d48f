/** Which mark stands before the decimals: 1.234,5 as in Viet Nam, or 1,234.5 as in English. */
export type NumberStyle = 'COMMA_DECIMAL' | 'POINT_DECIMAL';

export const NUMBER_STYLES: readonly NumberStyle[] = ['COMMA_DECIMAL', 'POINT_DECIMAL'];

/** A number in digits: what it is in each style, for `Number` to read, and the style that it can only be of, if any. */
export interface Numeral extends Readonly<Record<NumberStyle, string>> {
  readonly shows: NumberStyle | null;
}

const EXPONENT = /^(\d+)(?:([.,])(\d+))?e([+-]?\d{1,3})$/i;
const BLANK_GROUPS = /^(\d{1,3}(?:([ '’‘`´])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/;
const COMMA_DECIMAL = /^(\d{1,3}(?:\.\d{3})+),(\d+)$|^(\d{1,3}(?:\.\d{3}){2,})$/;
const POINT_DECIMAL = /^(\d{1,3}(?:,\d{3})+)\.(\d+)$|^(\d{1,3}(?:,\d{3}){2,})$/;
const ONE_MARK = /^(\d*)([.,])(\d+)$/;

/** Groups of thousands after one mark could be these; a zero before it cannot lead a group. */
const GROUP = /^[1-9]\d{0,2}$/;

/**
 * Reads digits and their separators; null where they are not those of a number (1.2.3). A single mark before exactly three digits is
 * all that does not show its style: 1.234 is 1234 or 1.234, but 0.125, 1234.567 and 12.75 have decimals. Blanks and apostrophes
 * may part thousands too. Without signs.
 */
export function parseNumeral(text: string): Numeral | null {
  if (/^\d+$/.test(text)) return clear(text, null);
  const exponent = EXPONENT.exec(text);
  if (exponent) return clear(`${exponent[1]}.${exponent[3] ?? 0}e${exponent[4]}`, styleOfMark(exponent[2]));
  const grouped = BLANK_GROUPS.exec(text);
  if (grouped) return clear(`${digits(grouped[1]!)}.${grouped[4] ?? 0}`, styleOfMark(grouped[3]));
  const comma = COMMA_DECIMAL.exec(text);
  if (comma) return clear(`${digits(comma[1] ?? comma[3]!)}.${comma[2] ?? 0}`, 'COMMA_DECIMAL');
  const point = POINT_DECIMAL.exec(text);
  if (point) return clear(`${digits(point[1] ?? point[3]!)}.${point[2] ?? 0}`, 'POINT_DECIMAL');
  const [, whole, mark, rest] = ONE_MARK.exec(text) ?? [];
  return whole === undefined || rest === undefined ? null : withOneMark(whole, mark!, rest);
}

function withOneMark(whole: string, mark: string, rest: string): Numeral {
  const style = styleOfMark(mark)!;
  const decimal = `${whole || 0}.${rest}`;
  if (rest.length !== 3 || !GROUP.test(whole)) return clear(decimal, style);
  const other = style === 'COMMA_DECIMAL' ? 'POINT_DECIMAL' : 'COMMA_DECIMAL';
  return { [style]: decimal, [other]: whole + rest, shows: null } as unknown as Numeral;
}

const digits = (text: string): string => text.replace(/\D/g, '');

const clear = (plain: string, shows: NumberStyle | null): Numeral => ({
  COMMA_DECIMAL: plain,
  POINT_DECIMAL: plain,
  shows,
});

const styleOfMark = (mark: string | undefined): NumberStyle | null =>
  mark === undefined ? null : mark === ',' ? 'COMMA_DECIMAL' : 'POINT_DECIMAL';
