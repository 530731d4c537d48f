import type { PriceStep } from './price-ladder.ts';

/**
 * A ladder after prices were put in that hold since a day: a price that is the same as the one in force on that day changes nothing;
 * another is a new step, or takes the place of the step of that very day. All other steps stay, later ones too. The first prices
 * of a product are its ladder as they are.
 */
export function withPrices(ladder: readonly PriceStep[], given: readonly PriceStep[]): readonly PriceStep[] {
  if (ladder.length === 0) return given;
  return given.toSorted((a, b) => (a.holdsSince < b.holdsSince ? -1 : 1)).reduce(withPrice, ladder);
}

function withPrice(ladder: readonly PriceStep[], given: PriceStep): readonly PriceStep[] {
  const standing = inForce(ladder, given);
  if (standing?.amount === given.amount && standing.vatIncluded === given.vatIncluded) return ladder;
  const isReplaced = standing?.holdsSince === given.holdsSince;
  return [...(isReplaced ? ladder.filter((step) => step !== standing) : ladder), given];
}

/** The step that holds on the day of another, for its audience and quantity. */
const inForce = (ladder: readonly PriceStep[], { audience, minQuantity, holdsSince }: PriceStep) =>
  ladder
    .filter((step) => step.audience === audience && step.minQuantity === minQuantity && step.holdsSince <= holdsSince)
    .reduce<PriceStep | undefined>(
      (newest, step) => (newest && newest.holdsSince > step.holdsSince ? newest : step),
      undefined,
    );
