import { Facility, FacilityStatus } from '../../src/facilities/facility.entity.ts';
import { encodeId } from '../../src/platform/graphql/ids.ts';
import type { TestApp } from '../support/app.ts';

/** What the tests of products start from: ids of a verified facility, and of condiments › fish-sauce › traditional. */
export interface Catalogue {
  facility: string;
  condiments: string;
  fishSauce: string;
  traditional: string;
}

let count = 0;

/** A number that no other test of the file gets, for names and codes. */
export const serial = (): number => (count += 1);

const CREATE_CATEGORY =
  'mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { id } errors { message } } }';

const CREATE_PRODUCT = `mutation ($input: CreateProductInput!) {
  createProduct(input: $input) { product { id version status } errors { code path message } }
}`;

/** Adds a category and answers its id. */
export async function addCategory(app: TestApp, code: string, over: Record<string, unknown> = {}): Promise<string> {
  const input = { code, nameVi: `Nhóm ${code}`, nameEn: `Category ${code}`, group: 'PROCESSED_FOOD', ...over };
  return (await app.asOperator.mutate(CREATE_CATEGORY, input)).category.id;
}

/** Adds a facility in a state and answers its id. */
export async function addFacility(app: TestApp, status = FacilityStatus.VERIFIED): Promise<string> {
  const facility = new Facility();
  const at = new Date('2026-01-01');
  Object.assign(facility, { name: `Cơ sở ${serial()}`, nameKey: 'co so', status, createdAt: at, updatedAt: at });
  await app.services.orm.em.fork().persist(facility).flush();
  return encodeId('fac', facility.id);
}

export async function addCatalogue(app: TestApp): Promise<Catalogue> {
  const root = serial();
  const condiments = await addCategory(app, `condiments-${root}`);
  const fishSauce = await addCategory(app, `fish-sauce-${root}`, { parent: condiments });
  const traditional = await addCategory(app, `traditional-${root}`, { parent: fishSauce });
  return { facility: await addFacility(app), condiments, fishSauce, traditional };
}

/** Input of a product that lacks nothing to be submitted. */
export const complete = ({ facility, fishSauce }: Catalogue, over: Record<string, unknown> = {}) => ({
  facility,
  category: fishSauce,
  nameVi: `Nước mắm ${serial()}`,
  unit: 'H87',
  descriptionVi: 'Ủ chượp 12 tháng.',
  shelfLifeDays: 730,
  storage: 'AMBIENT',
  images: [{ url: 'https://example.com/1.jpg' }],
  prices: [{ audience: 'WHOLESALE', minQuantity: 1, amount: 50_000, vatIncluded: true }],
  ...over,
});

/** Creates a product as an operator and answers the payload. */
export const createProduct = (app: TestApp, input: object) => app.asOperator.mutate(CREATE_PRODUCT, input);

/** Takes a step of a product as an operator and answers the payload. */
export function step(app: TestApp, name: string, input: Record<string, unknown>) {
  const type = /^(return|suspend)Product/.test(name)
    ? 'ExplainedProductMoveInput'
    : /^(publish|reschedule)Product/.test(name)
      ? 'PublishProductInput'
      : 'ProductMoveInput';
  return app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${name}(input: $input) { product { id version status publishAt } errors { code path message } } }`,
    input,
  );
}

/** Creates a product, takes it as far as asked, and answers its id. */
export async function addProduct(
  app: TestApp,
  catalogue: Catalogue,
  over: Record<string, unknown> = {},
  steps: string[] = ['submitProduct', 'publishProduct'],
): Promise<string> {
  const { product, errors } = await createProduct(app, complete(catalogue, over));
  if (!product) throw new Error(JSON.stringify(errors));
  for (const name of steps) {
    const payload = await step(app, name, {
      id: product.id,
      reason: name.startsWith('suspend') ? 'Kiểm tra' : undefined,
    });
    if (payload.errors.length > 0) throw new Error(JSON.stringify(payload.errors));
  }
  return product.id;
}
