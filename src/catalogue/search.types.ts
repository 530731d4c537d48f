import { createUnionType, Extensions, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { PageInfo } from '../platform/graphql/connection.ts';
import { Category } from '../products/category.entity.ts';
import { Product } from '../products/product.entity.ts';
import { ProductFacets, SearchFacets } from './facet.types.ts';
import { Highlight, HitReason } from './hit.types.ts';

/** What all kinds of edges share. */
@ObjectType()
abstract class SearchEdge {
  @Field(() => String, { description: 'Opaque; give it to `after` or `before` of the same search.' })
  cursor!: string;

  @Field(() => [Highlight], { description: 'Where words of the query were found in its names and descriptions.' })
  @Extensions({ listSize: 2 })
  highlights!: Highlight[];

  @Field(() => [HitReason], {
    description:
      'Why it was found: for each word of the query the best place in which it was found; empty without a query. Words that stand together there are one reason.',
  })
  @Extensions({ listSize: 3 })
  reasons!: HitReason[];
}

export enum ChangeKind {
  TYPING = 'TYPING',
  JOINED = 'JOINED',
  SPELLING = 'SPELLING',
}
registerEnumType(ChangeKind, {
  name: 'QueryChangeKind',
  description: 'Why words of a query were read otherwise than they were typed.',
  valuesConfig: {
    TYPING: { description: 'Typed without an input method, in Telex or VNI: nuowcs is nước.' },
    JOINED: { description: 'Typed without blanks: nuocmam is nuoc mam.' },
    SPELLING: {
      description: 'Misspelt: the catalogue has no such word, but one that sounds or is typed much like it.',
    },
  },
});

@ObjectType({ description: 'Words of a query that were read otherwise than they were typed.' })
export class QueryChange {
  @Field(() => ChangeKind, { description: 'Why.' })
  kind!: ChangeKind;

  @Field(() => String, { description: 'As typed.' })
  from!: string;

  @Field(() => String, { description: 'As read.' })
  to!: string;
}

@ObjectType({ description: 'Words of a query, and what else is said for them.' })
export class QuerySynonyms {
  @Field(() => String, { description: 'The words.' })
  words!: string;

  @Field(() => [String], { description: 'What is found as well, after what has the words themselves.' })
  also!: string[];
}

@ObjectType({ description: 'How a query was understood.' })
export class QueryReading {
  @Field(() => [QueryChange], { description: 'What was read otherwise than it was typed.' })
  @Extensions({ listSize: 3 })
  changes!: QueryChange[];

  @Field(() => [String], { description: 'What only makes a sentence of it ("cho hỏi ai bán"), and was left out.' })
  ignored!: string[];

  @Field(() => [QuerySynonyms], { description: 'Words that are looked for in other words, too.' })
  @Extensions({ listSize: 2 })
  synonyms!: QuerySynonyms[];

  @Field(() => [AdministrativeUnit], {
    description:
      "Places that are named in it, by today's or a former name; of many of one name the largest. At most 20.",
  })
  @Extensions({ listSize: 2 })
  places!: AdministrativeUnit[];

  @Field(() => [Category], { description: 'Categories that are named in it. At most 20.' })
  @Extensions({ listSize: 2 })
  categories!: Category[];

  @Field(() => String, {
    nullable: true,
    description:
      'What was perhaps meant, for "did you mean": every word is in the catalogue, but only so are they in one name. It is searched for, too.',
  })
  didYouMean!: string | null;
}

/** What all kinds of results share. */
@ObjectType()
abstract class SearchConnection {
  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages; exact.' })
  totalCount!: number;

  @Field(() => Boolean, {
    description:
      'Whether the database answers in place of the search engine, which fails, is being set up or is behind; the same is found, perhaps more slowly.',
  })
  degraded!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What was searched for, as it was understood; null without a query.',
  })
  searchedFor!: string | null;

  @Field(() => QueryReading, { nullable: true, description: 'How the query was understood; null without a query.' })
  reading!: QueryReading | null;
}

@ObjectType({ description: 'A product that was found.' })
export class ProductSearchEdge extends SearchEdge {
  @Field(() => Product, { nullable: true, description: 'The product; null when it was withdrawn at this very moment.' })
  node!: Product | null;

  @Field(() => Boolean, {
    description:
      'Whether it does not have what was asked for, but is of the same category: a short answer is filled up with such, at most to ten. They come last and are counted nowhere.',
  })
  related!: boolean;
}

@ObjectType({
  description: 'A page of products that were found. What the public does not see is neither found nor counted.',
})
export class ProductSearchConnection extends SearchConnection {
  @Field(() => [ProductSearchEdge], { description: 'The page.' })
  edges!: ProductSearchEdge[];

  @Field(() => ProductFacets, {
    description: 'Counts of what was found, for filters; only what is selected is counted.',
  })
  facets!: ProductFacets;
}

export const CatalogueItem = createUnionType({
  name: 'CatalogueItem',
  description: 'What the catalogue holds.',
  types: () => [Product, Facility] as const,
});

@ObjectType({ description: 'A product or facility that was found.' })
export class CatalogueSearchEdge extends SearchEdge {
  @Field(() => CatalogueItem, {
    nullable: true,
    description: 'What was found; null when it was withdrawn at this very moment.',
  })
  node!: typeof CatalogueItem | null;
}

@ObjectType({
  description:
    'A page of products and facilities that were found. What the public does not see is neither found nor counted.',
})
export class CatalogueSearchConnection extends SearchConnection {
  @Field(() => [CatalogueSearchEdge], { description: 'The page.' })
  edges!: CatalogueSearchEdge[];

  @Field(() => SearchFacets, {
    description: 'Counts of what was found, for filters; only what is selected is counted.',
  })
  facets!: SearchFacets;
}
