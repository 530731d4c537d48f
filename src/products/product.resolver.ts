import sql from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { Problems } from '../platform/input/problems.ts';
import { connection, one, type Read } from '../platform/read/reads.ts';
import { parseGtin } from '../platform/standards/gtin.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { ProductConnection } from './product.payloads.ts';
import { orderOf, productFilterSql } from './product-conditions.ts';
import { ProductListArguments } from './product-filter.inputs.ts';

@Resolver()
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'A product by its id; null when there is none that the viewer may see.',
  })
  product(@Arg('id', () => ID, { description: 'Id of the product.' }) id: string): Read {
    return one(Product, decodeIdOf(PRODUCT_PREFIX, id, ['id']));
  }

  @Query(() => Product, {
    nullable: true,
    description: 'The product with a GTIN, as read from a bar code; null when there is none that the viewer may see.',
  })
  productByGtin(
    @Arg('gtin', () => String, { description: 'GTIN of 8, 12, 13 or 14 digits; leading zeros do not matter.' })
    gtin: string,
  ): Read {
    const problems = new Problems();
    const parsed = problems.take(['gtin'], parseGtin(gtin));
    problems.refuseAny();
    return one(Product, { where: (row) => sql`${row}.gtin14 = ${parsed!.gtin14}` });
  }

  @Query(() => ProductConnection, {
    description: 'Products that the viewer may see. To find products by words, places or certificates, search.',
  })
  products(
    @Args(() => ProductListArguments) { filter, orderBy, ...page }: ProductListArguments,
    @Ctx() { viewer }: RequestContext,
  ): Read {
    return connection(Product, page, {
      where: (row) => productFilterSql(row, filter),
      orderBy: orderOf(orderBy, viewer),
    });
  }
}
