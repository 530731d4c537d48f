import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type Text, UserError, userErrorsOf } from '../platform/errors/user-error.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { ref } from '../platform/read/reads.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { ProductPayload, ProductsPayload } from './product.payloads.ts';
import {
  ExplainedProductMoveInput,
  ProductMoveInput,
  ProductMovesInput,
  PublishProductInput,
  PublishProductsInput,
} from './product-moves.inputs.ts';
import * as transitions from './product-transitions.ts';

/** Most products of one mutation. */
const MAX_PRODUCTS = 100;

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

  @Mutation(() => ProductsPayload, { description: 'Submits up to 100 drafts, each on its own. For operators.' })
  submitProducts(
    @Arg('input', () => ProductMovesInput, { description: 'The steps.' }) input: ProductMovesInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach(transitions.submitProduct, context, input);
  }

  @Mutation(() => ProductsPayload, {
    description: 'Publishes up to 100 submitted products, each on its own. For operators.',
  })
  publishProducts(
    @Arg('input', () => PublishProductsInput, { description: 'The steps.' }) input: PublishProductsInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach(transitions.publishProduct, context, input);
  }

  @Mutation(() => ProductsPayload, {
    description: 'Suspends up to 100 published products, each on its own. For operators.',
  })
  suspendProducts(
    @Arg('input', () => ProductMovesInput, { description: 'The steps; a reason is needed.' }) input: ProductMovesInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach(transitions.suspendProduct, context, input);
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

/** Makes each move in a transaction of its own, one after the other: one that is refused does not hinder the rest. */
async function moveEach<Moves extends { ids: string[] }>(
  verb: Verb<Omit<Moves, 'ids'> & { id: string }>,
  context: RequestContext,
  { ids, ...rest }: Moves,
): Promise<object> {
  if (ids.length < 1 || ids.length > MAX_PRODUCTS) throw new UserError('LIMIT_EXCEEDED', ['ids'], HOW_MANY);
  if (new Set(ids).size < ids.length) throw new UserError('BAD_INPUT', ['ids'], TWICE);
  const results: object[] = [];
  for (const [index, id] of ids.entries()) {
    const result = await move(verb, context, { ...rest, id }).catch((error: unknown) => refusal(error, index, context));
    results.push({ errors: [], ...result, id });
  }
  return { results };
}

/** What a move was refused for; its `id` is one of the `ids`. */
function refusal(error: unknown, index: number, { language }: RequestContext): object {
  const list = userErrorsOf(error);
  if (!list) throw error;
  const placed = (path: readonly string[]) => (path[0] === 'id' ? ['ids', String(index), ...path.slice(1)] : path);
  return { errors: list.map(({ code, path, text }) => ({ code, path: placed(path), message: text[language] })) };
}

const HOW_MANY: Text = {
  vi: `Mỗi lần từ 1 đến ${MAX_PRODUCTS} sản phẩm.`,
  en: `1 to ${MAX_PRODUCTS} products at once.`,
};
const TWICE: Text = { vi: 'Một sản phẩm xuất hiện hai lần.', en: 'A product is given twice.' };
