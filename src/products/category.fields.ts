import { readField } from '../platform/graphql/read-field.ts';
import { AttributeDefinition, AttributeOption, Category } from './category.entity.ts';
import { LanguageArgs } from './field-args.ts';
import { ProductConnection } from './product.payloads.ts';
import { ProductListArguments } from './product-filter.inputs.ts';

/** The fields of categories that are no columns; how they are read says category.read.ts. */
readField(Category, 'name', () => String, { description: 'Name.', args: LanguageArgs });
readField(Category, 'path', () => [Category], {
  description: 'The categories from the top down to this one, which is the last; at most 8.',
});
readField(Category, 'attributes', () => [AttributeDefinition], {
  description: 'Custom attributes that its products may carry, those of the categories above it first; at most 50.',
});
readField(Category, 'products', () => ProductConnection, {
  description: 'Products in it and in all categories under it, the newest first unless ordered otherwise.',
  args: ProductListArguments,
});

readField(AttributeDefinition, 'name', () => String, { description: 'Name.', args: LanguageArgs });
readField(AttributeOption, 'name', () => String, { description: 'Name.', args: LanguageArgs });
