/** What people see of a number where that is another value than the number alone: a foreign price, thousands, the zeros before a code. */
export type SeenNumber = (value: number) => string;

/** The currency of a format: [$$-409], [$USD]. Of [$-42A] it is none. */
const BRACKETED = /\[\$([^\]-]*)[^\]]*\]/;
const BRACKETS = /\[[^\]]*\]/g;
const SIGN = /US\$|USD|EUR|[$€£¥฿]/;
const DONG = /^(?:₫|đ|vnđ|vnd)?$/i;

/** A code of a fixed length. */
const CODE = /^0{2,}$/;

/** What a format adds after the number, as " k" or ".000". */
const SCALE = /[#0]\s*(?:"\s*(k|nghìn|ngàn|tr|triệu|[.,]000)(?!\p{L})[^"]*"|\\(k)(?!\p{L}))/iu;

/** How a number of this format is seen, where that is not as the number alone. */
export function seenBy(code: string): SeenNumber | null {
  const [positive = ''] = code.split(';');
  if (CODE.test(positive)) {
    return (value) => (Number.isInteger(value) ? String(value).padStart(positive.length, '0') : String(value));
  }
  const currency = BRACKETED.exec(positive)?.[1]?.trim() || SIGN.exec(positive.replace(BRACKETS, ''))?.[0] || '';
  if (!DONG.test(currency)) return (value) => `${value} ${currency}`;
  const scale = SCALE.exec(positive)?.slice(1).find(Boolean);
  if (!scale) return null;
  return /\d/.test(scale) ? (value) => (value === 0 ? '0' : `${value}${scale}`) : (value) => `${value} ${scale}`;
}
