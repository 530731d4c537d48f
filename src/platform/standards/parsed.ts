import type { Text } from '../errors/user-error.ts';

/** A refusal, with the reason in words that a UserError can carry. */
export interface Refused {
  ok: false;
  reason: Text;
}

/** What the readers of codes and days answer: the normalised value, or why the text is not one. */
export type Parsed<T> = { ok: true; value: T } | Refused;

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused(vi: string, en: string): Refused {
  return { ok: false, reason: { vi, en } };
}
