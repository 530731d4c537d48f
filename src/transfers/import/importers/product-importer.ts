import type { EntityManager } from '@mikro-orm/postgresql';
import { type FacilityToSave, saveFacilities } from '../../../facilities/save-facilities.ts';
import { PlaceReader } from '../../../places/place-reader.ts';
import type { WriteContext } from '../../../platform/database/write.ts';
import { Problems } from '../../../platform/input/problems.ts';
import { fold, hasDiacritics } from '../../../platform/text/vietnamese.ts';
import { dayOf } from '../../../platform/time/vietnam-day.ts';
import { CategoryReader, type SameThing } from '../../../products/category-reader.ts';
import { cleanPrices, type GivenPrice } from '../../../products/price-ladder.ts';
import { cleanFields } from '../../../products/product-checks.ts';
import { cleanCapacities, cleanImages } from '../../../products/product-parts.ts';
import type { BulkMove } from '../../../products/product-to-save.ts';
import { compareProducts, saveProducts } from '../../../products/save-products.ts';
import { blankProduct, type GivenProduct, type GivenUnitPrice } from '../../columns/given-product.ts';
import { PRODUCT_COLUMNS } from '../../columns/product-columns.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT, LEAVE_OUT_CHOICE, type RowReader } from '../../columns/row-reader.ts';
import { settleUnits } from '../../columns/said-units.ts';
import { settleVat } from '../../columns/vat-cells.ts';
import { isClear } from '../read-rows.ts';
import type { ImportOptions } from '../settings.ts';
import { type Definitions, readDefinitions, typedAttributes } from './attribute-cells.ts';
import { type FoundComponents, findComponents } from './find-components.ts';
import { type Maker, Makers, namesOfMakers } from './find-makers.ts';
import { findProducts } from './find-products.ts';
import { looksLikeNoGoods } from './goods-words.ts';
import { ImportKeys } from './import-keys.ts';
import type {
  Importer,
  ImportSetting,
  PreparedBatch,
  PreparedRow,
  ReadRow,
  RowOutcome,
  WrittenBatch,
} from './importer.ts';
import type { ProductMatch } from './product-candidates.ts';
import { gtinKey, productKey } from './product-keys.ts';
import { expectedOutcome, keysOf, type ProductRow, withNames } from './product-row.ts';
import { recordsOf, refuseTwice } from './written-records.ts';

/** Makes rows into products, and facilities of the names that are new. */
export class ProductImporter implements Importer<GivenProduct, ProductRow> {
  readonly columns = PRODUCT_COLUMNS;
  readonly keyField = 'externalId';
  readonly tellingFields = ['nameVi', 'externalId', 'gtin'];

  private constructor(
    readonly keys: ImportKeys,
    readonly options: ImportOptions,
    readonly now: Date,
    readonly categories: CategoryReader,
    readonly makers: Makers,
    readonly definitions: Definitions,
  ) {}

  static async open({ id, context: { db, now }, options }: ImportSetting): Promise<ProductImporter> {
    const synonyms = await db.query<SameThing>(SYNONYMS);
    const [categories, places, definitions] = await Promise.all([
      CategoryReader.load(db, synonyms),
      PlaceReader.load(db, dayOf(now)),
      readDefinitions(db),
    ]);
    const keys = new ImportKeys(id);
    const makers = new Makers(keys, places, options.facility, now);
    return new ProductImporter(keys, options, now, categories, makers, definitions);
  }

  blank(): GivenProduct {
    return blankProduct();
  }

  /** A code is one of its facility; without one, a GTIN or the name says which product is meant. */
  keyOf(given: GivenProduct): string | null {
    return productKey(given);
  }

  /** The GTIN of one that goes by its code. */
  besideKey({ fields: { externalId, gtin } }: GivenProduct): { field: string; key: string } | null {
    return externalId && gtin ? { field: 'gtin', key: gtinKey(gtin) } : null;
  }

  /** Sets: what they consist of may be new too. */
  isLater({ components }: GivenProduct): boolean {
    return components !== undefined && components.length > 0;
  }

  settle(row: ReadRow<GivenProduct>): void {
    settleUnits(row.given, row.reader);
    settleVat(row.given, row.reader, this.options.vatIncluded ?? null);
    askWhetherGoods(row);
  }

  async prepare(em: EntityManager, rows: readonly ReadRow<GivenProduct>[]): Promise<PreparedBatch<ProductRow>> {
    const makers = await this.makers.find(em, rows);
    const known = await findProducts(
      em,
      rows.map((row, place) => ({ ...row, facility: makers[place]?.id })),
      this.keys,
    );
    const components = await findComponents(em, this.keys.id, rows, makers);
    const prepared = rows.flatMap((row, place) => this.#row(row, makers[place], known[place], components[place]) ?? []);
    const going = refuseTwice(prepared.filter(isClear), 'externalId', keysOf);
    return { rows: going, newFacilities: facilitiesToMake(going).map(({ newId }) => newId!) };
  }

  async compare(em: EntityManager, { rows }: PreparedBatch<ProductRow>): Promise<readonly RowOutcome[]> {
    const products = rows.map(({ row }) => row.product);
    const outcomes = await compareProducts({ em, now: this.now }, products, this.#publish);
    const makers = await namesOfMakers(
      em,
      rows.map(({ row }) => row.maker),
    );
    return outcomes.map((outcome, place) => {
      const { row } = rows[place]!;
      const expected = expectedOutcome(outcome, row, this.#publish !== null);
      return { name: row.name, ...withNames(expected, row, makers, this.categories) };
    });
  }

  async write(context: WriteContext, { rows }: PreparedBatch<ProductRow>): Promise<WrittenBatch> {
    const toMake = facilitiesToMake(rows);
    const made = toMake.length > 0 ? await saveFacilities(context, toMake) : [];
    const saved = await saveProducts(
      context,
      rows.map(({ row }) => row.product),
      this.#publish,
    );
    return {
      outcomes: saved.map((outcome, place) => ({ name: rows[place]!.row.name, ...outcome })),
      records: [...recordsOf('facility', made), ...recordsOf('product', saved)],
    };
  }

  get #publish(): BulkMove | null {
    const { publish = 'NONE' } = this.options;
    return publish === 'NONE' ? null : { reason: null, incomplete: publish === 'ALL' ? 'ALLOW' : 'REFUSE' };
  }

  #row(
    { reader, given }: ReadRow<GivenProduct>,
    maker: Maker | undefined,
    known: ProductMatch | null | undefined,
    set: FoundComponents | undefined,
  ): PreparedRow<ProductRow> | undefined {
    const problems = new Problems();
    const isNew = known === null;
    if (isNew && lacksName(given, reader)) return undefined;
    if (isNew) requireUnit(given, reader);
    const category = this.#category(given.category, reader, isNew);
    if (known) keepMarks(given, known);
    const fields = cleanFields(given.fields, problems);
    const steps = pricesOf(given, this.options.vatIncluded ?? null);
    // Prices that are on request from now on are none any more.
    const none = fields.priceOnRequest ? null : undefined;
    const prices = steps ? cleanPrices(steps, dayOf(this.now), problems) : none;
    const images = given.images && cleanImages(given.images, problems);
    const capacities = given.capacities && cleanCapacities(given.capacities, problems);
    reader.takeProblems(problems, fieldOfPath);
    const attributes = given.attributes && typedAttributes(given.attributes, this.definitions, reader);
    if (!maker || known === undefined) return undefined;
    const onRequest = isNew ? [...given.onRequest, ...given.newOnRequest] : given.onRequest;
    const parts = { prices, onRequest, images, capacities, attributes, components: set?.components };
    const which = { id: known?.id ?? null, newId: this.keys.ofRow(reader.row) };
    const product = { ...which, facility: maker.id, category, fields, demo: given.demo, ...parts };
    const name = fields.nameVi ?? known?.name ?? fields.externalId ?? fields.gtin ?? '';
    return { reader, row: { product, maker, name, isPart: set?.isPart ?? false } };
  }

  /** The key of the category that a row names, or that was chosen for the file. */
  #category(text: string | undefined, reader: RowReader, isNew: boolean): string | undefined {
    if (text === undefined) {
      if (!isNew || this.options.category) return isNew ? this.options.category : undefined;
      reader.about('category').refuse({
        vi: 'Dòng này không nêu nhóm hàng; hãy chọn một nhóm cho cả tệp, hoặc thêm cột nhóm hàng.',
        en: 'The row names no category; choose one for the whole file, or add a column that does.',
      });
      return undefined;
    }
    const reading = this.categories.read(text);
    if (reading.is === 'category') return reading.id;
    const near = reading.is === 'ambiguous' ? reading.choices : reading.suggestions;
    const choices = near.map(({ id, label }) => ({ choice: id, label: { vi: label, en: label } }));
    // Of several of the name none is nearer.
    const likeliest = reading.is === 'unknown' ? (reading.likeliest?.id ?? null) : null;
    return reader
      .about('category', text)
      .ask(
        QuestionKind.CATEGORY,
        [text],
        suggesting([...choices, LEAVE_OUT_CHOICE], likeliest),
        (id) => this.categories.labelOf(id) !== null,
      );
  }
}

const SYNONYMS = `select term, synonym, direction = 'BOTH' as "isMutual" from synonym where deleted_at is null`;

/** Rows that look like fees or equipment are asked for by name: what they are only people know. */
function askWhetherGoods({ reader, given }: ReadRow<GivenProduct>): void {
  const { nameVi } = given.fields;
  const noGoods = nameVi ? looksLikeNoGoods(nameVi) : null;
  if (!nameVi || noGoods === null) return;
  const choices = suggesting([LEAVE_OUT_CHOICE, KEEP_CHOICE], noGoods === 'LIKELY' ? LEAVE_OUT : null);
  reader.about('nameVi', nameVi).ask(QuestionKind.NOT_GOODS, [nameVi], choices);
}

const KEEP_CHOICE = { choice: 'KEEP', label: { vi: 'Là sản phẩm, cứ nhập', en: 'It is a product: import it' } };

/** Whether a row names no product that is there, and does not say what a new one is called: it says so. */
function lacksName({ fields: { nameVi, externalId, gtin } }: GivenProduct, reader: RowReader): boolean {
  if (nameVi !== undefined) return false;
  const said = externalId ?? gtin;
  if (said) reader.about(externalId ? 'externalId' : 'gtin').refuse(noProduct(said), { code: 'NOT_FOUND' });
  else reader.about('nameVi').refuse({ vi: 'Thiếu tên sản phẩm.', en: 'The name of the product is missing.' });
  return true;
}

const noProduct = (code: string) => ({
  vi: `Cơ sở này không có sản phẩm mã ${code}; sản phẩm mới cần có tên và đơn vị tính.`,
  en: `The facility has no product with the code ${code}; a new one needs a name and a unit.`,
});

/** A name that is typed without its marks does not take these away. */
function keepMarks({ fields }: GivenProduct, { name }: ProductMatch): void {
  const { nameVi } = fields;
  if (nameVi && !hasDiacritics(nameVi) && hasDiacritics(name) && fold(nameVi) === fold(name)) fields.nameVi = undefined;
}

function requireUnit({ fields: { unit } }: GivenProduct, reader: RowReader): void {
  const isOpen = reader.questions.some(({ kind }) => kind === QuestionKind.UNIT);
  const isWrong = reader.problems.some(({ column }) => column?.field === 'unit');
  if (unit === undefined && !isOpen && !isWrong) {
    reader.about('unit').refuse({ vi: 'Thiếu đơn vị tính.', en: 'The unit is missing.' });
  }
}

/** The prices of a row: its ladder, or those of single columns; what they say of VAT goes before the row. */
function pricesOf(
  { ladder, prices, vat }: GivenProduct,
  byDefault: boolean | null,
): GivenPrice<boolean | null>[] | undefined {
  const withVat = typeof vat === 'boolean' ? vat : byDefault;
  if (ladder) return ladder.map((step) => ({ ...step, vatIncluded: step.vatIncluded ?? withVat }));
  const given = Object.entries(prices) as [GivenPrice['audience'], GivenUnitPrice][];
  if (given.length === 0) return undefined;
  return given.map(([audience, price]) => ({
    audience,
    minQuantity: price.minQuantity,
    amount: price.amount,
    vatIncluded: price.vatIncluded ?? withVat,
  }));
}

/** The field of the column that a check of products means. */
function fieldOfPath([first]: readonly string[]): string | null {
  return first === 'prices' ? 'priceLadder' : (first ?? null);
}

const facilitiesToMake = (rows: readonly PreparedRow<ProductRow>[]): FacilityToSave[] => [
  ...new Set(rows.flatMap(({ row: { maker } }) => maker.toMake ?? [])),
];
