import { accepted, type Parsed, refused } from '../standards/parsed.ts';
import { canonical } from '../text/vietnamese.ts';
import type { Problems } from './problems.ts';

/** Answers the value in the form that is stored, or why it is refused. */
export type Check<In, Out = In> = (value: In) => Parsed<Out>;

const URL_LENGTH = 2_000;

/** Largest quantity that is believed: more is a slip of the keyboard, and sums of such lose digits. */
const MAX_QUANTITY = 1e12;

/** Control characters, those included that turn the direction of writing: with them a name reads as another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; PostgreSQL refuses U+0000 with an error of its own
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Something to see: joiners and marks of direction alone leave a name empty. */
const VISIBLE = /[^\s\p{Cf}]/u;

/** Accepts null as it is, and anything else as `check` does. */
export function nullable<In, Out>(check: Check<In, Out>): Check<In | null, Out | null> {
  return (value) => (value === null ? accepted(null) : check(value));
}

/** Refuses null, which GraphQL lets through wherever a field may be left out. */
export function required<In, Out>(check: Check<In, Out>): Check<In | null, Out> {
  return (value) =>
    value === null ? refused('Giá trị này không được bỏ trống.', 'This must not be empty.') : check(value);
}

/** One line of 1 to `max` characters, in canonical spelling. */
export const line =
  (max: number): Check<string> =>
  (value) =>
    sized(canonical(value), value, max);

/** Text of 1 to `max` characters in canonical spelling that keeps its line breaks, at most one blank line in a row. */
export const paragraphs =
  (max: number): Check<string> =>
  (value) => {
    const lines = value.split(/\r\n|[\n\r\u2028\u2029]/).map(canonical);
    return sized(
      lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      value,
      max,
    );
  };

function sized(clean: string, raw: string, max: number): Parsed<string> {
  if (CONTROL.test(raw) || !raw.isWellFormed()) {
    return refused(
      'Văn bản chứa ký tự điều khiển hoặc ký tự hỏng.',
      'The text holds control characters or broken ones.',
    );
  }
  const length = [...clean].length;
  if (!VISIBLE.test(clean)) return refused('Văn bản này không được để trống.', 'The text must not be blank.');
  if (length <= max) return accepted(clean);
  return refused(
    `Văn bản dài ${length} ký tự, tối đa là ${max}.`,
    `The text has ${length} characters, at most ${max} are allowed.`,
  );
}

/** A finite number from `from` to `to`. */
export const numberWithin =
  (from: number, to: number): Check<number> =>
  (value) =>
    Number.isFinite(value) && value >= from && value <= to
      ? accepted(value)
      : refused(`Giá trị phải từ ${from} đến ${to}.`, `The value must be from ${from} to ${to}.`);

/** A whole number from `from` to `to`. */
export const wholeWithin =
  (from: number, to: number): Check<number> =>
  (value) =>
    Number.isInteger(value)
      ? numberWithin(from, to)(value)
      : refused('Giá trị phải là số nguyên.', 'The value must be a whole number.');

/** A finite quantity above 0. */
export const positiveQuantity: Check<number> = (value) =>
  Number.isFinite(value) && value > 0 && value <= MAX_QUANTITY
    ? accepted(value)
    : refused('Số lượng phải lớn hơn 0 và không quá 10^12.', 'The quantity must be above 0, and 10^12 at most.');

/** A number above 0, up to `most`. */
export const positiveUpTo =
  (most: number): Check<number> =>
  (value) =>
    Number.isFinite(value) && value > 0 && value <= most
      ? accepted(value)
      : refused(`Giá trị phải lớn hơn 0 và không quá ${most}.`, `The value must be above 0, and ${most} at most.`);

/** A quantity of 0 or more. */
export const quantity: Check<number> = numberWithin(0, MAX_QUANTITY);

/** An absolute http or https URL without a password in it, as the browser would write it. */
export const httpUrl: Check<string | URL, string> = (value) => {
  const url = URL.parse(String(value).trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    return refused('Cần một địa chỉ http hoặc https đầy đủ.', 'This must be an absolute http or https URL.');
  }
  if (url.href.length <= URL_LENGTH) return accepted(url.href);
  return refused(`Địa chỉ dài quá ${URL_LENGTH} ký tự.`, `The URL is longer than ${URL_LENGTH} characters.`);
};

const CODE = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

/** A stable code: lower-case ASCII letters and digits, single hyphens or underscores between them; at most 60. */
export const stableCode: Check<string> = (value) =>
  value.length <= 60 && CODE.test(value)
    ? accepted(value)
    : refused(
        'Mã chỉ gồm chữ thường không dấu, chữ số và dấu - hoặc _ ở giữa, tối đa 60 ký tự.',
        'A code has lower-case letters a–z, digits, and single - or _ between them; at most 60 characters.',
      );

/** A list of at most `max` values, each accepted by `check`; answers the first refusal with the number of its line. */
export const listOf =
  <In, Out>(check: Check<In, Out>, max: number): Check<readonly In[], Out[]> =>
  (values) => {
    if (values.length > max)
      return refused(`Danh sách tối đa ${max} mục.`, `The list may have at most ${max} entries.`);
    const clean: Out[] = [];
    for (const [index, value] of values.entries()) {
      const parsed = check(value);
      if (!parsed.ok)
        return refused(`Mục ${index + 1}: ${parsed.reason.vi}`, `Entry ${index + 1}: ${parsed.reason.en}`);
      clean.push(parsed.value);
    }
    return accepted(clean);
  };

/** A check for each field of an input. */
export type Checks<Given, Clean> = {
  [Name in keyof Clean]: Check<Exclude<Given[Name & keyof Given], undefined>, Clean[Name]>;
};

/** Checks those fields of an input that are given: not `undefined`. What is refused is noted and left out. */
export function cleanGiven<Given extends object, Clean>(
  checks: Checks<Given, Clean>,
  given: Given,
  problems: Problems,
): Partial<Clean> {
  const clean: Partial<Record<string, unknown>> = {};
  for (const [name, check] of Object.entries(checks) as [string, Check<unknown>][]) {
    const value = (given as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const taken = problems.take([name], check(value));
    if (taken !== undefined) clean[name] = taken;
  }
  return clean as Partial<Clean>;
}

/** An input without what is null: for new things, where null says no more than leaving out. */
export function withoutNulls<Given extends object>(
  given: Given,
): { [Name in keyof Given]: Exclude<Given[Name], null> } {
  const entries = Object.entries(given).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [Name in keyof Given]: Exclude<Given[Name], null> };
}
