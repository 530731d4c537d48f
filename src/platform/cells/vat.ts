import { fold } from '../text/vietnamese.ts';

/** What follows in both: chưa bao gồm 8% thuế VAT. */
const TAX =
  '(?: ?(?:da|bao|gom|co|tinh|kem|incl(?:uding|uded|\\.)?))*(?: ?\\d{1,2} ?%)?(?: ?(?:thue )?(?:vat|gtgt)| thue)(?![a-z])(?: ?\\d{1,2} ?%)?';

/** Phrases, folded, perhaps in brackets: the first group is what is without the tax, the second what is with it. */
const PHRASE = new RegExp(
  `[,;]? ?[([]? ?(?:${[
    `((?<![a-z])(?:chua|khong|ko|no|not|excl(?:uding|\\.)?|without|truoc)${TAX}|\\+${TAX}|(?<![a-z])vat (?:excl(?:uded|\\.)?|not included)(?![a-z]))`,
    `((?<![a-z])(?:da|bao gom|gom|co|kem|sau|incl(?:uding|\\.)?|with)${TAX}|(?<![a-z])vat incl(?:uded|\\.)?(?![a-z]))`,
  ].join('|')}) ?[)\\]]?`,
);

/** A text, and what it says of value-added tax: null where it says nothing. */
export interface VatSaid {
  /** Without that. */
  readonly rest: string;
  readonly vatIncluded: boolean | null;
}

/**
 * Finds in a text whether value-added tax is in a price: đã gồm VAT, chưa bao gồm thuế, VAT incl. A bare “VAT 8%” does not say it.
 */
export function vatIn(text: string): VatSaid {
  const folded = fold(text);
  const found = PHRASE.exec(folded);
  // Cut by its place: a text of other signs, which fold changes in length, stays whole.
  if (!found || folded.length !== text.length) return { rest: text, vatIncluded: null };
  const after = text.slice(found.index + found[0].length);
  return { rest: `${text.slice(0, found.index)} ${after}`.trim(), vatIncluded: found[1] === undefined };
}
