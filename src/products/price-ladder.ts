import type { Path, Problems } from '../platform/input/problems.ts';
import { positiveQuantity } from '../platform/input/value-checks.ts';
import { accepted, type Parsed, refused } from '../platform/standards/parsed.ts';
import { parseDay } from '../platform/time/vietnam-day.ts';
import type { PriceAudience } from './product-parts.entity.ts';

/** A step of a price ladder: from `minQuantity` units on, a unit costs `amount` đồng, since a day. `Vat`: null where nobody says it. */
export interface PriceStep<Vat extends boolean | null = boolean> {
  audience: PriceAudience;
  minQuantity: number;
  amount: number;
  vatIncluded: Vat;
  /** YYYY-MM-DD in Viet Nam. */
  holdsSince: string;
}

/** A step as it is given: it holds from today on where it names no day. */
export type GivenPrice<Vat extends boolean | null = boolean> = Omit<PriceStep<Vat>, 'holdsSince'> & {
  holdsSince?: string | null;
};

/** Most steps of a product, all audiences and days together. */
export const MAX_PRICES = 200;

/** What tells the steps of a product apart. */
export const priceKey = ({ audience, minQuantity, holdsSince }: Omit<PriceStep, 'amount' | 'vatIncluded'>): string =>
  `${audience} ${minQuantity} ${holdsSince}`;

/**
 * Checks a whole ladder. A price that rises with the quantity is allowed: some sell small lots at a loss.
 * `today` is the first day of the steps that do not name one.
 */
export function cleanPrices<Vat extends boolean | null>(
  steps: readonly GivenPrice<Vat>[],
  today: string,
  problems: Problems,
): PriceStep<Vat>[] {
  if (steps.length > MAX_PRICES) {
    problems.add(
      ['prices'],
      { vi: `Bảng giá có tối đa ${MAX_PRICES} dòng.`, en: `A price ladder has at most ${MAX_PRICES} steps.` },
      'LIMIT_EXCEEDED',
    );
    return [];
  }
  const seen = new Map<string, number>();
  return steps.flatMap((given, index) => {
    const path: Path = ['prices', String(index)];
    const minQuantity = problems.take([...path, 'minQuantity'], positiveQuantity(given.minQuantity));
    const amount = problems.take([...path, 'amount'], wholeDong(given.amount));
    const holdsSince = problems.take([...path, 'holdsSince'], parseDay(given.holdsSince ?? today));
    if (minQuantity === undefined || amount === undefined || holdsSince === undefined) return [];
    const { audience, vatIncluded } = given;
    const step = { audience, minQuantity, amount, vatIncluded, holdsSince };
    const earlier = seen.get(priceKey(step));
    if (earlier !== undefined) {
      problems.add(path, {
        vi: `Trùng với dòng ${earlier + 1}: cùng đối tượng, số lượng và ngày áp dụng.`,
        en: `The same audience, quantity and day as step ${earlier + 1}.`,
      });
    }
    seen.set(priceKey(step), index);
    return [step];
  });
}

function wholeDong(amount: number): Parsed<number> {
  if (Number.isSafeInteger(amount) && amount >= 0) return accepted(amount);
  return refused('Giá là số nguyên đồng, từ 0 trở lên.', 'A price is a whole number of đồng, 0 or more.');
}

/** Notes that a product whose prices are given on request only has prices all the same. */
export function refusePricesOnRequest(prices: number, problems: Problems): void {
  if (prices === 0) return;
  problems.add(['priceOnRequest'], {
    vi: 'Sản phẩm "giá theo yêu cầu" không thể có bảng giá: hãy gửi prices rỗng.',
    en: 'A product with prices on request has no price ladder: send empty prices with it.',
  });
}
