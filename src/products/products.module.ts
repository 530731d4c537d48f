import type { Feature } from '../platform/feature.ts';
import { AttributeDefinition, AttributeOption, Category } from './category.entity.ts';
import { attributeDefinitionRead, attributeOptionRead, categoryRead } from './category.read.ts';
import { CategoryResolver } from './category.resolver.ts';
import { Product, ProductTransition } from './product.entity.ts';
import { facilityProductsRead, productPartReads, productRead, productTransitionRead } from './product.read.ts';
import { ProductResolver } from './product.resolver.ts';
import { ProductBulkResolver } from './product-bulk.resolver.ts';
import { ProductMutationsResolver } from './product-mutations.resolver.ts';
import {
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from './product-parts.entity.ts';
import { ProductTransitionsResolver } from './product-transitions.resolver.ts';
import { StandardsResolver } from './standards.resolver.ts';

/** What facilities offer: products and sets, their prices and capacities, and the category tree. */
export const products: Feature = {
  name: 'products',
  entities: [
    Category,
    AttributeDefinition,
    AttributeOption,
    Product,
    ProductTransition,
    ProductImage,
    ProductPrice,
    ProductCapacity,
    ProductComponent,
    ProductAttribute,
  ],
  resolvers: [
    ProductResolver,
    ProductMutationsResolver,
    ProductTransitionsResolver,
    ProductBulkResolver,
    CategoryResolver,
    StandardsResolver,
  ],
  reads: [
    categoryRead,
    attributeDefinitionRead,
    attributeOptionRead,
    productRead,
    productTransitionRead,
    ...productPartReads,
    facilityProductsRead,
  ],
};
