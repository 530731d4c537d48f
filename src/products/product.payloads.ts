import { Extensions, Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../platform/graphql/connection.ts';
import { UserErrorType } from '../platform/graphql/user-error.type.ts';
import { AttributeDefinition, Category } from './category.entity.ts';
import { Product } from './product.entity.ts';

export const ProductConnection = connectionType(Product);

@ObjectType({ description: 'What became of a change of a product.' })
export class ProductPayload {
  @Field(() => Product, { nullable: true, description: 'The product after the change; null when there are errors.' })
  product!: Product | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is made.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of one of several products.' })
export class ProductResult {
  @Field(() => ID, { description: 'The id as it was given.' })
  id!: string;

  @Field(() => Product, { nullable: true, description: 'The product after the change; null when there are errors.' })
  product!: Product | null;

  @Extensions({ listSize: 3 })
  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is made.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of a change of several products. Each is made or refused on its own.' })
export class ProductsPayload {
  @Extensions({ listSize: 1_000 })
  @Field(() => [ProductResult], {
    nullable: true,
    description: 'One result for each id, in their order; null when there are errors.',
  })
  results!: ProductResult[] | null;

  @Field(() => [UserErrorType], { description: 'What is wrong with the request as a whole.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of a change of a category.' })
export class CategoryPayload {
  @Field(() => Category, { nullable: true, description: 'The category after the change; null when there are errors.' })
  category!: Category | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is made.' })
  errors!: UserErrorType[];
}

@ObjectType({ description: 'What became of a change of a custom attribute.' })
export class AttributeDefinitionPayload {
  @Field(() => AttributeDefinition, {
    nullable: true,
    description: 'The attribute after the change; null when there are errors.',
  })
  attributeDefinition!: AttributeDefinition | null;

  @Field(() => [UserErrorType], { description: 'What the caller can mend; empty when the change is made.' })
  errors!: UserErrorType[];
}
