/** So many digits make a telephone number, an identity number or an account. */
const FEWEST_DIGITS = 8;

/** Digits with whatever people write between those of one number. */
const NUMBER = /\p{Nd}(?:[\s.,()/_\p{Pd}]*\p{Nd})*/gu;

/**
 * Whether a text may hold a telephone number, an identity number or an e-mail address. It rather says so once too often:
 * a bar code is also a number.
 */
export function mayTellWho(text: string): boolean {
  const plain = text.normalize('NFKC');
  if (plain.includes('@')) return true;
  return (plain.match(NUMBER) ?? []).some((number) => number.replace(/\P{Nd}/gu, '').length >= FEWEST_DIGITS);
}
