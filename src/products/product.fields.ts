import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { readField } from '../platform/graphql/read-field.ts';
import { CapacityInArgs, LanguageArgs, PriceAtArgs } from './field-args.ts';
import { Product } from './product.entity.ts';
import { ProductConnection } from './product.payloads.ts';
import { ProductGap } from './product-completeness.ts';
import { ProductListArguments } from './product-filter.inputs.ts';
import { ProductImage, ProductPrice } from './product-parts.entity.ts';

@ObjectType({ description: 'A quantity and its unit.' })
class Quantity {
  @Field(() => Float, { description: 'How much.' })
  value!: number;

  @Field(() => String, { description: 'UN/CEFACT Recommendation 20 unit code, such as KGM or MLT.' })
  unit!: string;
}

@ObjectType({ description: 'How complete the description of a product is.' })
class ProductCompleteness {
  @Field(() => Int, { description: 'Share of what a complete description has, 0 to 100.' })
  percent!: number;

  @Field(() => [ProductGap], { description: 'All that is missing, advice included.' })
  missing!: ProductGap[];

  @Field(() => [ProductGap], { description: 'What of it keeps the product from being submitted.' })
  blocking!: ProductGap[];
}

/** The fields of products that are no columns; how they are read says product.read.ts. */
readField(Product, 'name', () => String, { description: 'Name.', args: LanguageArgs });
readField(Product, 'description', () => String, {
  nullable: true,
  description: 'Description, with its line breaks; null while there is none.',
  args: LanguageArgs,
});
readField(Product, 'unitName', () => String, { description: 'Name of the unit, such as chai.', args: LanguageArgs });
readField(Product, 'packagingName', () => String, {
  nullable: true,
  description: 'Name of the packaging, such as thùng các tông; null where it is not given.',
  args: LanguageArgs,
});
readField(Product, 'netContent', () => Quantity, {
  nullable: true,
  description: 'What one unit holds; null where it is not given.',
});
readField(Product, 'isSet', () => Boolean, { description: 'Whether it is a set of products: see `components`.' });
readField(Product, 'prices', () => [ProductPrice], {
  description:
    'The price ladder that holds today in Viet Nam, by audience and quantity; at most 200 steps. Empty while there is none, or where prices are on request.',
});
readField(Product, 'allPrices', () => [ProductPrice], {
  description:
    'All steps of the ladder, past and future ones included; at most 200. Empty for those who are not operators.',
});
readField(Product, 'priceAt', () => ProductPrice, {
  nullable: true,
  description:
    'The step of the ladder that applies today at a quantity: the one with the largest minQuantity that the quantity reaches. Null where there is none, or prices are on request.',
  args: PriceAtArgs,
});
readField(Product, 'capacityIn', () => Float, {
  nullable: true,
  description: 'What can be delivered in a month of the year, in unit; null where that is not known.',
  args: CapacityInArgs,
});
readField(Product, 'completeness', () => ProductCompleteness, {
  nullable: true,
  description: 'How complete its description is; null for all but operators.',
});

readField(ProductImage, 'alt', () => String, {
  nullable: true,
  description: 'What it shows, in words; null while nobody has said.',
  args: LanguageArgs,
});

readField(Facility, 'products', () => ProductConnection, {
  description: 'Its products, the newest first unless ordered otherwise.',
  args: ProductListArguments,
});
