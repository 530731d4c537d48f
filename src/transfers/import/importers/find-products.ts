import type { EntityManager } from '@mikro-orm/postgresql';
import { canonical } from '../../../platform/text/vietnamese.ts';
import type { Measured } from '../../../products/product-checks.ts';
import type { GivenProduct } from '../../columns/given-product.ts';
import { measuredText } from '../../columns/part-texts.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT_CHOICE, questionKey } from '../../columns/row-reader.ts';
import type { ImportKeys } from './import-keys.ts';
import type { ReadRow } from './importer.ts';
import {
  findCandidates,
  type ProductCandidates,
  type ProductMatch,
  productChoice,
  shownProduct,
} from './product-candidates.ts';
import { netContentKey, sizeKey } from './product-keys.ts';
import { repeated } from './written-records.ts';

/** A row of products, and the facility that makes its product: undefined while that is open. */
export type RowOfMaker = ReadRow<GivenProduct> & { readonly facility: string | undefined };

/** The answer that makes another product of the same name. */
const NEW = 'NEW';

const NEW_CHOICE = {
  choice: NEW,
  label: { vi: 'Sản phẩm khác, tạo mới', en: 'Another product: make it' },
};

/** What to do with all rows of a file that say by name alone what is there already. */
enum Alike {
  SAME = 'SAME',
  NEW = 'NEW',
  EACH = 'EACH',
}

/** Names the question that is one for the whole file. */
const ALL_ROWS = '*';

const ALIKE_CHOICES = suggesting(
  [
    {
      choice: Alike.SAME,
      label: {
        vi: 'Là các sản phẩm đã có cùng tên, cập nhật',
        en: 'They are the products of their names: update these',
      },
    },
    { choice: Alike.NEW, label: { vi: 'Đều là sản phẩm khác, tạo mới', en: 'They all are other products: make them' } },
    { choice: Alike.EACH, label: { vi: 'Hỏi riêng từng tên', en: 'Ask for each name' } },
    LEAVE_OUT_CHOICE,
  ],
  Alike.SAME,
);

/**
 * The product that is there already and each row means, by its code at the facility, else by its GTIN; null for a new one, and undefined
 * where what the row says is wrong or must be asked. A name says nothing for certain: where only that is known, it is asked, and once
 * for all rows that spell the name and size of just one product. What earlier rows of the file have made is another product by its name,
 * and the same, which is refused, by its code or GTIN.
 */
export async function findProducts(
  em: EntityManager,
  rows: readonly RowOfMaker[],
  keys: ImportKeys,
): Promise<readonly (ProductMatch | null | undefined)[]> {
  const candidates = await findCandidates(
    em,
    rows.map(({ facility, given: { fields } }) => ({
      facility,
      externalId: fields.externalId,
      gtin: fields.gtin,
      name: fields.nameVi,
    })),
    keys,
  );
  return rows.map((row, place) => productOf(row, candidates[place]!, keys));
}

function productOf(
  row: RowOfMaker,
  { byCode, byGtin, byName }: ProductCandidates,
  keys: ImportKeys,
): ProductMatch | null | undefined {
  const { reader, given, facility } = row;
  if (facility === undefined) return undefined;
  const { externalId, gtin } = given.fields;
  const earlier = [byCode, byGtin].find((match) => match && keys.has(match.id));
  if (earlier) {
    const field = earlier === byCode ? 'externalId' : 'gtin';
    reader.about(field).refuse(repeated(keys.rowOf(earlier.id)), { code: 'DUPLICATE' });
    return undefined;
  }
  if (byGtin && (byGtin.facility !== facility || (byCode && byCode.id !== byGtin.id))) {
    reader
      .about('gtin', gtin)
      .refuse(
        { vi: `Mã vạch này thuộc về ${shownProduct(byGtin)}.`, en: `This GTIN belongs to ${shownProduct(byGtin)}.` },
        { code: 'DUPLICATE' },
      );
    return undefined;
  }
  if (byCode) return byCode;
  if (byGtin) {
    const hasOtherCode = externalId && byGtin.externalId !== null;
    if (!hasOtherCode) return byGtin;
    const about = { field: 'externalId', said: externalId, of: [facility, externalId] } as const;
    return ask(row, about, [byGtin], { suggestion: byGtin.id });
  }
  return productNamed(row, facility, byName);
}

/** What a row means by a name: of the products of the name those of its size, else those that do not say theirs, else perhaps another. */
function productNamed(
  row: RowOfMaker,
  facility: string,
  byName: readonly ProductMatch[],
): ProductMatch | null | undefined {
  const { nameVi, netContent } = row.given.fields;
  if (!nameVi || byName.length === 0) return null;
  const ofSize = byName.filter((match) => isOfSize(row, match));
  const fitting = ofSize.length > 0 ? ofSize : byName.filter((match) => mayBeOfSize(row, match));
  const size = sizeKey(row.given);
  const said = netContent ? `${nameVi} · ${measuredText(netContent)}` : nameVi;
  const about = { field: 'nameVi', said, of: [facility, nameVi, ...(size ? [size] : [])] } as const;
  const [only, ...others] = fitting;
  if (!only) {
    const hasOtherContent = byName.every((match) => isOtherContent(row, match));
    return ask(row, about, byName, { suggestion: hasOtherContent ? NEW : null, mayBeNew: true });
  }
  if (others.length > 0) return ask(row, about, fitting, { suggestion: null, mayBeNew: true });
  const alike = isSpeltAs(row, only) ? askOfAll(row, about.of) : Alike.EACH;
  if (alike === Alike.EACH) return ask(row, about, fitting, { suggestion: only.id, mayBeNew: true });
  return alike === undefined ? undefined : alike === Alike.SAME ? only : null;
}

/** Whether a product is sold in the unit of a row and holds what that says, be that nothing. */
const isOfSize = ({ given: { fields } }: RowOfMaker, { unit, netContent }: ProductMatch): boolean =>
  fields.unit === unit && contentOf(fields.netContent) === contentOf(netContent);

/** Whether a product may be the one of a row by its size, as far as both say it. */
const mayBeOfSize = (row: RowOfMaker, match: ProductMatch): boolean =>
  (row.given.fields.unit == null || row.given.fields.unit === match.unit) && !isOtherContent(row, match);

function isOtherContent({ given: { fields } }: RowOfMaker, { netContent }: ProductMatch): boolean {
  const [said, stored] = [contentOf(fields.netContent), contentOf(netContent)];
  return said !== null && stored !== null && said !== stored;
}

const contentOf = (content: Measured | null | undefined): string | null => (content ? netContentKey(content) : null);

/** Whether a row without a code spells the name of a product. */
function isSpeltAs({ given: { fields } }: RowOfMaker, { name }: ProductMatch): boolean {
  const { externalId, gtin, nameVi } = fields;
  return !externalId && !gtin && !!nameVi && spellingOf(name) === spellingOf(nameVi);
}

const spellingOf = (name: string): string => canonical(name).toLowerCase();

/** What people say of all such rows; a name that was answered by itself stays so. Undefined while it is open. */
function askOfAll({ reader }: RowOfMaker, about: readonly string[]): Alike | undefined {
  if (reader.conventions.answers[questionKey(QuestionKind.SAME_PRODUCT, ...about)] !== undefined) return Alike.EACH;
  return reader.about(null).ask(QuestionKind.SAME_PRODUCT, [ALL_ROWS], ALIKE_CHOICES) as Alike | undefined;
}

/** What a question is about: the field, what the row says there, and what names it. */
interface About {
  readonly field: 'externalId' | 'nameVi';
  readonly said: string;
  readonly of: readonly string[];
}

/** What people say of a row that may mean a product: which, or another one, as far as there may be another. Undefined while it is open. */
function ask(
  { reader }: RowOfMaker,
  { field, said, of }: About,
  matches: readonly ProductMatch[],
  { suggestion, mayBeNew = false }: { suggestion: string | null; mayBeNew?: boolean },
): ProductMatch | null | undefined {
  const choices = [...matches.map(productChoice), ...(mayBeNew ? [NEW_CHOICE] : []), LEAVE_OUT_CHOICE];
  const answer = reader.about(field, said).ask(QuestionKind.SAME_PRODUCT, of, suggesting(choices, suggestion));
  return answer === NEW ? null : matches.find(({ id }) => id === answer);
}
