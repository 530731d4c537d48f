import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { CertificateKind } from '../certificates/certificate.entity.ts';
import { LegalForm } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { AttributeDefinition, AttributeOption, Category } from '../products/category.entity.ts';
import { CatalogueKind } from './search.inputs.ts';

@ObjectType()
abstract class Count {
  @Field(() => Int, { description: 'How many would be found with this value, if the facet had no other chosen.' })
  count!: number;
}

@ObjectType({ description: 'How many were found in a category and under it.' })
export class CategoryCount extends Count {
  @Field(() => Category, { description: 'The category.' })
  category!: Category;
}

@ObjectType({ description: 'How many were found in a province of today.' })
export class ProvinceCount extends Count {
  @Field(() => AdministrativeUnit, { description: 'The province.' })
  province!: AdministrativeUnit;
}

@ObjectType({ description: 'How many have a certificate that is valid now.' })
export class CertificateCount extends Count {
  @Field(() => CertificateKind, { description: 'What is certified.' })
  kind!: CertificateKind;
}

@ObjectType({ description: 'How many are of a legal form, or made by a facility of it.' })
export class LegalFormCount extends Count {
  @Field(() => LegalForm, { description: 'The legal form.' })
  legalForm!: LegalForm;
}

@ObjectType({ description: 'How many are sold in a unit.' })
export class UnitCount extends Count {
  @Field(() => String, { description: 'UN/CEFACT Recommendation 20 code.' })
  unit!: string;

  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;
}

@ObjectType({ description: 'How many have a value of a custom attribute.' })
export class AttributeValueCount extends Count {
  @Field(() => AttributeOption, { nullable: true, description: 'The option of an ENUM attribute.' })
  option!: AttributeOption | null;

  @Field(() => Boolean, { nullable: true, description: 'The value of a BOOLEAN attribute.' })
  boolean!: boolean | null;
}

@ObjectType({ description: 'The values of a custom attribute.' })
export class AttributeFacet {
  @Field(() => AttributeDefinition, { description: 'The attribute.' })
  definition!: AttributeDefinition;

  @Field(() => [AttributeValueCount], { description: 'The most frequent first.' })
  values!: AttributeValueCount[];
}

@ObjectType({ description: 'How many of what was found are products, and how many facilities.' })
export class KindCount extends Count {
  @Field(() => CatalogueKind, { description: 'What it is.' })
  kind!: CatalogueKind;
}

/**
 * Each facet counts what would be found if its own filter were not there, so that choosing one value does not hide the others; all
 * other filters and the query count. Values that nothing has are left out, the most frequent come first.
 */
@ObjectType()
abstract class CommonFacets {
  @Field(() => [ProvinceCount], { description: 'By province of today; filter.places does not count here.' })
  @Extensions({ listSize: 34 })
  provinces!: ProvinceCount[];

  @Field(() => [CertificateCount], {
    description: 'By certificate that is valid now; filter.certificates does not count here.',
  })
  @Extensions({ listSize: 13 })
  certificates!: CertificateCount[];

  @Field(() => [LegalFormCount], { description: 'By legal form; filter.legalForms does not count here.' })
  @Extensions({ listSize: 6 })
  legalForms!: LegalFormCount[];
}

@ObjectType({
  description: 'Counts of products. Each list leaves its own filter out of account, and values that nothing has.',
})
export class ProductFacets extends CommonFacets {
  @Field(() => [CategoryCount], {
    description:
      'By category with all under it: those at the top and, of each in filter.categories, those below and beside it. That filter does not count here.',
  })
  @Extensions({ listSize: 30 })
  categories!: CategoryCount[];

  @Field(() => [UnitCount], { description: 'By unit that is sold; filter.units does not count here.' })
  @Extensions({ listSize: 10 })
  units!: UnitCount[];

  @Field(() => [AttributeFacet], {
    description:
      'The ENUM and BOOLEAN attributes of the one category in filter.categories; at most 20, none without exactly one category. The filter on an attribute does not count in its own values.',
  })
  @Extensions({ listSize: 5 })
  attributes!: AttributeFacet[];
}

@ObjectType({
  description:
    'Counts of products and facilities. Each list leaves its own filter out of account, and values that nothing has.',
})
export class SearchFacets extends CommonFacets {
  @Field(() => [KindCount], { description: 'By what it is; filter.kinds does not count here.' })
  @Extensions({ listSize: 2 })
  kinds!: KindCount[];
}
