import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import { type ChoiceFilter, CodeFilter, enumFilter, IdFilter } from '../platform/graphql/filters.ts';
import { InstantFilter, NumberFilter } from '../platform/graphql/range-filters.ts';
import { ProductStatus } from './product.entity.ts';
import { type ProductConditions, type ProductListArgs, ProductOrder } from './product-conditions.ts';
import { Storage } from './product-terms.ts';

registerEnumType(ProductOrder, {
  name: 'ProductOrder',
  description: 'Order of a list of products.',
  valuesConfig: {
    NEWEST: { description: 'Published last, first; what has no publishAt before all.' },
    RECENTLY_CHANGED: { description: 'Changed last, first.' },
    NAME: { description: 'By the Vietnamese name, as a Vietnamese dictionary has it.' },
  },
});

const ProductStatusFilter = enumFilter<ProductStatus>(ProductStatus, 'ProductStatusFilter');
const StorageFilter = enumFilter<Storage>(Storage, 'StorageFilter');

@InputType({
  description:
    'Conditions on products; all that are given must hold. For text, places and certificates there is the search.',
})
export class ProductFilter implements ProductConditions {
  @Field(() => [ProductFilter], { nullable: true, description: 'All of these hold; an empty list always does.' })
  and?: ProductFilter[] | null;

  @Field(() => [ProductFilter], { nullable: true, description: 'One of these holds; an empty list matches nothing.' })
  or?: ProductFilter[] | null;

  @Field(() => ProductFilter, { nullable: true, description: 'This does not hold.' })
  not?: ProductFilter | null;

  @Field(() => IdFilter, { nullable: true, description: 'Its id.' })
  id?: IdFilter | null;

  @Field(() => IdFilter, { nullable: true, description: 'Who makes it.' })
  facility?: IdFilter | null;

  @Field(() => ID, { nullable: true, description: 'Id of a category in which, or under which, it lies.' })
  under?: string | null;

  @Field(() => ProductStatusFilter, { nullable: true, description: 'State.' })
  status?: ChoiceFilter<ProductStatus> | null;

  @Field(() => CodeFilter, { nullable: true, description: "The product's code at its facility." })
  externalId?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'HS code; `startsWith` finds a chapter or a heading.' })
  hsCode?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'UN/CEFACT Recommendation 20 code of the unit that is sold.',
  })
  unit?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'UN/CEFACT Recommendation 21 code of the packaging.' })
  packaging?: CodeFilter | null;

  @Field(() => StorageFilter, { nullable: true, description: 'How it must be kept.' })
  storage?: ChoiceFilter<Storage> | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether prices are given on request only.' })
  priceOnRequest?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a set of products.' })
  isSet?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is invented demonstration data.' })
  demo?: boolean | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Smallest quantity that can be ordered, in its unit.' })
  minimumOrderQuantity?: NumberFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Days from order to dispatch.' })
  leadTimeDays?: NumberFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Shelf life in days.' })
  shelfLifeDays?: NumberFilter | null;

  @Field(() => InstantFilter, { nullable: true, description: 'From when on it is, or will be, public.' })
  publishAt?: InstantFilter | null;

  @Field(() => InstantFilter, { nullable: true, description: 'When it was last changed.' })
  updatedAt?: InstantFilter | null;
}

@ArgsType()
export class ProductListArguments extends ConnectionArgs implements ProductListArgs {
  @Field(() => ProductFilter, {
    nullable: true,
    description: 'Which products; all that the viewer may see unless given.',
  })
  filter?: ProductFilter | null;

  @Field(() => ProductOrder, { defaultValue: ProductOrder.NEWEST, description: 'In which order.' })
  orderBy!: ProductOrder;
}
