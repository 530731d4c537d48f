import { type Span, spanNamed } from '../../platform/cells/durations.ts';
import { fromIn } from '../../platform/cells/from-quantity.ts';
import { type SaidScale, scaleIn } from '../../platform/cells/money.ts';
import type { Quantity } from '../../platform/cells/quantities.ts';
import { oneLine } from '../../platform/cells/text-cells.ts';
import { readUnit } from '../../platform/cells/units.ts';
import { vatIn } from '../../platform/cells/vat.ts';
import { LruMap } from '../../platform/lru.ts';

/** What the header of a column says of all its cells, beside the name of the field: null where it does not. */
export interface HeaderNote {
  /** What plain numbers of a length of time count: Hạn sử dụng (tháng). */
  readonly span: Span | null;
  /** The unit of plain quantities, as it is written: Trọng lượng (gram). */
  readonly unit: string | null;
  /** What they are for, or in which time: Giá (đ/kg), Công suất (tấn/năm). */
  readonly per: string | null;
  /** What prices count: Đơn giá (1.000đ). */
  readonly scale: SaidScale | null;
  /** From how many on prices hold: Giá sỉ từ 10 kg. */
  readonly from: Quantity | null;
  /** Whether prices have value-added tax in them: Giá sỉ (đã gồm VAT). */
  readonly vatIncluded: boolean | null;
}

const BRACKETS = /[([{]([^)\]}]*)[)\]}]/g;

/** A word and what stands after a slash: Công suất tấn/năm, Giá/kg. */
const AFTER_SLASH = /\S+ ?\/ ?[^/,;]+$/;
const AFTER_MARK = /(?:[,;:]| - )([^,;:]+)$/;

const WORD_END = / |(?<=\p{Ll})(?=\p{Lu})/u;

/** What leads to a unit: ĐVT: kg, tính theo tháng. */
const LEADING = /^(?:đvt|đơn vị(?: tính)?|tính(?: theo| bằng)?|theo|số)(?: ?: ?| )/i;

/** What a header says in brackets, after a comma or after a slash; what is not understood of it says nothing. */
export function noteOf(header: string): HeaderNote {
  const note = known.get(header) ?? noteIn(oneLine(header));
  known.set(header, note);
  return note;
}

/** A file has few headers and many rows. */
const known = new LruMap<string, HeaderNote>(1_000);

function noteIn(header: string): HeaderNote {
  const parts = partsOf(header).map((part) => part.replace(LEADING, '').trim());
  const counted = parts.map((part) => part.split('/')[0]!.trim());
  const [per = null] = parts.flatMap((part) => part.split('/').slice(1, 2)).flatMap((text) => text.trim() || []);
  const words = [...counted, header.split(WORD_END).at(-1)!].filter((word) => word.length > 1);
  const spans = words.flatMap((word) => spanNamed(word) ?? []);
  return {
    span: spans[0] ?? null,
    unit: counted.find(isUnit) ?? null,
    per,
    scale: [header, ...parts].map(scaleIn).find((scale) => scale !== null) ?? null,
    from: fromIn(vatIn(header).rest).from,
    vatIncluded: vatIn(header).vatIncluded,
  };
}

/** What may be said beside the name. */
function partsOf(header: string): string[] {
  const bracketed = [...header.matchAll(BRACKETS)].map(([, text]) => text!);
  const rest = header.replace(BRACKETS, ' ').replace(/\s+/g, ' ').trim();
  return [...bracketed, ...(AFTER_MARK.exec(rest)?.slice(1) ?? []), ...(AFTER_SLASH.exec(rest) ?? [])];
}

function isUnit(text: string): boolean {
  const reading = readUnit(text);
  return reading.is === 'unit' && reading.contains === null;
}
