import { canonical } from '../../src/platform/text/vietnamese.ts';

/** What is known of a product, apart from any search: what the judgements are rules over. */
export interface ProductFacts {
  /** Key of its row, the same on every machine. */
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Codes of its category and of those above, from the nearest up. */
  readonly categories: readonly string[];
  /** Names of the province it comes from: today's, then the former one where it is known. */
  readonly provinces: readonly string[];
  /** Where it comes from, in words. */
  readonly origin: string | null;
  readonly ingredients: readonly string[];
}

/** The words of a text in lower case and NFC with one placement of tones, each between two blanks; marks are kept. */
export const spelt = (text: string): string =>
  ` ${(
    canonical(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')} `;
