import { beforeAll, describe, expect, it } from 'vitest';
import { Facility, FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { encodeId } from '../../src/platform/graphql/ids.ts';
import type { Category } from '../../src/products/category.entity.ts';
import { type Product, ProductStatus } from '../../src/products/product.entity.ts';
import { type TestClient, useTestApp } from '../support/app.ts';
import { Fixture, UnitLevel } from './fixture.ts';

const app = useTestApp();

const SIMILAR = 'query ($id: ID!, $first: Int! = 6) { product(id: $id) { similar(first: $first) { id name } } }';

const prd = ({ id }: { id: string }) => encodeId('prd', id);
const fac = ({ id }: { id: string }) => encodeId('fac', id);

async function similar(product: Product, first = 6, client: TestClient = app.asPublic): Promise<string[]> {
  const { product: found } = await client.query(SIMILAR, { id: prd(product), first });
  expect(found.similar.map(({ id }: { id: string }) => id)).not.toContain(prd(product));
  return found.similar.map(({ name }: { name: string }) => name);
}

/** Runs a step of an object as the operator; it must succeed. */
async function step(name: string, type: string, input: { id: string; [field: string]: unknown }): Promise<void> {
  const { node } = await app.asOperator.query(
    'query ($id: ID!) { node(id: $id) { ... on Product { version } ... on Facility { version } } }',
    { id: input.id },
  );
  const payload = await app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code path message } } }`,
    { version: node.version, ...input },
  );
  expect(payload.errors).toEqual([]);
}

let fixture: Fixture;
let goods: Category;
let sweets: Category;
let maker: Facility;

beforeAll(async () => {
  fixture = new Fixture(app);
  goods = fixture.category('Hàng hóa');
  sweets = fixture.category('Kẹo');
  maker = fixture.facility('Cơ sở Một');
  await fixture.index();
});

/** Products of the first facility and a category of their own; answers them by name, indexed. */
async function fill(names: readonly string[], more: object = {}): Promise<Map<string, Product>> {
  const category = fixture.category(`Loại ${names[0]}`);
  const products = names.map((name) => fixture.product(name, { facility: maker, category, ...more }));
  await fixture.index();
  return new Map(products.map((product) => [product.nameVi, product]));
}

describe('the order', () => {
  it('counts rare words of the name more than those that all around it have', async () => {
    const products = await fill([
      'Đặc sản kẹo dừa',
      'Đặc sản kẹo chuối',
      'Kẹo dừa sáp',
      'Đặc sản mứt gừng',
      'Đặc sản bánh cốm',
      'Đặc sản trà sen',
      'Đặc sản cốm xanh',
    ]);
    expect((await similar(products.get('Đặc sản kẹo dừa')!, 3)).slice(0, 2).sort()).toEqual([
      'Kẹo dừa sáp',
      'Đặc sản kẹo chuối',
    ]);
    expect((await similar(products.get('Kẹo dừa sáp')!, 2))[0]).toBe('Đặc sản kẹo dừa');
    expect((await similar(products.get('Đặc sản bánh cốm')!, 2))[0]).toBe('Đặc sản cốm xanh');
  });

  it('tells words with other diacritics apart', async () => {
    const products = await fill(['Nước dứa', 'Nước dừa', 'Rượu dứa']);
    expect((await similar(products.get('Rượu dứa')!))[0]).toBe('Nước dứa');
  });

  it('puts its category before those beside it, and leaves out all others', async () => {
    const drinks = fixture.category('Đồ uống', goods);
    const tea = fixture.category('Trà', drinks);
    const coffee = fixture.category('Cà phê', drinks);
    const far = fixture.category('Trà cụ', goods);
    const own = fixture.product('Trà ướp sen', { facility: maker, category: tea });
    fixture.product('Trà ô long', { facility: maker, category: tea });
    fixture.product('Nước hoa quả', { facility: maker, category: tea });
    fixture.product('Cà phê ướp sen', { facility: maker, category: coffee });
    fixture.product('Cà phê rang', { facility: maker, category: coffee });
    fixture.product('Trà ướp sen gốm', { facility: maker, category: far });
    await fixture.index();
    expect(await similar(own)).toEqual(['Trà ô long', 'Cà phê ướp sen', 'Nước hoa quả', 'Cà phê rang']);
  });

  it('counts the words of a brand less', async () => {
    const brand = fixture.facility('Công ty Sông Hồng');
    const category = fixture.category('Trứng');
    const own = fixture.product('Trứng cút Sông Hồng', { facility: brand, category });
    fixture.product('Trứng vịt Sông Hồng', { facility: brand, category });
    fixture.product('Trứng cút Lam Sơn', { facility: maker, category });
    fixture.product('Trứng gà', { facility: maker, category });
    await fixture.index();
    expect(await similar(own)).toEqual(['Trứng cút Lam Sơn', 'Trứng vịt Sông Hồng', 'Trứng gà']);
  });

  it('finds the same words in a category of hundreds', async () => {
    const names = Array.from({ length: 400 }, (_, at) => `Gạo thơm bao ${at + 1} kg ruộng ${at}`);
    const products = await fill(['Gạo lứt huyết rồng', ...names, 'Gạo huyết rồng túi vải']);
    expect((await similar(products.get('Gạo lứt huyết rồng')!))[0]).toBe('Gạo huyết rồng túi vải');
  });

  it('prefers its province and a like price', async () => {
    const near = fixture.unit('Bến Tre', UnitLevel.PROVINCE, { from: '2000-01-01' });
    const elsewhere = fixture.unit('Lào Cai', UnitLevel.PROVINCE, { from: '2000-01-01' });
    const [here, alsoHere, there] = [near, near, elsewhere].map((place, at) =>
      fixture.facility(`Cơ sở tỉnh ${at}`, { place }),
    );
    const category = fixture.category('Theo tỉnh và giá');
    const own = fixture.product('Mật ong', { facility: here!, category, prices: [[1, 100_000]] });
    fixture.product('Xa, đắt', { facility: there!, category, prices: [[1, 5_000_000]] });
    fixture.product('Xa, gần giá', { facility: there!, category, prices: [[1, 120_000]] });
    fixture.product('Gần, đắt', { facility: alsoHere!, category, prices: [[1, 380_000]] });
    fixture.product('Gần, gần giá', { facility: alsoHere!, category, prices: [[1, 90_000]] });
    fixture.product('Xa, khác đơn vị', { facility: there!, category, unit: 'KGM', prices: [[1, 100_000]] });
    await fixture.index();
    const order = await similar(own, 5);
    expect(order.slice(0, 3)).toEqual(['Gần, gần giá', 'Gần, đắt', 'Xa, gần giá']);
    expect(order.slice(3).sort()).toEqual(['Xa, khác đơn vị', 'Xa, đắt']);
  });

  it('is of as many as are asked for, 1 to 20', async () => {
    const products = await fill(Array.from({ length: 30 }, (_, at) => `Bánh số ${at + 1}`));
    const own = products.get('Bánh số 1')!;
    expect(await similar(own, 1)).toHaveLength(1);
    expect(await similar(own, 20)).toHaveLength(20);
    for (const first of [0, 21]) {
      const { errors } = await app.asPublic.run(SIMILAR, { id: prd(own), first });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
    }
  });

  it('is none where nothing is like it', async () => {
    const alone = fixture.product('?!', { facility: maker, category: fixture.category('Một mình') });
    await fixture.index();
    expect(await similar(alone)).toEqual([]);
  });
});

describe('what the viewer may not see', () => {
  it('is never among them, nor what is still to come', async () => {
    const hidden = fixture.facility('Cơ sở chưa duyệt', { status: FacilityStatus.DRAFT });
    const own = fixture.product('Kẹo lạc', { facility: maker, category: sweets });
    for (const status of Object.values(ProductStatus)) {
      fixture.product(`Kẹo lạc ${status}`, { facility: maker, category: sweets, status });
    }
    fixture.product('Kẹo lạc kín', { facility: hidden, category: sweets });
    fixture.product('Kẹo lạc Tết', {
      facility: maker,
      category: sweets,
      publishAt: new Date('2027-01-01T00:00:00Z'),
    });
    await fixture.index();
    expect(await similar(own)).toEqual(['Kẹo lạc PUBLISHED']);
    expect(await similar(own, 6, app.asOperator)).toEqual(['Kẹo lạc PUBLISHED']);
  });

  it('may have similar ones for those who see it', async () => {
    const products = await fill(['Mứt quất', 'Mứt gừng']);
    const draft = fixture.product('Mứt quất nháp', {
      facility: maker,
      category: products.get('Mứt quất')!.category,
      status: ProductStatus.DRAFT,
    });
    await fixture.index();
    expect(await similar(draft, 6, app.asOperator)).toEqual(['Mứt quất', 'Mứt gừng']);
    expect(await app.asPublic.query(SIMILAR, { id: prd(draft) })).toEqual({ product: null });
  });

  it('is gone at once when a product, or its facility, is suspended; and back with it', async () => {
    const other = fixture.facility('Cơ sở Hai');
    const category = fixture.category('Chè');
    const own = fixture.product('Chè bưởi', { facility: maker, category });
    const ofOwn = fixture.product('Chè bưởi hộp', { facility: maker, category });
    fixture.product('Chè bưởi ly', { facility: other, category });
    await fixture.index();
    const both = ['Chè bưởi hộp', 'Chè bưởi ly'];
    expect((await similar(own)).sort()).toEqual(both);
    const reason = 'Kiểm tra an toàn';
    await step('suspendProduct', 'ExplainedProductMoveInput', { id: prd(ofOwn), reason });
    expect(await similar(own)).toEqual(['Chè bưởi ly']);
    await step('suspendFacility', 'ExplainedMoveFacilityInput', { id: fac(other), reason });
    expect(await similar(own)).toEqual([]);
    await step('reinstateFacility', 'MoveFacilityInput', { id: fac(other) });
    await step('resumeProduct', 'ProductMoveInput', { id: prd(ofOwn) });
    expect((await similar(own)).sort()).toEqual(both);
  });

  it('is judged by the policy, too, should the rows of the search be behind', async () => {
    const products = await fill(['Siro dâu', 'Siro dâu tằm']);
    const { id } = products.get('Siro dâu tằm')!;
    await app.services.db.query("update product set status = 'SUSPENDED' where id = $1", [id]);
    expect(await similar(products.get('Siro dâu')!)).toEqual([]);
  });
});

it('keeps what is invented apart from what is real', async () => {
  const category = fixture.category('Bánh');
  const invented = fixture.facility('Cơ sở minh họa', { demo: true });
  const [real] = ['Bánh pía', 'Bánh pía sầu riêng'].map((name) => fixture.product(name, { facility: maker, category }));
  const [demo] = ['Bánh pía (demo)', 'Bánh pía chay (demo)'].map((name) =>
    fixture.product(name, { facility: invented, category, demo: true }),
  );
  await fixture.index();
  expect(await similar(real!)).toEqual(['Bánh pía sầu riêng']);
  expect(await similar(demo!)).toEqual(['Bánh pía chay (demo)']);
});

it('follows products to the facility that theirs was merged into', async () => {
  const [kept, merged] = ['Giữ lại', 'Gộp vào'].map((name) => fixture.facility(`Cơ sở ${name}`));
  const category = fixture.category('Rượu');
  const own = fixture.product('Rượu nếp', { facility: kept!, category });
  const moved = fixture.product('Rượu nếp cẩm', { facility: merged!, category });
  await fixture.index();
  const versions = await app.services.orm.em.fork().find(Facility, { id: { $in: [kept!.id, merged!.id] } });
  const versionOf = ({ id }: Facility) => versions.find((facility) => facility.id === id)!.version;
  const { errors } = await app.asOperator.mutate(
    'mutation ($input: MergeFacilitiesInput!) { mergeFacilities(input: $input) { errors { code path message } } }',
    { keep: fac(kept!), merge: fac(merged!), keepVersion: versionOf(kept!), mergeVersion: versionOf(merged!) },
  );
  expect(errors).toEqual([]);
  expect(await similar(own)).toEqual(['Rượu nếp cẩm']);
  expect(await similar(moved)).toEqual(['Rượu nếp']);
});

it('can be asked for each of a list, and of those again', async () => {
  const { products } = await app.asPublic.query(
    '{ products(first: 3, orderBy: NAME) { nodes { name similar(first: 2) { name similar(first: 1) { name } } } } }',
  );
  expect(products.nodes).toHaveLength(3);
  for (const { similar: list } of products.nodes) {
    for (const { similar: again } of list) expect(again).toHaveLength(1);
  }
});
