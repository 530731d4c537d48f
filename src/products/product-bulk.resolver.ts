import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { type Text, UserError, userErrorsOf } from '../platform/errors/user-error.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { Problems } from '../platform/input/problems.ts';
import { ref } from '../platform/read/reads.ts';
import { type BulkStep, moveProducts } from './move-products.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { ProductsPayload } from './product.payloads.ts';
import { ProductMovesInput, PublishProductsInput } from './product-moves.inputs.ts';
import { OPTIONAL_REASON, REASON } from './product-transitions.ts';

/** Most products of one mutation. */
const MAX_PRODUCTS = 1_000;

@Resolver()
export class ProductBulkResolver {
  @Mutation(() => ProductsPayload, {
    description: 'Submits up to 1,000 drafts, each moved or refused on its own. For operators.',
  })
  submitProducts(
    @Arg('input', () => ProductMovesInput, { description: 'The steps.' }) input: ProductMovesInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach('submit', context, input);
  }

  @Mutation(() => ProductsPayload, {
    description: 'Publishes up to 1,000 submitted products, each moved or refused on its own. For operators.',
  })
  publishProducts(
    @Arg('input', () => PublishProductsInput, { description: 'The steps.' }) input: PublishProductsInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach('publish', context, input);
  }

  @Mutation(() => ProductsPayload, {
    description: 'Suspends up to 1,000 published products, each moved or refused on its own. For operators.',
  })
  suspendProducts(
    @Arg('input', () => ProductMovesInput, { description: 'The steps; a reason is needed.' }) input: ProductMovesInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moveEach('suspend', context, input);
  }
}

/** Moves what can be moved, and says of the rest why not. Ids that are none are refused like others. */
async function moveEach(step: BulkStep, context: RequestContext, input: PublishProductsInput): Promise<object> {
  const { ids } = input;
  if (ids.length < 1 || ids.length > MAX_PRODUCTS) throw new UserError('LIMIT_EXCEEDED', ['ids'], HOW_MANY);
  if (new Set(ids).size < ids.length) throw new UserError('BAD_INPUT', ['ids'], TWICE);
  const keys = ids.map(keyOf);
  const given = keys.filter((key) => typeof key === 'string');
  const moved = new Map((await moveInOne(context, { step, ids: given, input })).map((result) => [result.id, result]));
  const results = keys.map((key, index) => {
    const result = typeof key === 'string' ? moved.get(key)! : { outcome: 'REFUSED' as const, errors: [key] };
    if (result.outcome === 'MOVED') return { id: ids[index], product: ref(Product, result.id), errors: [] };
    return { id: ids[index], product: null, errors: result.errors.map((error) => placed(error, index, context)) };
  });
  return { results };
}

interface Steps {
  readonly step: BulkStep;
  /** Keys of products. */
  readonly ids: readonly string[];
  readonly input: Pick<PublishProductsInput, 'at' | 'reason' | 'evenIncomplete'>;
}

const moveInOne = write((context, { step, ids, input: { at, reason: given, evenIncomplete } }: Steps) => {
  requireOperator(context.viewer);
  const problems = new Problems();
  const reason = problems.take(['reason'], (step === 'suspend' ? REASON : OPTIONAL_REASON)(given ?? null)) ?? null;
  problems.refuseAny();
  return moveProducts(context, ids, step, { reason, at, incomplete: evenIncomplete ? 'ALLOW' : 'REFUSE' });
});

/** The key of a product, or what is wrong with its id. */
function keyOf(id: string): string | UserError {
  try {
    return decodeIdOf(PRODUCT_PREFIX, id, ['id']);
  } catch (error) {
    const [wrong] = userErrorsOf(error) ?? [];
    if (!wrong) throw error;
    return wrong;
  }
}

/** An error of one product, with its place among the ids. */
const placed = ({ code, path, text }: UserError, index: number, { language }: RequestContext): object => ({
  code,
  path: path[0] === 'id' ? ['ids', String(index), ...path.slice(1)] : path,
  message: text[language],
});

const HOW_MANY: Text = {
  vi: `Mỗi lần từ 1 đến ${MAX_PRODUCTS} sản phẩm.`,
  en: `1 to ${MAX_PRODUCTS} products at once.`,
};
const TWICE: Text = { vi: 'Một sản phẩm xuất hiện hai lần.', en: 'A product is given twice.' };
