import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { productDocuments } from '../../src/catalogue/product-documents.ts';
import { type IndexedDocument, readDocuments } from '../../src/platform/search/meilisearch/documents.ts';
import { AttributeType } from '../../src/products/category.entity.ts';
import { ProductStatus } from '../../src/products/product.entity.ts';
import { PriceAudience } from '../../src/products/product-parts.entity.ts';
import { useTestApp } from '../support/app.ts';
import { CertificateKind, Fixture, UnitLevel } from './fixture.ts';

const app = useTestApp();
const NOON = new Date('2026-11-22T05:00:00Z');

const ids = { sauce: '', gift: '', draft: '', plain: '', category: '', top: '', old: '', today: '' };

beforeAll(async () => {
  const fixture = new Fixture(app);
  const old = fixture.unit('Trà Vinh', UnitLevel.PROVINCE, { until: '2025-07-01' });
  const today = fixture.unit('Vĩnh Long', UnitLevel.PROVINCE);
  fixture.succeed(old, today, '2025-07-01');
  const top = fixture.category('Nước chấm');
  const category = fixture.category('Mắm', top);
  const facility = fixture.facility('Công ty Biển Xanh', { place: old, at: [10, 106] });
  const bottle = fixture.attribute(top, 'bottle', AttributeType.ENUM, ['glass']);
  const organic = fixture.attribute(top, 'organic', AttributeType.BOOLEAN);
  const degree = fixture.attribute(top, 'degree', AttributeType.DECIMAL);
  const sauce = fixture.product('Nước mắm', {
    facility,
    category,
    nameEn: 'Fish sauce',
    descriptionVi: 'Mặn "dịu" 中文',
    unit: 'LTR',
    minimumOrderQuantity: 10,
    prices: [
      [1, 70_000],
      [500, 50_000],
      [1, 60_000, PriceAudience.WHOLESALE, '2027-01-01'],
      [1, 90_000, PriceAudience.RETAIL],
    ],
    capacities: [null, 5],
    attributes: [
      { definition: bottle, option: [...bottle.options][0]! },
      { definition: organic, boolean: false },
      { definition: degree, number: 40.5 },
    ],
  });
  const gift = fixture.product('Quà Tết', { facility, category, publishAt: new Date('2026-12-24T17:00:00Z') });
  const draft = fixture.product('Nháp', { facility, category, status: ProductStatus.DRAFT });
  const plain = fixture.product('Bình', { facility: fixture.facility('Cơ sở'), category: top });
  fixture.certificate({ kind: CertificateKind.ATTP, product: sauce, until: '2026-12-01T00:00:00Z' });
  await fixture.index();
  Object.assign(ids, { sauce: sauce.id, gift: gift.id, draft: draft.id, plain: plain.id });
  Object.assign(ids, { category: category.id, top: top.id, old: old.id, today: today.id });
});

const read = (at = NOON, ...given: string[]) => readDocuments(app.services.db, CATALOGUE, productDocuments, given, at);

/** A document, and what its JSON says. */
async function one(id: string, at = NOON): Promise<IndexedDocument & { body: Record<string, unknown> }> {
  const { documents } = await read(at, id);
  return { ...documents[0]!, body: JSON.parse(documents[0]!.json) };
}

describe('a document for Meilisearch', () => {
  it('is a snapshot of what is public', async () => {
    const { body, hash } = await one(ids.sauce);
    expect(body).toMatchObject({
      id: ids.sauce,
      kind: 'product',
      hash,
      recordedAt: Date.parse('2026-01-01T00:00:00Z'),
      nameLength: 8,
      category: { above: [ids.top, ids.category], path: `${ids.top}/${ids.category}` },
      province: ids.today,
      certificate: ['ATTP'],
      unit: 'LTR',
      demo: false,
      minimumOrderQuantity: 10,
      price: {
        RETAIL: { 0: { from: 1, to: 1e15, amount: 90_000 } },
        WHOLESALE: { 0: { from: 1, to: 500, amount: 70_000 }, 1: { from: 500, to: 1e15 } },
      },
      capacity: { 2: 5 },
      attributes: { text: { bottle: 'glass' }, flag: { organic: false }, number: { degree: 40.5 } },
    });
    expect((body.place as { above: string[] }).above.toSorted()).toEqual([ids.old, ids.today].toSorted());
  });

  it('holds the terms that PostgreSQL has, in ASCII', async () => {
    const { body } = await one(ids.sauce);
    expect(body.nameWords).toEqual(expect.arrayContaining(['^nuoc', '^nuoc mam', '=2nu8o8c 2ma7m', '=sauce']));
    expect(body.aroundPairs).toEqual(expect.arrayContaining(['^bien xanh', '^tra vinh']));
    expect(body.aroundPairs).not.toContain('^nuoc mam');
    const terms = body.terms as string[];
    expect(terms).toEqual(expect.arrayContaining(['^nuoc', '=2nu8o8c', 'diu', '~5diu', '+man diu', '~5ma7n']));
    expect(terms).toContain(`@${ids.category.slice(-12)}`);
    expect(terms.every((term) => /^[\^=~+@]?[a-z0-9 ]+$/.test(term))).toBe(true);
    expect(terms).toContain('04e2dz06587z');
  });

  it('leaves out what it has not', async () => {
    const { body } = await one(ids.plain);
    for (const name of ['place', 'price', 'capacity', 'location', 'attributes', 'legalForm']) {
      expect(body).not.toHaveProperty(name);
    }
    expect(body.certificate).toEqual([]);
  });

  it('has one hash for one content', async () => {
    const [first, second] = [await one(ids.sauce), await one(ids.sauce, new Date('2026-11-23T05:00:00Z'))];
    expect(second).toEqual(first);
    expect((await one(ids.plain)).hash).not.toBe(first.hash);
  });

  it('turns when a certificate lapses, and when a price begins', async () => {
    const lapse = new Date('2026-12-01T00:00:00Z');
    const newYear = new Date('2026-12-31T17:00:00Z');
    expect((await one(ids.sauce)).turnsAt).toEqual(lapse);
    const lapsed = await one(ids.sauce, lapse);
    expect(lapsed.body.certificate).toEqual([]);
    expect(lapsed.turnsAt).toEqual(newYear);
    const risen = await one(ids.sauce, newYear);
    expect(risen.body.price).toMatchObject({ WHOLESALE: { 0: { amount: 60_000 }, 1: { from: 500 } } });
    expect(risen.turnsAt).toBeNull();
    expect((await one(ids.plain)).turnsAt).toBeNull();
  });

  it('is pending until it is public, and nothing where it never will be', async () => {
    const at = new Date('2026-12-24T17:00:00Z');
    expect(await read(NOON, ids.gift, ids.draft)).toEqual({ documents: [], pending: [{ id: ids.gift, turnsAt: at }] });
    expect((await read(at, ids.gift)).documents.map(({ id }) => id)).toEqual([ids.gift]);
  });
});
