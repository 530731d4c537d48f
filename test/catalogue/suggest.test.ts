import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Facility, FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { encodeId } from '../../src/platform/graphql/ids.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { Category } from '../../src/products/category.entity.ts';
import { Product, ProductStatus } from '../../src/products/product.entity.ts';
import { useTestApp } from '../support/app.ts';
import { Fixture, UnitLevel, UnitType } from './fixture.ts';

const app = useTestApp();

const QUERY = `query ($text: String!, $first: Int! = 20, $kinds: [SuggestionKind!]) {
  suggest(text: $text, first: $first, kinds: $kinds) {
    kind text html count
    node { __typename ... on Product { id name } ... on Category { id } ... on Facility { id } ... on AdministrativeUnit { id } }
  }
}`;

interface Suggested {
  kind: string;
  text: string;
  html: string;
  count: number;
  node: { __typename: string; id: string; name?: string } | null;
}

async function suggest(text: string, more: { first?: number; kinds?: string[] } = {}): Promise<Suggested[]> {
  return (await app.asPublic.query(QUERY, { text, ...more })).suggest;
}

const texts = async (text: string, more: { first?: number; kinds?: string[] } = {}): Promise<string[]> =>
  (await suggest(text, more)).map((one) => one.text);

async function mutate(name: string, type: string, input: Record<string, unknown>): Promise<void> {
  const payload = await app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code path message } } }`,
    input,
  );
  expect(payload.errors).toEqual([]);
}

const versionOf = async (entity: typeof Product | typeof Facility | typeof Category, { id }: { id: string }) =>
  (await app.services.orm.em.fork().findOneOrFail<Product | Facility | Category>(entity, id)).version;

let fixture: Fixture;
let sundry: Category;
beforeAll(() => {
  fixture = new Fixture(app);
  sundry = fixture.category('Linh tinh');
});

afterEach(() => {
  app.setClock('2026-11-22T05:00:00.000Z');
});

/** Published products of these names. */
function products(names: readonly string[], facility = fixture.facility('Cơ sở Thử'), category = sundry): Product[] {
  return names.map((name) => fixture.product(name, { facility, category }));
}

describe('what was typed', () => {
  beforeAll(async () => {
    products([
      'Dừa sáp',
      'Dứa sấy',
      'Dưa lưới',
      'Kẹo dừa',
      'Nước mắm nhĩ',
      'Nước màu',
      'Hoà quyện',
      'Sơn mài',
      'Lạp xưởng & giò <bò>',
    ]);
    fixture.product('Mật ong rừng U Minh', {
      facility: fixture.facility('Ong Vàng'),
      category: sundry,
      nameEn: 'Wild honey',
    });
    await fixture.index();
  });

  it('without marks begins all that fold to it, names before words inside them', async () => {
    expect(await texts('dua')).toEqual(['Dưa lưới', 'Dứa sấy', 'Dừa sáp', 'Kẹo dừa'].sort(byName));
    expect((await texts('dua')).at(-1)).toBe('Kẹo dừa');
  });

  it('with marks begins what has just these first, then the rest', async () => {
    const dừa = await texts('dừa');
    expect(dừa.slice(0, 2)).toEqual(['Dừa sáp', 'Kẹo dừa']);
    expect(dừa.slice(2).sort()).toEqual(['Dưa lưới', 'Dứa sấy'].sort());
  });

  it('may yet get its tone, but no other mark than it has', async () => {
    expect((await texts('dư')).slice(0, 4).sort()).toEqual(['Dưa lưới', 'Dứa sấy', 'Dừa sáp', 'Kẹo dừa'].sort());
    expect(await texts('nước mă')).toEqual(['Nước mắm nhĩ', 'Nước màu']);
    expect(await texts('nước ma')).toEqual(['Nước màu', 'Nước mắm nhĩ']);
  });

  it('is the same in NFC and NFD, and with the tone in either place', async () => {
    expect(await texts('nước mắ'.normalize('NFD'))).toEqual(['Nước mắm nhĩ', 'Nước màu']);
    for (const typed of ['hòa q', 'hoà q', 'hoa q']) expect(await texts(typed)).toEqual(['Hoà quyện']);
  });

  it('is several words in their order, of which only the last is unfinished', async () => {
    expect(await texts('mat ong rung u')).toEqual(['Mật ong rừng U Minh']);
    expect(await texts('ong rừng')).toEqual(['Mật ong rừng U Minh']);
    expect(await texts('rừng ong')).toEqual([]);
    expect(await texts('ma on')).toEqual([]);
  });

  it('is finished by a blank', async () => {
    expect(await texts('sơn ')).toEqual(['Sơn mài']);
    expect(await texts('sơ')).toEqual(['Sơn mài', 'Cơ sở Thử']);
    expect(await texts('sơ ')).toEqual(['Cơ sở Thử']);
    expect(await texts('dưa lưới ')).toEqual(['Dưa lưới']);
  });

  it('may be English', async () => {
    expect(await suggest('wild h')).toMatchObject([
      { kind: 'PRODUCT', text: 'Wild honey', html: '<em>Wild h</em>oney', node: { name: 'Mật ong rừng U Minh' } },
    ]);
  });

  it('is marked in escaped HTML, only the letters that were typed', async () => {
    expect(await suggest('giò <b')).toMatchObject([
      { text: 'Lạp xưởng & giò <bò>', html: 'Lạp xưởng &amp; <em>giò &lt;b</em>ò&gt;' },
    ]);
    expect((await suggest('nuoc ma'))[0]!.html).toMatch(/^<em>Nước m[ắà]<\/em>/);
  });

  it('may be one letter, or nothing that can be found', async () => {
    expect((await texts('n')).slice(0, 2).sort()).toEqual(['Nước màu', 'Nước mắm nhĩ']);
    for (const text of [
      '',
      '  ',
      '!',
      '%',
      "'); drop table product; --",
      '\u0301',
      '\\',
      'a'.repeat(200),
      '|',
      '\u0000 \u{10FFFF}',
    ]) {
      expect(await texts(text.replace('\u0000', ''))).toEqual([]);
    }
  });
});

const byName = (a: string, b: string): number =>
  Number(a.startsWith('Kẹo')) - Number(b.startsWith('Kẹo')) || a.length - b.length || (a < b ? -1 : 1);

describe('kinds', () => {
  beforeAll(async () => {
    const fishSauce = fixture.category('Mắm tôm');
    const old = fixture.unit('Thử Cũ', UnitLevel.PROVINCE, { from: '2000-01-01', until: '2025-07-01' });
    const today = fixture.unit('Thử Mới', UnitLevel.PROVINCE);
    fixture.succeed(old, today, '2025-07-01');
    const district = fixture.unit('Thử Huyện', UnitLevel.DISTRICT, {
      from: '2000-01-01',
      until: '2025-07-01',
      parent: old,
      type: UnitType.DISTRICT,
    });
    fixture.unit('Thử Vắng', UnitLevel.PROVINCE);
    const maker = fixture.facility('Mắm Cô Thử', { place: district });
    products(['Mắm tôm Ba Làng', 'Mắm ruốc', 'Mắm ruốc'], maker, fishSauce);
    fixture.category('Mắm không có hàng');
    await fixture.index();
  });

  it('are products, categories, producers and places, former ones too', async () => {
    const mam = await suggest('mắm');
    expect(mam.map(({ kind, text, count, node }) => [kind, text, count, node?.__typename ?? null])).toEqual([
      ['CATEGORY', 'Mắm tôm', 3, 'Category'],
      ['FACILITY', 'Mắm Cô Thử', 3, 'Facility'],
      ['PRODUCT', 'Mắm ruốc', 2, null],
      ['PRODUCT', 'Mắm tôm Ba Làng', 1, 'Product'],
      ['PRODUCT', 'Nước mắm nhĩ', 1, 'Product'],
    ]);
    const places = await suggest('thử', { kinds: ['PLACE'] });
    expect(places.map(({ text, count }) => [text, count]).sort()).toEqual([
      ['Huyện Thử Huyện, Thử Cũ', 3],
      ['Tỉnh Thử Cũ', 3],
      ['Tỉnh Thử Mới', 3],
    ]);
    expect(await texts('huyện thử')).toEqual(['Huyện Thử Huyện, Thử Cũ']);
  });

  it('can be chosen', async () => {
    expect(new Set((await suggest('mắm', { kinds: ['PRODUCT', 'PRODUCT'] })).map(({ kind }) => kind))).toEqual(
      new Set(['PRODUCT']),
    );
    expect(await suggest('mắm', { kinds: [] })).toEqual([]);
  });

  it('have ids to search by', async () => {
    const [category] = await suggest('mắm tôm');
    const { searchProducts } = await app.asPublic.query(
      'query ($ids: [ID!]) { searchProducts(filter: { categories: $ids }, first: 1) { totalCount } }',
      { ids: [category!.node!.id] },
    );
    expect(searchProducts.totalCount).toBe(category!.count);
  });

  it('share the room: what is many does not crowd out the others', async () => {
    const home = fixture.unit('Xứ', UnitLevel.PROVINCE);
    for (const name of ['Quéo Một', 'Quéo Hai', 'Quéo Ba', 'Quéo Bốn', 'Quéo Năm']) {
      const unit = fixture.unit(name, UnitLevel.COMMUNE, { parent: home, type: UnitType.COMMUNE });
      products([`Trà của ${name}`, `Mật của ${name}`], fixture.facility(`Cơ sở ${name}`, { place: unit }));
    }
    products(['Quéo sấy', 'Quéo ngâm']);
    await fixture.index();
    const chosen = await suggest('quéo', { first: 4 });
    expect(chosen.filter(({ kind }) => kind === 'PLACE')).toHaveLength(2);
    expect(chosen.filter(({ kind }) => kind === 'PRODUCT')).toHaveLength(2);
    expect(await suggest('quéo', { first: 4, kinds: ['PLACE'] })).toHaveLength(4);
  });

  it('show one name once: of a category and products, of spellings, of units that followed one another', async () => {
    const category = fixture.category('Ruốc bông');
    const [before, after] = [
      fixture.unit('Ruốc', UnitLevel.PROVINCE, { from: '2000-01-01', until: '2025-07-01' }),
      fixture.unit('Ruốc', UnitLevel.PROVINCE),
    ];
    fixture.succeed(before, after, '2025-07-01');
    products(['Ruốc bông', 'RUỐC BÔNG', 'Ruốc  bông!'], fixture.facility('Nhà Ruốc', { place: before }), category);
    await fixture.index();
    expect((await suggest('ruốc b')).map(({ kind, count }) => [kind, count])).toEqual([['CATEGORY', 3]]);
    expect(await texts('ruốc', { kinds: ['PLACE'] })).toEqual(['Tỉnh Ruốc']);
    expect((await suggest('ruốc b', { kinds: ['PRODUCT'] })).map(({ count, node }) => [count, node])).toEqual([
      [3, null],
    ]);
  });
});

describe('only what the public sees', () => {
  it('a product that is suspended, hidden or renamed is gone at once, with its category and place', async () => {
    const category = fixture.category('Phồng tôm');
    const place = fixture.unit('Phồng', UnitLevel.PROVINCE);
    const [product] = products(['Phồng cua'], fixture.facility('Phồng Ngon', { place }), category);
    await fixture.index();
    const all = ['Phồng Ngon', 'Phồng cua', 'Phồng tôm', 'Tỉnh Phồng'];
    expect((await texts('phồng')).sort()).toEqual(all);
    const id = encodeId('prd', product!.id);
    await mutate('suspendProduct', 'ExplainedProductMoveInput', { id, reason: 'thử' });
    expect(await suggest('phồng')).toMatchObject([{ text: 'Phồng Ngon', count: 0 }]);
    await mutate('resumeProduct', 'ProductMoveInput', { id });
    expect((await texts('phồng')).sort()).toEqual(all);

    await mutate('updateProduct', 'UpdateProductInput', {
      id,
      version: await versionOf(Product, product!),
      nameVi: 'Bánh ghẹ',
    });
    expect(await texts('phồng', { kinds: ['PRODUCT'] })).toEqual([]);
    expect(await texts('bánh ghẹ')).toEqual(['Bánh ghẹ']);
    await mutate('updateCategory', 'UpdateCategoryInput', {
      id: encodeId('cat', category.id),
      version: await versionOf(Category, category),
      nameVi: 'Bánh chiên',
    });
    expect([await texts('phồng tôm'), await texts('bánh ch')]).toEqual([[], ['Bánh chiên']]);
  });

  it('a facility that is suspended is gone with its products', async () => {
    const facility = fixture.facility('Gốm Lửa');
    products(['Gốm men rạn'], facility, fixture.category('Gốm trà'));
    await fixture.index();
    const id = encodeId('fac', facility.id);
    expect(await texts('gốm')).toHaveLength(3);
    await mutate('suspendFacility', 'ExplainedMoveFacilityInput', { id, reason: 'thử' });
    expect(await texts('gốm')).toEqual([]);
    await mutate('reinstateFacility', 'MoveFacilityInput', { id });
    expect(await texts('gốm')).toHaveLength(3);
  });

  it('a facility that was merged leads to the one that stays', async () => {
    const [gone, stays] = [fixture.facility('Lụa Cũ'), fixture.facility('Lụa Mới')];
    products(['Lụa tơ tằm'], gone);
    await fixture.index();
    await mutate('mergeFacilities', 'MergeFacilitiesInput', {
      merge: encodeId('fac', gone.id),
      keep: encodeId('fac', stays.id),
      mergeVersion: await versionOf(Facility, gone),
      keepVersion: await versionOf(Facility, stays),
    });
    expect((await suggest('lụa m', { kinds: ['FACILITY'] })).map(({ text, count }) => [text, count])).toEqual([
      ['Lụa Mới', 1],
    ]);
  });

  it('what is scheduled comes at its instant', async () => {
    const category = fixture.category('Tranh kiếng');
    fixture.product('Tranh gạo', {
      facility: fixture.facility('Xưởng Vẽ'),
      category,
      publishAt: new Date('2026-12-01T00:00:00Z'),
    });
    await fixture.index();
    expect(await texts('tranh')).toEqual([]);
    app.setClock('2026-12-01T00:00:00.000Z');
    expect((await texts('tranh')).sort()).toEqual(['Tranh gạo', 'Tranh kiếng']);
  });

  it('drafts, refused facilities and what they alone have are never suggested; demonstration data is', async () => {
    fixture.product('Nón bản nháp', {
      facility: fixture.facility('Nón Một'),
      category: sundry,
      status: ProductStatus.DRAFT,
    });
    const hidden = fixture.facility('Nón Chờ', { status: FacilityStatus.SUBMITTED });
    products(['Nón ẩn'], hidden);
    fixture.product('Nón thử', { facility: fixture.facility('Nón Hai', { demo: true }), category: sundry, demo: true });
    await fixture.index();
    expect((await texts('nón')).sort()).toEqual(['Nón Hai', 'Nón Một', 'Nón thử']);
    expect((await app.asOperator.query(QUERY, { text: 'nón' })).suggest).toHaveLength(3);
  });
});

describe('order', () => {
  it('is by how many products are behind a name, then the shorter one', async () => {
    for (const [name, times] of [
      ['Chổi đót dài', 1],
      ['Chổi đót', 1],
      ['Chổi rơm vàng', 3],
      ['Chổi dừa', 2],
    ] as const) {
      products(Array.from({ length: times }, () => name));
    }
    await fixture.index();
    expect(await texts('chổi')).toEqual(['Chổi rơm vàng', 'Chổi dừa', 'Chổi đót', 'Chổi đót dài']);
  });

  it('has the name itself first', async () => {
    products(['Ô mai', 'Ô mai mơ', 'Ô mai mơ']);
    await fixture.index();
    expect(await texts('ô mai')).toEqual(['Ô mai', 'Ô mai mơ']);
    expect(await texts('ô mai', { first: 1 })).toEqual(['Ô mai']);
  });

  it('finds the most popular among very many', async () => {
    products(Array.from({ length: 1_200 }, (_, index) => `Kẹo số ${index}`));
    products(['Kẹo vị quế', 'Kẹo vị quế', 'Kẹo vị quế', 'Kẹo vị quế']);
    await fixture.index();
    expect(await texts('kẹo', { first: 1 })).toEqual(['Kẹo vị quế']);
    expect(await texts('keo', { first: 3 })).toHaveLength(3);
    expect((await texts('keo'))[0]).toBe('Kẹo vị quế');
    expect(await texts('kẹo số 117')).toEqual(
      ['Kẹo số 117', ...Array.from({ length: 10 }, (_, index) => `Kẹo số 117${index}`)].sort(
        (a, b) => a.length - b.length,
      ),
    );
  });
});

it('refuses what is too long or too many', async () => {
  const errors = async (variables: object) =>
    (await app.asPublic.run(QUERY, { text: 'a', ...variables })).errors?.map(({ extensions: { code, path } }) => [
      code,
      path,
    ]);
  expect(await errors({ text: 'a'.repeat(201) })).toEqual([['LIMIT_EXCEEDED', ['text']]]);
  expect(await errors({ first: 0 })).toEqual([['LIMIT_EXCEEDED', ['first']]]);
  expect(await errors({ first: 21 })).toEqual([['LIMIT_EXCEEDED', ['first']]]);
});

describe('names', () => {
  it('of categories and places follow a rebuild, whoever wrote them', async () => {
    products(['Thảm cói'], fixture.facility('Nhà Thảm'), fixture.category('Thảm'));
    await fixture.index();
    expect(await texts('thảm')).toEqual(['Thảm', 'Thảm cói', 'Nhà Thảm']);
    await app.services.db.query(`update category set name_vi = 'Chiếu cói' where name_vi = 'Thảm'`);
    await app.services.search.rebuild(app.services.orm, NO_PROGRESS.bar(''));
    expect(await texts('thảm')).toEqual(['Thảm cói', 'Nhà Thảm']);
    expect(await texts('chiếu c')).toEqual(['Chiếu cói']);
  });

  it('that come after their beginning was asked for are there the next time', async () => {
    expect(await texts('quạt')).toEqual([]);
    const category = fixture.category('Đồ nan');
    products(['Quạt nan'], fixture.facility('Nhà Nan'), category);
    await fixture.index();
    expect(await texts('quạt')).toEqual(['Quạt nan']);
    products(['Quạt giấy', 'Quạt giấy']);
    await fixture.index();
    expect(await texts('quạt')).toEqual(['Quạt giấy', 'Quạt nan']);
    await mutate('updateCategory', 'UpdateCategoryInput', {
      id: encodeId('cat', category.id),
      version: await versionOf(Category, category),
      nameVi: 'Quạt',
    });
    expect((await texts('quạt'))[0]).toBe('Quạt');
  });

  it('without a bearer are not suggested, and come back with one', async () => {
    const [product] = products(['Võng đay', 'Võng gai']);
    await fixture.index();
    const rename = async (nameVi: string) =>
      mutate('updateProduct', 'UpdateProductInput', {
        id: encodeId('prd', product!.id),
        version: await versionOf(Product, product!),
        nameVi,
      });
    await rename('Võng gai');
    expect((await suggest('võng')).map(({ text, count }) => [text, count])).toEqual([['Võng gai', 2]]);
    await rename('Võng đay');
    expect((await texts('võng')).sort()).toEqual(['Võng gai', 'Võng đay'].sort());
  });

  it('of two who publish the same name at once are both found', async () => {
    const pair = products(['Thúng tre', 'Thúng tre']);
    for (const product of pair) product.status = ProductStatus.SUSPENDED;
    await fixture.index();
    expect(await texts('thúng')).toEqual([]);
    const ids = pair.map(({ id }) => encodeId('prd', id));
    await Promise.all(ids.map((id) => mutate('resumeProduct', 'ProductMoveInput', { id })));
    expect((await suggest('thúng')).map(({ text, count }) => [text, count])).toEqual([['Thúng tre', 2]]);
    await mutate('suspendProduct', 'ExplainedProductMoveInput', { id: ids[0], reason: 'thử' });
    expect((await suggest('thúng')).map(({ count, node }) => [count, node?.id])).toEqual([[1, ids[1]]]);
  });
});
