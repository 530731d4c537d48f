import { beforeAll, describe, expect, it } from 'vitest';
import { Facility, FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { PLACE_PREFIX } from '../../src/places/administrative-unit.read.ts';
import { encodeId } from '../../src/platform/graphql/ids.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { AttributeType, Category } from '../../src/products/category.entity.ts';
import { Product, ProductStatus } from '../../src/products/product.entity.ts';
import { useTestApp } from '../support/app.ts';
import { CertificateKind, Fixture, UnitLevel } from './fixture.ts';

const app = useTestApp();

const prd = ({ id }: { id: string }) => encodeId('prd', id);
const fac = ({ id }: { id: string }) => encodeId('fac', id);
const cat = ({ id }: { id: string }) => encodeId('cat', id);
const plc = ({ id }: { id: string }) => encodeId(PLACE_PREFIX, id);

/** Names of the products that a search finds. */
async function found(query: string | null, filter: object = {}): Promise<string[]> {
  const { searchProducts } = await app.asPublic.query(
    `query ($query: String, $filter: ProductSearchFilter) {
      searchProducts(query: $query, filter: $filter, first: 100) { totalCount edges { node { name } } }
    }`,
    { query, filter },
  );
  const names = searchProducts.edges.map((edge: { node: { name: string } | null }) => edge.node?.name);
  expect(searchProducts.totalCount).toBe(names.length);
  return names.sort();
}

/** Runs a mutation as the operator; it must succeed. */
async function mutate(name: string, type: string, input: Record<string, unknown>): Promise<void> {
  const payload = await app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code path message } } }`,
    input,
  );
  expect(payload.errors).toEqual([]);
  await expectNothingLeftToWrite();
}

const rows = () => app.services.db.query('select * from search_document order by id');

/** What was written with the change must be what building all rows anew gives. */
async function expectNothingLeftToWrite(): Promise<void> {
  const written = await rows();
  await app.services.search.rebuild(app.services.orm, NO_PROGRESS.bar(''));
  expect(written).toEqual(await rows());
}

async function versionOf(
  entity: typeof Product | typeof Facility | typeof Category,
  { id }: { id: string },
): Promise<number> {
  return (await app.services.orm.em.fork().findOneOrFail<Product | Facility | Category>(entity, id)).version;
}

let fixture: Fixture;
beforeAll(() => {
  fixture = new Fixture(app);
});

describe('search rows follow', () => {
  it('a product: its words, prices and states', async () => {
    const facility = fixture.facility('Cơ sở Một');
    const product = fixture.product('Bánh phồng', {
      facility,
      category: fixture.category('Nhóm Một'),
      prices: [[1, 30_000]],
    });
    await fixture.index();
    const version = () => versionOf(Product, product);
    const cheap = { price: { quantity: 1, lte: 20_000 } };

    await mutate('updateProduct', 'UpdateProductInput', {
      id: prd(product),
      version: await version(),
      nameVi: 'Bánh tráng',
      descriptionVi: 'Giòn',
    });
    expect([await found('bánh phồng '), await found('bánh tráng '), await found('giòn ')]).toEqual([
      [],
      ['Bánh tráng'],
      ['Bánh tráng'],
    ]);

    expect(await found('bánh tráng', cheap)).toEqual([]);
    await mutate('updateProduct', 'UpdateProductInput', {
      id: prd(product),
      version: await version(),
      prices: [{ audience: 'WHOLESALE', minQuantity: 1, amount: 20_000, vatIncluded: true }],
    });
    expect(await found('bánh tráng', cheap)).toEqual(['Bánh tráng']);

    await mutate('suspendProduct', 'ExplainedProductMoveInput', { id: prd(product), reason: 'thử' });
    expect(await found('bánh tráng ')).toEqual([]);
    await mutate('resumeProduct', 'ProductMoveInput', { id: prd(product) });
    expect(await found('bánh tráng ')).toEqual(['Bánh tráng']);
  });

  it('a facility: its name, place, legal form and states', async () => {
    const [here, there] = [fixture.unit('Nơi Này', UnitLevel.PROVINCE), fixture.unit('Nơi Kia', UnitLevel.PROVINCE)];
    const facility = fixture.facility('HTX Hai', { place: here });
    fixture.product('Mật hoa', { facility, category: fixture.category('Nhóm Hai') });
    await fixture.index();
    expect(await found('mật hoa', { places: [plc(here)] })).toEqual(['Mật hoa']);

    await mutate('updateFacility', 'UpdateFacilityInput', {
      id: fac(facility),
      version: await versionOf(Facility, facility),
      name: 'HTX Ong Rừng',
      place: plc(there),
      legalForm: 'COOPERATIVE',
    });
    expect(await found('ong rừng')).toEqual(['Mật hoa']);
    expect(await found('mật hoa', { places: [plc(here)] })).toEqual([]);
    expect(await found('nơi kia', { places: [plc(there)], legalForms: ['COOPERATIVE'] })).toEqual(['Mật hoa']);

    await mutate('suspendFacility', 'ExplainedMoveFacilityInput', { id: fac(facility), reason: 'thử' });
    expect(await found('mật hoa')).toEqual([]);
    await mutate('reinstateFacility', 'MoveFacilityInput', { id: fac(facility) });
    expect(await found('mật hoa')).toEqual(['Mật hoa']);
  });

  it('a category: its name and its place in the tree', async () => {
    const [top, other] = [fixture.category('Trên'), fixture.category('Khác')];
    const middle = fixture.category('Giữa', top);
    const leaf = fixture.category('Dưới', middle);
    fixture.product('Tơ lụa', { facility: fixture.facility('Cơ sở Ba'), category: leaf });
    await fixture.index();
    expect(await found(null, { categories: [cat(top)] })).toEqual(['Tơ lụa']);

    await mutate('updateCategory', 'UpdateCategoryInput', {
      id: cat(middle),
      version: await versionOf(Category, middle),
      nameVi: 'Hàng dệt',
    });
    expect(await found('hàng dệt ')).toEqual(['Tơ lụa']);
    await mutate('moveCategory', 'MoveCategoryInput', {
      id: cat(middle),
      version: await versionOf(Category, middle),
      parent: cat(other),
    });
    expect(await found(null, { categories: [cat(top)] })).toEqual([]);
    expect(await found(null, { categories: [cat(other)] })).toEqual(['Tơ lụa']);
  });

  it('an attribute: the names of its options', async () => {
    const category = fixture.category('Nhóm Bốn');
    const attribute = fixture.attribute(category, 'glaze', AttributeType.ENUM, ['blue']);
    const [option] = attribute.options;
    fixture.product('Chén', {
      facility: fixture.facility('Cơ sở Bốn'),
      category,
      attributes: [{ definition: attribute, option: option! }],
    });
    await fixture.index();
    const definition = await app.services.db.query<{ version: number }>(
      'select version from attribute_definition where code = $1',
      ['glaze'],
    );
    await mutate('updateAttributeDefinition', 'UpdateAttributeDefinitionInput', {
      code: 'glaze',
      version: definition[0]!.version,
      options: [{ code: 'blue', nameVi: 'men lam', nameEn: 'cobalt' }],
    });
    expect(await found('men lam ')).toEqual(['Chén']);
  });

  it('certificates of products and facilities', async () => {
    const facility = fixture.facility('Cơ sở Năm');
    const product = fixture.product('Trà shan', { facility, category: fixture.category('Nhóm Năm') });
    await fixture.index();
    const halal = () => found(null, { certificates: ['HALAL'] });
    for (const holder of [{ product: prd(product) }, { facility: fac(facility) }]) {
      const { certificate } = await app.asOperator.mutate(
        'mutation ($input: AddCertificateInput!) { addCertificate(input: $input) { certificate { id version } } }',
        { ...holder, kind: 'HALAL', number: '1', issuer: 'HCA', validFrom: '2026-01-01', validTo: '2026-12-31' },
      );
      expect(await halal()).toEqual([]);
      await mutate('verifyCertificate', 'VerifyCertificateInput', { id: certificate.id, version: certificate.version });
      expect(await halal()).toEqual(['Trà shan']);
      await mutate('withdrawCertificate', 'WithdrawCertificateInput', { id: certificate.id, reason: 'thử' });
      expect(await halal()).toEqual([]);
    }
  });

  it('units that are renamed and merged', async () => {
    const [north, south] = [fixture.unit('Xứ Bắc', UnitLevel.PROVINCE), fixture.unit('Xứ Nam', UnitLevel.PROVINCE)];
    fixture.product('Chiếu cói', {
      facility: fixture.facility('Cơ sở Sáu', { place: south }),
      category: fixture.category('Nhóm Sáu'),
    });
    await fixture.index();
    expect(await found(null, { places: [plc(north)] })).toEqual([]);
    await mutate('recordUnitChange', 'RecordUnitChangeInput', {
      on: '2026-11-01',
      results: [{ from: [plc(north), plc(south)], code: '98', name: 'Xứ Chung', type: 'PROVINCE' }],
    });
    const { units } = await app.asPublic.query('{ units(first: 1, filter: { code: { eq: "98" } }) { nodes { id } } }');
    expect(await found('xứ chung', { places: [units.nodes[0].id] })).toEqual(['Chiếu cói']);
    const { searchProducts } = await app.asPublic.query(
      '{ searchProducts(query: "chiếu cói", first: 1) { facets { provinces { province { name } count } } } }',
    );
    expect(searchProducts.facets.provinces).toEqual([{ province: { name: 'Xứ Chung' }, count: 1 }]);
  });

  it('facilities that are merged', async () => {
    const [kept, merged] = [fixture.facility('HTX Giữ Lại'), fixture.facility('HTX Gộp Vào')];
    fixture.product('Nón lá', { facility: merged, category: fixture.category('Nhóm Bảy') });
    fixture.certificate({ kind: CertificateKind.GMP, facility: merged });
    await fixture.index();
    await mutate('mergeFacilities', 'MergeFacilitiesInput', {
      keep: fac(kept),
      merge: fac(merged),
      keepVersion: await versionOf(Facility, kept),
      mergeVersion: await versionOf(Facility, merged),
    });
    expect(await found('giữ lại', { facilities: [fac(kept)], certificates: ['GMP'] })).toEqual(['Nón lá']);
    const { search } = await app.asPublic.query('{ search(query: "htx giu", first: 9) { totalCount } }');
    expect(search.totalCount).toBe(2);
  });

  it('the clock, without anything being written', async () => {
    const product = fixture.product('Hoa Tết', {
      facility: fixture.facility('Cơ sở Tám'),
      category: fixture.category('Nhóm Tám'),
      publishAt: new Date('2027-01-15T00:00:00Z'),
    });
    fixture.certificate({ kind: CertificateKind.VIETGAP, product, until: '2027-02-01T05:00:00Z' });
    await fixture.index();
    const valid = () => found('hoa tết', { certificates: ['VIETGAP'] });
    try {
      expect(await found('hoa tết')).toEqual([]);
      app.setClock('2027-01-15T00:00:00Z');
      expect(await valid()).toEqual(['Hoa Tết']);
      app.setClock('2027-02-01T04:59:59.999Z');
      expect(await valid()).toEqual(['Hoa Tết']);
      app.setClock('2027-02-01T05:00:00Z');
      expect(await valid()).toEqual([]);
      expect(await found('hoa tết')).toEqual(['Hoa Tết']);
    } finally {
      app.setClock('2026-11-22T05:00:00Z');
    }
  });
});

describe('two changes at the same moment', () => {
  it('leave the row that both of them want', async () => {
    const category = fixture.category('Nhóm Chín');
    const pairs = Array.from({ length: 30 }, (_, index) => {
      const facility = fixture.facility(`Cơ sở Chín ${index}`);
      return {
        facility,
        product: fixture.product(`Hàng chín ${index}`, { facility, category, status: ProductStatus.SUSPENDED }),
      };
    });
    await fixture.index();
    await Promise.all(
      pairs.flatMap(({ facility, product }) => [
        app.asOperator.mutate(
          'mutation ($input: ProductMoveInput!) { resumeProduct(input: $input) { errors { code } } }',
          { id: prd(product) },
        ),
        app.asOperator.mutate(
          'mutation ($input: ExplainedMoveFacilityInput!) { suspendFacility(input: $input) { errors { code } } }',
          {
            id: fac(facility),
            reason: 'thử',
          },
        ),
      ]),
    );
    const states = await app.services.db.query<{ public: string }>(
      `select count(*) as public from facility where name like 'Cơ sở Chín%' and status = 'VERIFIED'`,
    );
    expect(states[0]!.public).toBe('0');
    expect(await found('hàng chín')).toEqual([]);
    await expectNothingLeftToWrite();
  });

  it('see what the other has written when they touch one document', async () => {
    const facility = fixture.facility('Cơ sở Mười');
    const product = fixture.product('Hàng mười', { facility, category: fixture.category('Nhóm Mười') });
    const certificates = [CertificateKind.ORGANIC, CertificateKind.FDA].map((kind) =>
      fixture.certificate({ kind, product, verified: false }),
    );
    await fixture.index();
    await Promise.all(
      certificates.map((certificate) =>
        app.asOperator.mutate(
          'mutation ($input: VerifyCertificateInput!) { verifyCertificate(input: $input) { errors { code } } }',
          {
            id: encodeId('crt', certificate.id),
            version: 1,
          },
        ),
      ),
    );
    expect(await found('hàng mười', { certificates: ['ORGANIC', 'FDA'] })).toEqual(['Hàng mười']);
  });
});

it('a rebuild deletes what should not be there', async () => {
  const facility = fixture.facility('Cơ sở Cuối');
  fixture.product('Hàng cuối', { facility, category: fixture.category('Nhóm Cuối') });
  await fixture.index();
  await fixture.em.nativeUpdate(Facility, facility.id, { status: FacilityStatus.SUSPENDED });
  const before = (await rows()).length;
  await app.services.search.rebuild(app.services.orm, NO_PROGRESS.bar(''));
  expect((await rows()).length).toBe(before - 2);
});
