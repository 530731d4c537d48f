import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { CertificateKind } from '../certificates/certificate.entity.ts';
import { LegalForm } from '../facilities/facility.entity.ts';
import { GeoPoint } from '../facilities/geo-point.ts';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import { NumberFilter } from '../platform/graphql/range-filters.ts';
import { VndScalar } from '../platform/graphql/scalars.ts';
import { PriceAudience } from '../products/product-parts.entity.ts';

export enum ProductSearchOrder {
  RELEVANCE = 'RELEVANCE',
  PRICE = 'PRICE',
  PRICE_DESC = 'PRICE_DESC',
  NEWEST = 'NEWEST',
  NEAREST = 'NEAREST',
}
registerEnumType(ProductSearchOrder, {
  name: 'ProductSearchOrder',
  description: 'Order of products that were searched for; what has no price, or no place on the map, comes last.',
  valuesConfig: {
    RELEVANCE: { description: 'What fits the words best first; NEWEST where there are none.' },
    PRICE: { description: 'By the price of a unit at the quantity of priceAt or filter.price, the lowest first.' },
    PRICE_DESC: { description: 'The same, the highest first.' },
    NEWEST: { description: 'Published last, first.' },
    NEAREST: { description: 'By the distance from nearestTo or the centre of filter.near.' },
  },
});

export enum CatalogueKind {
  PRODUCT = 'PRODUCT',
  FACILITY = 'FACILITY',
}
registerEnumType(CatalogueKind, {
  name: 'CatalogueKind',
  description: 'What the catalogue holds.',
  valuesConfig: {
    PRODUCT: { description: 'What is made and sold.' },
    FACILITY: { description: 'Who makes it.' },
  },
});

@InputType({ description: 'At which quantity a price is read.' })
export class PricePointInput {
  @Field(() => Float, { description: 'How many, in the unit of the product; above 0.' })
  quantity!: number;

  @Field(() => PriceAudience, { defaultValue: PriceAudience.WHOLESALE, description: 'For whom.' })
  audience!: PriceAudience;
}

@InputType({ description: 'What a unit costs at a quantity today; whoever has no price then is left out.' })
export class PriceAtFilter extends PricePointInput {
  @Field(() => VndScalar, { nullable: true, description: 'It costs this or more.' })
  gte?: number | null;

  @Field(() => VndScalar, { nullable: true, description: 'It costs this or less.' })
  lte?: number | null;
}

@InputType({ description: 'What can be delivered in a month of the year.' })
export class CapacityFilter {
  @Field(() => Int, { description: 'Month of the year, 1 to 12.' })
  month!: number;

  @Field(() => Float, { description: 'It is this or more, in the unit of the product.' })
  gte!: number;
}

@InputType({ description: 'Within a distance of a point, as the crow flies; what is not on the map is left out.' })
export class NearFilter {
  @Field(() => GeoPoint, { description: 'The centre.' })
  centre!: GeoPoint;

  @Field(() => Float, { description: 'The radius, above 0 and at most 2,000.' })
  kilometres!: number;
}

@InputType({
  description: 'Conditions on a custom attribute; all that are given must hold, in the fields that suit its type.',
})
export class AttributeFilter {
  @Field(() => String, { description: 'Code of the attribute.' })
  code!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'ENUM: one of these options, by code; an empty list matches nothing.',
  })
  in?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'INTEGER, DECIMAL: it is this or more.' })
  gte?: number | null;

  @Field(() => Float, { nullable: true, description: 'INTEGER, DECIMAL: it is this or less.' })
  lte?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'BOOLEAN: it is this.' })
  is?: boolean | null;

  @Field(() => String, { nullable: true, description: 'TEXT: it is this, whatever its case and diacritics.' })
  text?: string | null;
}

@InputType()
export abstract class CatalogueFilter {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Recorded in one of these administrative units, of today or former, or in what lies in it or went into it.',
  })
  places?: string[] | null;

  @Field(() => NearFilter, { nullable: true, description: 'Near a point.' })
  near?: NearFilter | null;

  @Field(() => [CertificateKind], {
    nullable: true,
    description: 'Has all of these certificates, valid now; those of its facility count for a product.',
  })
  certificates?: CertificateKind[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Has an OCOP certificate, valid now, of this many stars or more: 3 to 5.',
  })
  ocopStars?: number | null;

  @Field(() => [LegalForm], { nullable: true, description: 'The facility has one of these legal forms.' })
  legalForms?: LegalForm[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is invented demonstration data.' })
  demo?: boolean | null;
}

@InputType({
  description:
    'Which products and facilities; all conditions that are given must hold, and an empty list matches nothing.',
})
export class SearchFilter extends CatalogueFilter {
  @Field(() => [CatalogueKind], { nullable: true, description: 'It is one of these.' })
  kinds?: CatalogueKind[] | null;
}

@InputType({
  description:
    'Which products; all conditions that are given must hold, what is unknown fulfils none, and an empty list matches nothing.',
})
export class ProductSearchFilter extends CatalogueFilter {
  @Field(() => [ID], { nullable: true, description: 'In one of these categories, or under it.' })
  categories?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Made by one of these facilities.' })
  facilities?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Sold in one of these units: UN/CEFACT Recommendation 20 codes.',
  })
  units?: string[] | null;

  @Field(() => PriceAtFilter, { nullable: true, description: 'Price of a unit at a quantity.' })
  price?: PriceAtFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Smallest quantity that can be ordered, in its unit.' })
  minimumOrderQuantity?: NumberFilter | null;

  @Field(() => CapacityFilter, { nullable: true, description: 'Capacity in a month.' })
  capacity?: CapacityFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Days from order to dispatch.' })
  leadTimeDays?: NumberFilter | null;

  @Field(() => [AttributeFilter], { nullable: true, description: 'Custom attributes; all of these hold. At most 20.' })
  attributes?: AttributeFilter[] | null;
}

const QUERY =
  'Words to find, with or without diacritics: all must be found, in any order; the last one may be unfinished unless a blank follows. At most 200 characters; null or blank for all.';

/** A search for products: arguments where it is asked, an input where a file is made of it. */
@InputType()
@ArgsType()
export class ProductSearch {
  @Field(() => String, { nullable: true, description: QUERY })
  query?: string | null;

  @Field(() => ProductSearchFilter, {
    nullable: true,
    description: 'Which products; all that are public unless given.',
  })
  filter?: ProductSearchFilter | null;

  @Field(() => ProductSearchOrder, { defaultValue: ProductSearchOrder.RELEVANCE, description: 'In which order.' })
  orderBy!: ProductSearchOrder;

  @Field(() => PricePointInput, {
    nullable: true,
    description: 'Where PRICE reads prices; as filter.price unless given.',
  })
  priceAt?: PricePointInput | null;

  @Field(() => GeoPoint, {
    nullable: true,
    description: 'Where NEAREST starts from; the centre of filter.near unless given.',
  })
  nearestTo?: GeoPoint | null;
}

/** A page of a search for products. */
export type SearchProductsArgs = ConnectionArgs & ProductSearch;

@ArgsType()
export class SearchArgs extends ConnectionArgs {
  @Field(() => String, { nullable: true, description: QUERY })
  query?: string | null;

  @Field(() => SearchFilter, { nullable: true, description: 'Which; all that are public unless given.' })
  filter?: SearchFilter | null;
}
