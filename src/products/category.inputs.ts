import { Field, ID, InputType, Int } from 'type-graphql';
import { AttributeType, CategoryGroup } from './category.entity.ts';

@InputType({ description: 'A category to add to the tree.' })
export class CreateCategoryInput {
  @Field(() => String, { description: 'Stable code, such as "fish-sauce": lower-case letters, digits, - and _.' })
  code!: string;

  @Field(() => String, { description: 'Name in Vietnamese; 1 to 200 characters.' })
  nameVi!: string;

  @Field(() => String, { description: 'Name in English; 1 to 200 characters.' })
  nameEn!: string;

  @Field(() => ID, { nullable: true, description: 'The category above it; at the top unless given.' })
  parent?: string | null;

  @Field(() => CategoryGroup, { nullable: true, description: 'Group; that of the category above unless given.' })
  group?: CategoryGroup | null;

  @Field(() => String, { nullable: true, description: 'Usual HS chapter or heading: 2, 4 or 6 digits.' })
  hsHeading?: string | null;

  @Field(() => String, { nullable: true, description: 'Usual UN/CEFACT Recommendation 20 unit code.' })
  defaultUnit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Order among its siblings, from 0; last unless given.' })
  position?: number | null;
}

@InputType({ description: 'A change of a category. What is left out stays; null empties a field. Its code stays.' })
export class UpdateCategoryInput {
  @Field(() => ID, { description: 'Id of the category.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Name in Vietnamese; not null.' })
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Name in English; not null.' })
  nameEn?: string | null;

  @Field(() => CategoryGroup, { nullable: true, description: 'Group; not null.' })
  group?: CategoryGroup | null;

  @Field(() => String, { nullable: true, description: 'Usual HS chapter or heading: 2, 4 or 6 digits.' })
  hsHeading?: string | null;

  @Field(() => String, { nullable: true, description: 'Usual UN/CEFACT Recommendation 20 unit code.' })
  defaultUnit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Order among its siblings, from 0; not null.' })
  position?: number | null;
}

@InputType({ description: 'A new place in the tree for a category and all under it.' })
export class MoveCategoryInput {
  @Field(() => ID, { description: 'Id of the category.' })
  id!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The category above it; the top when null, the one it has unless given.',
  })
  parent?: string | null;

  @Field(() => Int, { nullable: true, description: 'Order among its new siblings, from 0; last unless given.' })
  position?: number | null;
}

@InputType({ description: 'One of the values that an ENUM attribute allows.' })
export class AttributeOptionInput {
  @Field(() => String, { description: 'Stable code: lower-case letters, digits, - and _.' })
  code!: string;

  @Field(() => String, { description: 'Name in Vietnamese.' })
  nameVi!: string;

  @Field(() => String, { description: 'Name in English.' })
  nameEn!: string;
}

@InputType({ description: 'A custom attribute for the products of a category and of all under it.' })
export class CreateAttributeDefinitionInput {
  @Field(() => ID, { description: 'The category.' })
  category!: string;

  @Field(() => String, {
    description: 'Stable code, unique in the whole catalogue: lower-case letters, digits, - and _.',
  })
  code!: string;

  @Field(() => String, { description: 'Name in Vietnamese; 1 to 200 characters.' })
  nameVi!: string;

  @Field(() => String, { description: 'Name in English; 1 to 200 characters.' })
  nameEn!: string;

  @Field(() => AttributeType, { description: 'Type of its values, which stays.' })
  type!: AttributeType;

  @Field(() => String, { nullable: true, description: 'Unit of numbers; at most 50 characters.' })
  unit?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether no product can be submitted without it; false unless given.',
  })
  required?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Order among the attributes of the category, from 0; last unless given.',
  })
  position?: number | null;

  @Field(() => [AttributeOptionInput], {
    nullable: true,
    description: 'Allowed values of an ENUM, in order; 1 to 50. Not for other types.',
  })
  options?: AttributeOptionInput[] | null;
}

@InputType({
  description: 'A change of a custom attribute. What is left out stays; its code, type and category stay anyway.',
})
export class UpdateAttributeDefinitionInput {
  @Field(() => String, { description: 'Code of the attribute.' })
  code!: string;

  @Field(() => Int, { description: 'Version that the change was made from.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Name in Vietnamese; not null.' })
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Name in English; not null.' })
  nameEn?: string | null;

  @Field(() => String, { nullable: true, description: 'Unit of numbers; at most 50 characters.' })
  unit?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether no product can be submitted without it; not null. Products that are submitted already stay so.',
  })
  required?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Order among the attributes of the category, from 0; not null.' })
  position?: number | null;

  @Field(() => [AttributeOptionInput], {
    nullable: true,
    description: 'All allowed values of an ENUM, in order; options that products use must stay.',
  })
  options?: AttributeOptionInput[] | null;
}
