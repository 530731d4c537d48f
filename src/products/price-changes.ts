import type { PriceStep } from './price-ladder.ts';

/**
 * A ladder after prices were put in that hold since a day: a price that is the same as the one in force on that day changes nothing;
 * another is a new step, or takes the place of the step of that very day. All other steps stay, later ones too. The first prices
 * of a product are its ladder as they are. Where nobody says whether a price includes VAT, it does if the one in force does.
 */
export function withPrices(
  ladder: readonly PriceStep[],
  given: readonly PriceStep<boolean | null>[],
): readonly PriceStep[] {
  if (ladder.length === 0) return given.map((step) => ({ ...step, vatIncluded: step.vatIncluded ?? false }));
  return given.toSorted((a, b) => (a.holdsSince < b.holdsSince ? -1 : 1)).reduce(withPrice, ladder);
}

function withPrice(ladder: readonly PriceStep[], step: PriceStep<boolean | null>): readonly PriceStep[] {
  const standing = inForce(ladder, step);
  const given = { ...step, vatIncluded: step.vatIncluded ?? standing?.vatIncluded ?? false };
  if (standing?.amount === given.amount && standing.vatIncluded === given.vatIncluded) return ladder;
  const isReplaced = standing?.holdsSince === given.holdsSince;
  return [...(isReplaced ? ladder.filter((step) => step !== standing) : ladder), given];
}

/** The step that holds on the day of another, for its audience and quantity. */
const inForce = (ladder: readonly PriceStep[], { audience, minQuantity, holdsSince }: PriceStep<boolean | null>) =>
  ladder
    .filter((step) => step.audience === audience && step.minQuantity === minQuantity && step.holdsSince <= holdsSince)
    .reduce<PriceStep | undefined>(
      (newest, step) => (newest && newest.holdsSince > step.holdsSince ? newest : step),
      undefined,
    );
