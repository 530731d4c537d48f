import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import {
  addCatalogue,
  addCategory,
  addProduct,
  type Catalogue,
  complete,
  createProduct,
  serial,
  step,
} from './catalogue.ts';

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

const define = (input: object) =>
  app.asOperator.mutate(
    `mutation ($input: CreateAttributeDefinitionInput!) { createAttributeDefinition(input: $input) {
      attributeDefinition { code version name(language: EN) type unit required position options { code name position: name(language: EN) } } errors { code path message }
    } }`,
    { nameVi: 'Thuộc tính', nameEn: 'Attribute', type: 'DECIMAL', ...input },
  );

const redefine = (input: object) =>
  app.asOperator.mutate(
    `mutation ($input: UpdateAttributeDefinitionInput!) { updateAttributeDefinition(input: $input) {
      attributeDefinition { version name required options { code name } } errors { code path message }
    } }`,
    input,
  );

describe('custom attributes', () => {
  it('are defined for a category and all under it', async () => {
    const code = `degree-${serial()}`;
    const made = await define({ category: catalogue.condiments, code, unit: 'g/l' });
    expect(made).toEqual({
      attributeDefinition: {
        code,
        version: 1,
        name: 'Attribute',
        type: 'DECIMAL',
        unit: 'g/l',
        required: false,
        position: expect.any(Number),
        options: [],
      },
      errors: [],
    });
    expect((await category(catalogue.traditional, 'attributes { code }')).attributes).toContainEqual({ code });
    expect((await define({ category: catalogue.condiments, code })).errors).toMatchObject([
      { code: 'DUPLICATE', path: ['code'] },
    ]);
  });

  it('have options where they are an ENUM, and there only', async () => {
    const options = [
      { code: 'mild', nameVi: 'dịu', nameEn: 'mild' },
      { code: 'hot', nameVi: 'cay', nameEn: 'hot' },
    ];
    const code = `heat-${serial()}`;
    const made = await define({ category: catalogue.fishSauce, code, type: 'ENUM', options });
    expect(made.attributeDefinition.options.map((option: { code: string }) => option.code)).toEqual(['mild', 'hot']);
    expect((await define({ category: catalogue.fishSauce, code: 'x1', type: 'ENUM' })).errors).toMatchObject([
      { path: ['options'] },
    ]);
    expect((await define({ category: catalogue.fishSauce, code: 'x1', options })).errors).toMatchObject([
      { path: ['options'] },
    ]);
    const product = await addProduct(app, catalogue, { attributes: [{ code, option: 'hot' }] }, []);
    expect(product).toBeDefined();
    expect((await redefine({ code, version: 1, options: options.slice(0, 1) })).errors).toMatchObject([
      { code: 'INVALID_STATE', path: ['options'] },
    ]);
    const renamed = [
      { code: 'hot', nameVi: 'rất cay', nameEn: 'hot' },
      { code: 'none', nameVi: 'không', nameEn: 'none' },
    ];
    expect((await redefine({ code, version: 1, options: renamed })).attributeDefinition).toMatchObject({
      version: 2,
      options: [
        { code: 'hot', name: 'rất cay' },
        { code: 'none', name: 'không' },
      ],
    });
    expect((await redefine({ code, version: 1, options: renamed })).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('that are required keep a product from being submitted, at any depth', async () => {
    const own = await addCatalogue(app);
    const code = `needed-${serial()}`;
    await define({ category: own.condiments, code, type: 'INTEGER', required: true });
    const category = own.traditional;
    const without = await addProduct(app, own, { category }, []);
    expect((await step(app, 'submitProduct', { id: without })).errors).toMatchObject([
      { code: 'INVALID_STATE', message: expect.stringContaining('attribute') },
    ]);
    const id = await addProduct(app, own, { category, attributes: [{ code, number: 40 }] }, ['submitProduct']);
    const read =
      'query ($id: ID!) { product(id: $id) { attributes { definition { code name } number text option { code } } } }';
    expect((await app.asOperator.query(read, { id })).product.attributes).toEqual([
      { definition: { code, name: 'Thuộc tính' }, number: 40, text: null, option: null },
    ]);
    await redefine({ code, version: 1, required: false });
    expect((await step(app, 'submitProduct', { id: without })).errors).toEqual([]);
  });

  it('must suit the category: when it is given, when the product moves, when the category moves', async () => {
    const own = await addCatalogue(app);
    const code = `suits-${serial()}`;
    await define({ category: own.fishSauce, code, type: 'BOOLEAN' });
    const attributes = [{ code, boolean: true }];
    const refused = await createProduct(app, complete(own, { category: own.condiments, attributes }));
    expect(refused.errors).toMatchObject([{ code: 'BAD_INPUT', path: ['attributes', '0', 'code'] }]);
    const id = await addProduct(app, own, { category: own.traditional, attributes }, []);
    const update = (input: object) =>
      app.asOperator.mutate(
        'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { category { id } version } errors { path message } } }',
        input,
      );
    expect((await update({ id, version: 1, category: own.condiments })).errors).toEqual([
      { path: ['category'], message: expect.stringContaining(code) },
    ]);
    expect((await update({ id, version: 1, category: own.fishSauce })).errors).toEqual([]);
    const other = await addCategory(app, `other-${serial()}`);
    const under = await addCategory(app, `under-${serial()}`, { parent: own.fishSauce });
    await update({ id, version: 2, category: under });
    expect((await change('moveCategory', { id: under, version: 1, parent: other })).errors).toEqual([
      { code: 'INVALID_STATE', path: ['parent'], message: expect.stringContaining(`${code}: 1`) },
    ]);
    expect((await update({ id, version: 3, category: own.condiments, attributes: [] })).errors).toEqual([]);
    expect((await change('moveCategory', { id: under, version: 1, parent: other })).errors).toEqual([]);
  });
});
