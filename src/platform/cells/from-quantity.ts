import { hasPower } from './amounts.ts';
import { type Quantity, readQuantity } from './quantities.ts';

/** From how many on, at the end of a title or in brackets there; a year is none. */
const FROM =
  /[([]? ?(?<!\p{L})(?:từ|from|≥|>=) ?(?!20\d\d(?!\d))(\d[\d.,]*(?: ?\p{L}+)?)(?: trở lên| and up)? ?[)\]]?$/iu;

/** A text, and from how many of a unit on it holds: null where it does not say it. */
export interface FromSaid {
  /** Without that. */
  readonly rest: string;
  readonly from: Quantity | null;
}

/** Finds in the title of a price from which quantity on it holds: Giá sỉ từ 10 kg, Giá (từ 100 trở lên). */
export function fromIn(text: string): FromSaid {
  const found = FROM.exec(text);
  const read = found && !hasPower(found[1]!) ? readQuantity(found[1]!, 'COMMA_DECIMAL') : null;
  if (read?.is !== 'value' || read.value.contains) return { rest: text, from: null };
  return { rest: text.slice(0, found!.index).trim(), from: read.value };
}
