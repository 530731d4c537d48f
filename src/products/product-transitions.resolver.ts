import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { ref } from '../platform/read/reads.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { ProductPayload } from './product.payloads.ts';
import { ExplainedProductMoveInput, ProductMoveInput, PublishProductInput } from './product-moves.inputs.ts';
import * as transitions from './product-transitions.ts';

@Resolver()
export class ProductTransitionsResolver {
  @Mutation(() => ProductPayload, {
    description: 'Hands a draft in for review; refused with all that is missing. For operators.',
  })
  submitProduct(
    @Arg('input', () => ProductMoveInput, { description: 'The step.' }) input: ProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.submitProduct, context, input);
  }

  @Mutation(() => ProductPayload, {
    description:
      'Publishes a submitted product, at once or from an instant to come; its facility must be verified. For operators.',
  })
  publishProduct(
    @Arg('input', () => PublishProductInput, { description: 'The step.' }) input: PublishProductInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.publishProduct, context, input);
  }

  @Mutation(() => ProductPayload, {
    description: 'Moves the publication of a product that is scheduled and not public yet. For operators.',
  })
  rescheduleProduct(
    @Arg('input', () => PublishProductInput, { description: 'The step.' }) input: PublishProductInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.rescheduleProduct, context, input);
  }

  @Mutation(() => ProductPayload, { description: 'Sends a submitted product back to be mended. For operators.' })
  returnProductToDraft(
    @Arg('input', () => ExplainedProductMoveInput, { description: 'The step.' }) input: ExplainedProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.returnProductToDraft, context, input);
  }

  @Mutation(() => ProductPayload, {
    description: 'Hides a published product from the public, such as after a safety alert. For operators.',
  })
  suspendProduct(
    @Arg('input', () => ExplainedProductMoveInput, { description: 'The step.' }) input: ExplainedProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.suspendProduct, context, input);
  }

  @Mutation(() => ProductPayload, {
    description: 'Publishes a suspended product again, with the publishAt that it had. For operators.',
  })
  resumeProduct(
    @Arg('input', () => ProductMoveInput, { description: 'The step.' }) input: ProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.resumeProduct, context, input);
  }

  @Mutation(() => ProductPayload, {
    description: 'Takes a product out of the catalogue and keeps its record. For operators.',
  })
  archiveProduct(
    @Arg('input', () => ProductMoveInput, { description: 'The step.' }) input: ProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.archiveProduct, context, input);
  }

  @Mutation(() => ProductPayload, { description: 'Makes a draft of an archived product. For operators.' })
  restoreProduct(
    @Arg('input', () => ProductMoveInput, { description: 'The step.' }) input: ProductMoveInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return move(transitions.restoreProduct, context, input);
  }
}

type Verb<Move> = (context: RequestContext, move: Move) => Promise<string>;

async function move<Move extends { id: string }>(
  verb: Verb<Move>,
  context: RequestContext,
  input: Move,
): Promise<object> {
  const id = decodeIdOf(PRODUCT_PREFIX, input.id, ['id']);
  return { product: ref(Product, await verb(context, { ...input, id })) };
}
