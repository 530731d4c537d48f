import type { EntityManager } from '@mikro-orm/postgresql';
import { canonical } from '../../../platform/text/vietnamese.ts';
import type { GivenProduct } from '../../columns/given-product.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT_CHOICE, questionKey } from '../../columns/row-reader.ts';
import type { ReadRow } from './importer.ts';
import {
  findCandidates,
  type ProductCandidates,
  type ProductMatch,
  productChoice,
  shownProduct,
} from './product-candidates.ts';

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
 * The product that is there already and each row means, by its code at the facility, else by its GTIN; null for a new one, and where what
 * the row says is wrong or must be asked. A name says nothing for certain: where only that is known, it is asked, and once
 * for all rows that spell the name and unit of just one product.
 */
export async function findProducts(
  em: EntityManager,
  rows: readonly RowOfMaker[],
): Promise<readonly (string | null)[]> {
  const candidates = await findCandidates(
    em,
    rows.map(({ facility, given: { fields } }) => ({
      facility,
      externalId: fields.externalId,
      gtin: fields.gtin,
      name: fields.nameVi,
    })),
  );
  return rows.map((row, place) => productOf(row, candidates[place]!));
}

function productOf(row: RowOfMaker, { byCode, byGtin, byName }: ProductCandidates): string | null {
  const { reader, given, facility } = row;
  if (facility === undefined) return null;
  const { externalId, gtin, nameVi } = given.fields;
  if (byGtin && (byGtin.facility !== facility || (byCode && byCode.id !== byGtin.id))) {
    reader
      .about('gtin', gtin)
      .refuse(
        { vi: `Mã vạch này thuộc về ${shownProduct(byGtin)}.`, en: `This GTIN belongs to ${shownProduct(byGtin)}.` },
        { code: 'DUPLICATE' },
      );
    return null;
  }
  if (byCode) return byCode.id;
  if (byGtin) {
    const hasOtherCode = externalId && byGtin.externalId !== null;
    return hasOtherCode ? ask(row, 'externalId', [facility, externalId], [byGtin], false) : byGtin.id;
  }
  if (!nameVi || byName.length === 0) return null;
  const alike = isSpeltAs(row, byName) ? askOfAll(row, [facility, nameVi]) : Alike.EACH;
  if (alike === Alike.SAME) return byName[0]!.id;
  return alike === Alike.EACH ? ask(row, 'nameVi', [facility, nameVi], byName, true) : null;
}

/** Whether a row without a code says just what one product is called and sold in. */
function isSpeltAs({ given: { fields } }: RowOfMaker, [only, ...others]: readonly ProductMatch[]): boolean {
  const { externalId, gtin, nameVi, unit } = fields;
  if (!only || others.length > 0 || externalId || gtin || !nameVi) return false;
  return (unit == null || unit === only.unit) && spellingOf(only.name) === spellingOf(nameVi);
}

const spellingOf = (name: string): string => canonical(name).toLowerCase();

/** What people say of all such rows; a name that was answered by itself stays so. Undefined while it is open. */
function askOfAll({ reader }: RowOfMaker, about: readonly [facility: string, name: string]): Alike | undefined {
  if (reader.conventions.answers[questionKey(QuestionKind.SAME_PRODUCT, ...about)] !== undefined) return Alike.EACH;
  return reader.about(null).ask(QuestionKind.SAME_PRODUCT, [ALL_ROWS], ALIKE_CHOICES) as Alike | undefined;
}

/** The only product that may be meant, unless a row has it in another unit. */
function likeliest([first, ...others]: readonly ProductMatch[], unit: string | null | undefined): string | null {
  return first && others.length === 0 && (unit == null || unit === first.unit) ? first.id : null;
}

/** What people say of a row that may mean a product: which, or another one, as far as there may be another. */
function ask(
  { reader, given }: RowOfMaker,
  field: 'externalId' | 'nameVi',
  about: readonly [facility: string, said: string],
  matches: readonly ProductMatch[],
  mayBeNew: boolean,
): string | null {
  const choices = [...matches.map(productChoice), ...(mayBeNew ? [NEW_CHOICE] : []), LEAVE_OUT_CHOICE];
  const asked = suggesting(choices, likeliest(matches, given.fields.unit));
  const answer = reader.about(field, about[1]).ask(QuestionKind.SAME_PRODUCT, about, asked, () => false);
  return answer === undefined || answer === NEW ? null : answer;
}
