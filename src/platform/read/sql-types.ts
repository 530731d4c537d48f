/** SQL types of what is ordered, filtered and paged by. */
export type SqlType = keyof typeof VALID;

/** Whether a text is a value of the type as PostgreSQL prints it, so that a forged one is refused before it gets there. */
export const isValueOf = (type: SqlType, text: string): boolean => VALID[type](text);

const whole = (limit: bigint) => (text: string) =>
  /^-?\d{1,19}$/.test(text) && BigInt(text) < limit && BigInt(text) >= -limit;

function isDay(text: string): boolean {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isInstant(text: string): boolean {
  const match = /^(\d+-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5]):[0-5]\d$/.exec(text);
  // PostgreSQL's instants end with the year 294276, its days do not.
  return match ? isDay(match[1]!) && Number.parseInt(text, 10) < 294_276 : /^-?infinity$/.test(text);
}

const VALID = {
  text: (text: string) => !text.includes('\0'),
  uuid: (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  int: whole(2n ** 31n),
  bigint: whole(2n ** 63n),
  numeric: (text: string) => /^-?\d{1,100}(\.\d{1,100})?$/.test(text),
  float8: (text: string) =>
    /^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(text) ? Number.isFinite(Number(text)) : /^(-?Infinity|NaN)$/.test(text),
  boolean: (text: string) => text === 'true' || text === 'false',
  date: (text: string) => isDay(text) || /^-?infinity$/.test(text),
  timestamptz: isInstant,
};
