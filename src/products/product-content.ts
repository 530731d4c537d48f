import type { EntityManager } from '@mikro-orm/postgresql';
import type { WriteContext } from '../platform/database/write.ts';
import { Problems } from '../platform/input/problems.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { type AttributeValue, cleanAttributes, type GivenAttribute } from './attribute-values.ts';
import type { AttributeDefinition, Category } from './category.entity.ts';
import { allowedAttributes, holdCategory } from './category-tree.ts';
import { cleanPrices, type GivenPrice, priceKey, refusePricesOnRequest } from './price-ladder.ts';
import type { Product } from './product.entity.ts';
import { applyFields, cleanFields, type GivenFields } from './product-checks.ts';
import { findComponents, type GivenComponent } from './product-components.ts';
import {
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from './product-parts.entity.ts';
import {
  cleanCapacities,
  cleanImages,
  type GivenImage,
  load,
  type MonthCapacity,
  replaceParts,
} from './product-parts.ts';
import { refuseTakenCodes } from './unique-codes.ts';

/** All that a facility says about its product. A list that is given replaces the whole list; null empties it. */
export interface ProductContent extends GivenFields {
  /** Key of the category. */
  category?: string | null;
  images?: GivenImage[] | null;
  prices?: GivenPrice[] | null;
  capacities?: MonthCapacity[] | null;
  components?: GivenComponent[] | null;
  attributes?: GivenAttribute[] | null;
}

/**
 * Puts what is given into a product that is new or locked; what is not given stays as it is.
 * @throws UserErrors with all that is wrong; nothing is changed then
 */
export async function putContent({ em, now }: WriteContext, product: Product, given: ProductContent): Promise<void> {
  const problems = new Problems();
  const fields = cleanFields(given, problems);
  const images = given.images !== undefined && cleanImages(given.images ?? [], problems);
  const prices = given.prices !== undefined && cleanPrices(given.prices ?? [], dayOf(now), problems);
  const capacities = given.capacities !== undefined && cleanCapacities(given.capacities ?? [], problems);
  const components =
    given.components !== undefined && (await findComponents(em, product, given.components ?? [], problems));
  const { category, attributes } = await findPlacement(em, product, given, problems);
  await refuseTakenCodes(em, product, fields, problems);

  const onRequest = fields.priceOnRequest ?? product.priceOnRequest;
  if (onRequest && (fields.priceOnRequest || prices)) {
    if (!prices) await load(product.prices);
    refusePricesOnRequest((prices || product.prices).length, problems);
  }
  problems.refuseAny();

  applyFields(product, fields);
  if (category) product.category = category;
  if (images)
    await replaceParts(
      product.images,
      images,
      ({ position }) => `${position}`,
      () => new ProductImage(),
    );
  if (prices) await replaceParts(product.prices, prices, priceKey, () => new ProductPrice());
  if (capacities)
    await replaceParts(
      product.capacities,
      capacities,
      ({ month }) => `${month}`,
      () => new ProductCapacity(),
    );
  if (components)
    await replaceParts(
      product.components,
      components,
      ({ component }) => component.id,
      () => new ProductComponent(),
    );
  if (attributes)
    await replaceParts(
      product.attributes,
      attributes,
      ({ definition }) => definition.id,
      () => new ProductAttribute(),
    );
}

interface Placement {
  category?: Category;
  attributes?: AttributeValue[];
}

/** The category and the attributes to put in, as far as either is given; attributes that stay must suit a new category. */
async function findPlacement(
  em: EntityManager,
  product: Product,
  given: ProductContent,
  problems: Problems,
): Promise<Placement> {
  const { category: key, attributes } = given;
  if (key === undefined && attributes === undefined) return {};
  if (key === null) {
    problems.add(['category'], { vi: 'Sản phẩm phải thuộc một nhóm hàng.', en: 'A product must have a category.' });
    return {};
  }
  const category = await holdCategory(em, key ?? product.category.id, ['category']);
  const allowed = await allowedAttributes(em, category);
  if (attributes !== undefined) return { category, attributes: cleanAttributes(attributes ?? [], allowed, problems) };
  await refuseStrangeAttributes(product, allowed, problems);
  return { category };
}

async function refuseStrangeAttributes(
  product: Product,
  allowed: readonly AttributeDefinition[],
  problems: Problems,
): Promise<void> {
  if (!product.attributes.isInitialized()) await product.attributes.init({ populate: ['definition'] });
  const strange = product.attributes.getItems().filter(({ definition }) => !allowed.includes(definition));
  if (strange.length === 0) return;
  const codes = strange.map(({ definition }) => definition.code).join(', ');
  problems.add(['category'], {
    vi: `Nhóm hàng mới không có các thuộc tính mà sản phẩm đang mang (${codes}); hãy gửi kèm attributes mới.`,
    en: `The new category lacks attributes that the product carries (${codes}); send new attributes with it.`,
  });
}
