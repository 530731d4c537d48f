import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { FACILITY_PREFIX } from '../facilities/facility.read.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { ref } from '../platform/read/reads.ts';
import { createProduct } from './create-product.ts';
import { CATEGORY_PREFIX, PRODUCT_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { CreateProductInput, UpdateProductInput } from './product.inputs.ts';
import { ProductPayload } from './product.payloads.ts';
import type { ProductComponentInput } from './product-parts.inputs.ts';
import { updateProduct } from './update-product.ts';

@Resolver()
export class ProductMutationsResolver {
  @Mutation(() => ProductPayload, { description: 'Creates a product as a draft. For operators.' })
  async createProduct(
    @Arg('input', () => CreateProductInput, { description: 'The product.' }) input: CreateProductInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = await createProduct(context, {
      ...input,
      facility: decodeIdOf(FACILITY_PREFIX, input.facility, ['facility']),
      category: decodeIdOf(CATEGORY_PREFIX, input.category, ['category']),
      components: componentKeys(input.components),
    });
    return { product: ref(Product, id) };
  }

  @Mutation(() => ProductPayload, {
    description:
      'Changes a product: what is given changes, the rest stays. Beyond the draft nothing that a submission needs may be taken away. For operators.',
  })
  async updateProduct(
    @Arg('input', () => UpdateProductInput, { description: 'The change.' }) input: UpdateProductInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = await updateProduct(context, {
      ...input,
      id: decodeIdOf(PRODUCT_PREFIX, input.id, ['id']),
      category: decodeIdIfGiven(CATEGORY_PREFIX, input.category, ['category']),
      components: componentKeys(input.components),
    });
    return { product: ref(Product, id) };
  }
}

const componentKeys = (components: readonly ProductComponentInput[] | null | undefined) =>
  components?.map(({ product, quantity }, index) => ({
    product: decodeIdOf(PRODUCT_PREFIX, product, ['components', String(index), 'product']),
    quantity,
  }));
