import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { UrlScalar } from '../platform/graphql/scalars.ts';
import {
  ProductAttributeInput,
  ProductCapacityInput,
  ProductComponentInput,
  ProductImageInput,
  ProductPriceInput,
  QuantityInput,
} from './product-parts.inputs.ts';
import { PriceBasis, Storage } from './product-terms.ts';

/** What may be left out of both inputs. */
@InputType()
abstract class ProductContentInput {
  @Field(() => String, {
    nullable: true,
    description: "The product's code at its facility, unique there; at most 100 characters.",
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'Name in English; at most 200 characters.' })
  nameEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Description in Vietnamese; at most 5,000 characters, line breaks are kept.',
  })
  descriptionVi?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Description in English; at most 5,000 characters, line breaks are kept.',
  })
  descriptionEn?: string | null;

  @Field(() => String, { nullable: true, description: 'HS code of 6 or 8 digits; dots are allowed.' })
  hsCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'GTIN-8, -12, -13 or -14 with its check digit; of one product only.',
  })
  gtin?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'UN/CEFACT Recommendation 21 code of the packaging: see `packagings`.',
  })
  packaging?: string | null;

  @Field(() => QuantityInput, { nullable: true, description: 'What one unit holds.' })
  netContent?: QuantityInput | null;

  @Field(() => PriceBasis, { nullable: true, description: 'Incoterms rule on which the prices stand.' })
  priceBasis?: PriceBasis | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where prices are given on request only; there can be no prices then.',
  })
  priceOnRequest?: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Smallest quantity that can be ordered, in the unit; above 0.' })
  minimumOrderQuantity?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from order to dispatch, 0 to 3,650.' })
  leadTimeDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Shelf life in days, 1 to 36,500.' })
  shelfLifeDays?: number | null;

  @Field(() => Storage, { nullable: true, description: 'Storage condition.' })
  storage?: Storage | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Ingredients, the largest share first; at most 100 of 200 characters.',
  })
  ingredients?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Where it is made, in words; at most 300 characters.' })
  originPlace?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where its raw material grows or is caught; at most 300 characters.',
  })
  rawMaterialArea?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a lot can be traced: http or https.' })
  traceabilityUrl?: URL | null;

  @Field(() => [ProductImageInput], { nullable: true, description: 'All its images in their order; at most 20.' })
  images?: ProductImageInput[] | null;

  @Field(() => [ProductPriceInput], {
    nullable: true,
    description: 'The whole price ladder, past and future steps included; at most 200.',
  })
  prices?: ProductPriceInput[] | null;

  @Field(() => [ProductCapacityInput], { nullable: true, description: 'Capacities of all months that are known.' })
  capacities?: ProductCapacityInput[] | null;

  @Field(() => [ProductComponentInput], {
    nullable: true,
    description: 'What a set consists of; at most 50. A product with components is a set.',
  })
  components?: ProductComponentInput[] | null;

  @Field(() => [ProductAttributeInput], {
    nullable: true,
    description: 'All its custom attributes, in the order in which they are shown.',
  })
  attributes?: ProductAttributeInput[] | null;
}

@InputType({ description: 'A product to create as a draft.' })
export class CreateProductInput extends ProductContentInput {
  @Field(() => ID, {
    description: 'The facility that makes it; the id of one that was merged leads to the one that stayed.',
  })
  facility!: string;

  @Field(() => ID, { description: 'Its category.' })
  category!: string;

  @Field(() => String, { description: 'Name in Vietnamese; 1 to 200 characters.' })
  nameVi!: string;

  @Field(() => String, {
    description: 'UN/CEFACT Recommendation 20 code of the unit that is sold: see `measureUnits`.',
  })
  unit!: string;
}

@InputType({
  description:
    'A change of a product. What is left out stays; null empties a field; a list that is given replaces the whole list.',
})
export class UpdateProductInput extends ProductContentInput {
  @Field(() => ID, { description: 'Id of the product.' })
  id!: string;

  @Field(() => Int, {
    description: 'Version that the change was made from; refused with CONFLICT when it is no longer that.',
  })
  version!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Its category; attributes that the new one lacks must be replaced with it.',
  })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Name in Vietnamese; 1 to 200 characters, not null.' })
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the unit that is sold; not null.' })
  unit?: string | null;
}
