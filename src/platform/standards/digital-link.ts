import { normaliseGtin } from './gtin.ts';

/** The resolver of GS1, under which a link is in its canonical form. */
const GS1_RESOLVER = 'https://id.gs1.org';

/** A batch or lot, AI 10: 1 to 20 characters of set 82. Points alone would vanish from the path. */
const LOT = /^(?!\.\.?$)[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/** What a link may say besides the trade item. */
export interface DigitalLinkOptions {
  /** Where the link leads: an http or https address without query; GS1's resolver where it is left out. */
  readonly base?: string;
  readonly lot?: string | null;
}

/**
 * The GS1 Digital Link of a trade item, and of a lot of it, uncompressed (GS1 Digital Link Standard: URI Syntax 1.2):
 * https://id.gs1.org/01/09506000134352/10/ABC1. The GTIN may have 8 to 14 digits; one that is for use inside a company
 * (`parseGtin` tells) means nothing under GS1's resolver. @throws RangeError for what is no GTIN, no lot and no base
 */
export function digitalLink(gtin: string, { base = GS1_RESOLVER, lot = null }: DigitalLinkOptions = {}): string {
  const gtin14 = normaliseGtin(gtin);
  if (gtin14 === null) throw new RangeError(`Not a GTIN: ${gtin}`);
  if (lot !== null && !LOT.test(lot)) throw new RangeError(`Not a lot: ${lot}`);
  const stem = stemOf(base);
  return `${stem}/01/${gtin14}${lot === null ? '' : `/10/${percentEncoded(lot)}`}`;
}

function stemOf(base: string): string {
  const url = URL.parse(base);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) throw new RangeError(`Not a base: ${base}`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** All but the unreserved characters of RFC 3986; `encodeURIComponent` leaves a few more as they are. */
const percentEncoded = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
