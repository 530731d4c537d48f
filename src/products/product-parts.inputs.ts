import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { DayScalar, UrlScalar, VndScalar } from '../platform/graphql/scalars.ts';
import { PriceAudience } from './product-parts.entity.ts';

@InputType({ description: 'A quantity and its unit.' })
export class QuantityInput {
  @Field(() => Float, { description: 'How much; above 0.' })
  value!: number;

  @Field(() => String, {
    description: 'UN/CEFACT Recommendation 20 unit code, such as KGM or MLT: see `measureUnits`.',
  })
  unit!: string;
}

@InputType({ description: 'An image of a product.' })
export class ProductImageInput {
  @Field(() => UrlScalar, { description: 'Where it lies: http or https.' })
  url!: URL;

  @Field(() => String, { nullable: true, description: 'What it shows, in Vietnamese; at most 300 characters.' })
  altVi?: string | null;

  @Field(() => String, { nullable: true, description: 'What it shows, in English; at most 300 characters.' })
  altEn?: string | null;
}

@InputType({
  description: 'A step of a price ladder: the price of a unit from a quantity on, for an audience, since a day.',
})
export class ProductPriceInput {
  @Field(() => PriceAudience, { description: 'For whom.' })
  audience!: PriceAudience;

  @Field(() => Float, { description: 'From this quantity on, in the unit of the product; above 0.' })
  minQuantity!: number;

  @Field(() => VndScalar, { description: 'Price of one unit.' })
  amount!: number;

  @Field(() => Boolean, { description: 'Whether value-added tax is in the price.' })
  vatIncluded!: boolean;

  @Field(() => DayScalar, {
    nullable: true,
    description:
      'First day on which it holds; today unless given. A later step of the same audience and quantity replaces it from its own day on.',
  })
  holdsSince?: string | null;
}

@InputType({ description: 'What can be delivered in a month of the year.' })
export class ProductCapacityInput {
  @Field(() => Int, { description: 'Month of the year, 1 to 12; each at most once.' })
  month!: number;

  @Field(() => Float, { description: 'Quantity in the unit of the product; 0 where nothing can be delivered.' })
  quantity!: number;
}

@InputType({ description: 'A product in a set.' })
export class ProductComponentInput {
  @Field(() => ID, { description: 'The product, which is no set itself.' })
  product!: string;

  @Field(() => Float, { description: 'How many of its units; above 0.' })
  quantity!: number;
}

@InputType({ description: 'The value of a custom attribute, in the field that suits the type of its definition.' })
export class ProductAttributeInput {
  @Field(() => String, { description: 'Code of an attribute of the category of the product, or of one above it.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Value of a TEXT attribute; at most 500 characters.' })
  text?: string | null;

  @Field(() => Float, { nullable: true, description: 'Value of an INTEGER or DECIMAL attribute.' })
  number?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Value of a BOOLEAN attribute.' })
  boolean?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Code of the option of an ENUM attribute.' })
  option?: string | null;
}
