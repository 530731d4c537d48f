import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addCategory, addProduct, type Catalogue, serial } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const category = async (id: string, fields: string) =>
  (await app.asPublic.query(`query ($id: ID!) { node(id: $id) { ... on Category { ${fields} } } }`, { id })).node;

const change = (name: string, input: object) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${name}(input: $input) { category { id version path { id } name } errors { code path message } } }`,
    input,
  );
};

const pathOf = (result: { path: { id: string }[] }) => result.path.map(({ id }) => id);

describe('the category tree', () => {
  it('is read from the top, whole, by code and by id', async () => {
    const { categories, all } = await app.asPublic.query(
      '{ categories { id children { id children { id children { id } } } } all: allCategories { id path { id } } }',
    );
    const { condiments, fishSauce, traditional } = catalogue;
    expect(categories).toContainEqual({
      id: condiments,
      children: [{ id: fishSauce, children: [{ id: traditional, children: [] }] }],
    });
    const places = all.map(({ id }: { id: string }) => id);
    expect(places.indexOf(condiments)).toBeLessThan(places.indexOf(fishSauce));
    const { code, ...read } = await category(
      fishSauce,
      'code name en: name(language: EN) group parent { id } position',
    );
    expect(read).toEqual({
      name: `Nhóm ${code}`,
      en: `Category ${code}`,
      group: 'PROCESSED_FOOD',
      parent: { id: condiments },
      position: 0,
    });
    expect(
      (await app.asPublic.query('query ($code: String!) { category(code: $code) { id } }', { code })).category,
    ).toEqual({ id: fishSauce });
  });

  it('grows by categories with a new code; the group comes from above unless given', async () => {
    const code = `snacks-${serial()}`;
    const input = {
      code,
      nameVi: 'Ăn  vặt',
      nameEn: 'Snacks',
      parent: catalogue.condiments,
      hsHeading: '21.03',
      defaultUnit: 'kgm',
    };
    const made = await change('createCategory', input);
    expect(made).toMatchObject({ category: { name: 'Ăn vặt', version: 1 }, errors: [] });
    expect(await category(made.category.id, 'group hsHeading defaultUnit position')).toEqual({
      group: 'PROCESSED_FOOD',
      hsHeading: '2103',
      defaultUnit: 'KGM',
      position: 1,
    });
    expect((await change('createCategory', input)).errors).toMatchObject([{ code: 'DUPLICATE', path: ['code'] }]);
    const bad = await change('createCategory', {
      code: 'Ớt',
      nameVi: '',
      nameEn: ' ',
      hsHeading: '123',
      defaultUnit: 'x',
    });
    expect(bad.errors.map(({ path }: { path: string[] }) => path[0])).toEqual([
      'code',
      'nameVi',
      'nameEn',
      'hsHeading',
      'defaultUnit',
      'group',
    ]);
  });

  it('has a depth that ends', async () => {
    let parent = catalogue.traditional;
    for (let level = 4; level <= 8; level += 1) parent = await addCategory(app, `deep-${serial()}`, { parent });
    const refused = await change('createCategory', { code: `deep-${serial()}`, nameVi: 'Sâu', nameEn: 'Deep', parent });
    expect(refused.errors).toMatchObject([{ code: 'LIMIT_EXCEEDED', path: ['parent'] }]);
    const top = await addCategory(app, `top-${serial()}`);
    const moved = await change('moveCategory', { id: catalogue.condiments, version: 1, parent: top });
    expect(moved.errors).toMatchObject([{ code: 'LIMIT_EXCEEDED', path: ['parent'] }]);
  });

  it('lets categories be renamed, by whoever saw the last version', async () => {
    const id = await addCategory(app, `old-${serial()}`);
    expect(await change('updateCategory', { id, version: 1, nameVi: 'Tên mới' })).toMatchObject({
      category: { name: 'Tên mới', version: 2 },
    });
    expect((await change('updateCategory', { id, version: 1, nameVi: 'Khác' })).errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    expect((await change('updateCategory', { id, version: 2, nameVi: null })).errors).toMatchObject([
      { path: ['nameVi'] },
    ]);
  });

  it('moves a category with all under it', async () => {
    const [from, to] = [await addCategory(app, `from-${serial()}`), await addCategory(app, `to-${serial()}`)];
    const moved = await addCategory(app, `moved-${serial()}`, { parent: from });
    const child = await addCategory(app, `child-${serial()}`, { parent: moved });
    const grandchild = await addCategory(app, `grandchild-${serial()}`, { parent: child });
    const id = await addProduct(app, catalogue, { category: grandchild });
    const { category: after } = await change('moveCategory', { id: moved, version: 1, parent: to });
    expect(pathOf(after)).toEqual([to, moved]);
    expect(pathOf(await category(grandchild, 'path { id }'))).toEqual([to, moved, child, grandchild]);
    const { category: placed } = await change('moveCategory', { id: child, version: 2, position: 5 });
    expect(pathOf(placed)).toEqual([to, moved, child]);
    const count = async (under: string) =>
      (
        await app.asPublic.query(
          'query ($under: ID!) { products(first: 1, filter: { under: $under }) { totalCount } }',
          { under },
        )
      ).products.totalCount;
    expect([await count(from), await count(to)]).toEqual([0, 1]);
    const back = await change('moveCategory', { id: moved, version: 2, parent: null });
    expect(pathOf(back.category)).toEqual([moved]);
    expect(pathOf(await category(grandchild, 'path { id }'))).toEqual([moved, child, grandchild]);
    expect(id).toBeDefined();
  });

  it('never becomes a circle, also when two moves would make one together', async () => {
    const [a, b] = [await addCategory(app, `a-${serial()}`), await addCategory(app, `b-${serial()}`)];
    expect((await change('moveCategory', { id: a, version: 1, parent: a })).errors).toMatchObject([
      { code: 'BAD_INPUT', path: ['parent'] },
    ]);
    const payloads = await Promise.all([
      change('moveCategory', { id: a, version: 1, parent: b }),
      change('moveCategory', { id: b, version: 1, parent: a }),
    ]);
    expect(payloads.map(({ errors }) => errors.length).toSorted()).toEqual([0, 1]);
  });

  it('is changed by operators only', async () => {
    const input = { code: 'x', nameVi: 'x', nameEn: 'x', group: 'OTHER' };
    const mutation =
      'mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { id } errors { code } } }';
    expect(await app.asPublic.mutate(mutation, input)).toEqual({
      category: null,
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
  });
});
