import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlaceReader } from '../../../places/place-reader.ts';
import type { Text } from '../../../platform/errors/user-error.ts';
import { canonical } from '../../../platform/text/vietnamese.ts';
import type { GivenCertificate, GivenHolder } from '../../columns/certificate-columns.ts';
import { placeSaid } from '../../columns/place-cells.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from '../../columns/row-reader.ts';
import { FacilityFinder, type WantedFacility } from './find-facilities.ts';
import type { ImportKeys } from './import-keys.ts';
import type { ReadRow } from './importer.ts';
import {
  findCandidates,
  type ProductCandidates,
  type ProductMatch,
  productChoice,
  shownProduct,
} from './product-candidates.ts';

/** Who holds a certificate: the key of a product or of a facility; the other is null. */
export type Holder =
  | { readonly product: string; readonly facility: null }
  | { readonly product: null; readonly facility: string };

const PREFIX = 'facility.';

/** Finds who holds the certificates of rows: none is made for them. */
export class Holders {
  readonly #finder: FacilityFinder;

  constructor(
    keys: ImportKeys,
    readonly places: PlaceReader,
    /** The facility of rows that name none. */
    readonly byDefault: string | undefined,
  ) {
    this.#finder = new FacilityFinder(keys);
  }

  /** The holders of rows, in their order; undefined where that is wrong or open. */
  async find(em: EntityManager, rows: readonly ReadRow<GivenCertificate>[]): Promise<readonly (Holder | undefined)[]> {
    const facilities = await this.#facilities(em, rows);
    const products = await findCandidates(
      em,
      rows.map(({ given: { product } }, place) => ({
        ...noProduct,
        ...product,
        facility: facilities[place] ?? undefined,
      })),
    );
    return rows.map(({ reader, given: { product } }, place) => {
      const facility = facilities[place];
      if (facility === undefined) return undefined;
      if (isNamed(product)) return productOf(reader, product, facility, products[place]!);
      if (facility !== null) return { product: null, facility };
      reader.about('facility.name').refuse(NO_HOLDER);
      return undefined;
    });
  }

  /** The facilities that rows name: null where they name none, undefined where that is wrong or open. */
  async #facilities(
    em: EntityManager,
    rows: readonly ReadRow<GivenCertificate>[],
  ): Promise<readonly (string | null | undefined)[]> {
    const wanted = rows.map(({ reader, given: { facility } }): WantedFacility | null => {
      const { name, taxCode } = facility;
      return name || taxCode ? { name, taxCode, place: placeSaid(this.places, facility, reader, PREFIX) } : null;
    });
    const named = wanted.filter((one) => one !== null);
    const candidates = (await this.#finder.candidates(em, named)).values();
    return wanted.map((one, place) => {
      if (!one) return this.byDefault ?? null;
      const { reader } = rows[place]!;
      return this.#finder.choose(reader, 'facility.name', one, candidates.next().value!, 'HOLDER')?.id;
    });
  }
}

const noProduct = { externalId: undefined, gtin: undefined, name: undefined };

const isNamed = ({ externalId, gtin, name }: GivenHolder): boolean => Boolean(externalId || gtin || name);

function productOf(
  reader: RowReader,
  { externalId, gtin, name }: GivenHolder,
  facility: string | null,
  { byCode, byGtin, byName }: ProductCandidates,
): Holder | undefined {
  if (byGtin && ((facility !== null && byGtin.facility !== facility) || (byCode && byCode.id !== byGtin.id))) {
    reader.about('product.gtin', gtin).refuse(otherProduct(byGtin), { code: 'DUPLICATE' });
    return undefined;
  }
  const found = byCode ?? byGtin;
  if (found) return { product: found.id, facility: null };
  if (facility === null) {
    reader.about('facility.name').refuse(gtin && !externalId && !name ? NO_PRODUCT : NO_MAKER, { code: 'NOT_FOUND' });
    return undefined;
  }
  const spelt = byName.filter((match) => canonical(match.name).toLowerCase() === canonical(name ?? '').toLowerCase());
  if (!externalId && !gtin && spelt.length === 1) return { product: spelt[0]!.id, facility: null };
  const field = externalId ? 'product.externalId' : gtin ? 'product.gtin' : 'product.name';
  if (byName.length > 0) return ask(reader, [facility, externalId ?? gtin ?? name!], byName);
  reader.about(field, externalId ?? gtin ?? name).refuse(NO_PRODUCT, { code: 'NOT_FOUND' });
  return undefined;
}

function ask(reader: RowReader, about: readonly string[], matches: readonly ProductMatch[]): Holder | undefined {
  const only = matches.length === 1 ? matches[0]!.id : null;
  const choices = suggesting([...matches.map(productChoice), LEAVE_OUT_CHOICE], only);
  const answer = reader.about('product.name', about[1]).ask(QuestionKind.SAME_PRODUCT, about, choices, () => false);
  return answer === undefined ? undefined : { product: answer, facility: null };
}

const otherProduct = (match: ProductMatch): Text => ({
  vi: `Mã vạch này thuộc về ${shownProduct(match)}.`,
  en: `This GTIN belongs to ${shownProduct(match)}.`,
});

const NO_HOLDER: Text = {
  vi: 'Dòng này không nêu sản phẩm hay cơ sở nào được chứng nhận.',
  en: 'The row names neither a product nor a facility that holds the certificate.',
};
const NO_MAKER: Text = {
  vi: 'Mã và tên sản phẩm chỉ tra được trong một cơ sở: cần thêm tên hoặc mã số thuế của cơ sở.',
  en: 'A product is found by its code or name at a facility: the name or tax code of the facility is needed.',
};
const NO_PRODUCT: Text = {
  vi: 'Không có sản phẩm này; nhập sản phẩm trước. Nếu ô nêu nhiều sản phẩm, hãy ghi mỗi sản phẩm một dòng.',
  en: 'There is no such product; import it first. Where the cell names several, write a row for each.',
};
