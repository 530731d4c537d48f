import { Collection, OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToMany, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { Node } from '../platform/graphql/node.ts';

/** The groups of the recognition of typical rural industrial products (circular 26/2014/TT-BCT as amended). */
export enum CategoryGroup {
  HANDICRAFT = 'HANDICRAFT',
  PROCESSED_FOOD = 'PROCESSED_FOOD',
  MACHINERY = 'MACHINERY',
  OTHER = 'OTHER',
}
registerEnumType(CategoryGroup, {
  name: 'CategoryGroup',
  description: 'Group in which a product may be put forward for recognition as a typical rural industrial product.',
  valuesConfig: {
    HANDICRAFT: { description: 'Thủ công mỹ nghệ.' },
    PROCESSED_FOOD: { description: 'Chế biến nông, lâm, thủy sản và đồ uống.' },
    MACHINERY: { description: 'Thiết bị, máy móc, dụng cụ và phụ tùng cơ khí.' },
    OTHER: { description: 'Các sản phẩm khác.' },
  },
});

@ObjectType({ implements: Node, description: 'A node of the category tree of products.' })
@Entity()
export class Category {
  [OptionalProps]?: 'version';

  @Field(() => ID, { description: 'Globally unique, opaque id; it carries the type.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Field(() => Int, {
    description: 'Grows with each change; send it back with an update so that no change of another is overwritten.',
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @Field(() => String, { description: 'Stable code, such as "fish-sauce".' })
  @Property({ type: 'text' })
  @Unique()
  code!: string;

  @Property({ type: 'text' })
  nameVi!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  @Field(() => CategoryGroup, { description: 'Group in which its products may be put forward for recognition.' })
  @Enum({ items: () => CategoryGroup })
  group!: CategoryGroup;

  @Field(() => Category, { nullable: true, description: 'The category above it; null at the top.' })
  @ManyToOne(() => Category, { nullable: true, index: true, deleteRule: 'restrict' })
  parent!: Category | null;

  /** Ids from the top down to this one: "under" is one array look-up. */
  @Property({ type: 'uuid[]', columnType: 'uuid[]' })
  @Index({ type: 'gin' })
  path!: string[];

  @Field(() => String, { nullable: true, description: 'Usual HS chapter or heading: 2, 4 or 6 digits.' })
  @Property({ type: 'text', nullable: true })
  hsHeading!: string | null;

  @Field(() => String, { nullable: true, description: 'Usual UN/CEFACT Recommendation 20 unit code.' })
  @Property({ type: 'text', nullable: true })
  defaultUnit!: string | null;

  @Field(() => Int, { description: 'Order among its siblings.' })
  @Property({ type: 'integer' })
  position!: number;

  @Field(() => [Category], { description: 'The categories right below it, in their order.' })
  @OneToMany(
    () => Category,
    (category) => category.parent,
    { orderBy: { position: 'asc', code: 'asc' } },
  )
  children = new Collection<Category>(this);

  @OneToMany(
    () => AttributeDefinition,
    (definition) => definition.category,
    { orderBy: { position: 'asc' } },
  )
  attributeDefinitions = new Collection<AttributeDefinition>(this);
}

export enum AttributeType {
  TEXT = 'TEXT',
  INTEGER = 'INTEGER',
  DECIMAL = 'DECIMAL',
  BOOLEAN = 'BOOLEAN',
  ENUM = 'ENUM',
}
registerEnumType(AttributeType, {
  name: 'AttributeType',
  description: 'Type of the values of a custom attribute.',
  valuesConfig: {
    TEXT: { description: 'One line of text.' },
    INTEGER: { description: 'A whole number.' },
    DECIMAL: { description: 'A number.' },
    BOOLEAN: { description: 'Yes or no.' },
    ENUM: { description: 'One of the options of the attribute.' },
  },
});

/** One of the values that an ENUM attribute allows. */
@ObjectType({ description: 'One of the values that an ENUM attribute allows.' })
@Entity()
export class AttributeOption {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @ManyToOne(() => AttributeDefinition, { index: true, deleteRule: 'cascade' })
  definition!: AttributeDefinition;

  @Field(() => String, { description: 'Stable code of the value.' })
  @Property({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  nameVi!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  @Property({ type: 'integer' })
  position!: number;
}

/** A typed custom attribute that products of a category, and of those under it, may carry. */
@ObjectType({ description: 'A typed custom attribute that products of a category, and of those under it, may carry.' })
@Entity()
export class AttributeDefinition {
  [OptionalProps]?: 'version' | 'required';

  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Field(() => Int, {
    description: 'Grows with each change; send it back with an update so that no change of another is overwritten.',
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @ManyToOne(() => Category, { index: true })
  category!: Category;

  @Field(() => String, { description: 'Stable code, unique in the whole catalogue, such as "protein-degree".' })
  @Property({ type: 'text' })
  @Unique()
  code!: string;

  @Property({ type: 'text' })
  nameVi!: string;

  @Property({ type: 'text' })
  nameEn!: string;

  @Field(() => AttributeType, { description: 'Type of the values.' })
  @Enum({ items: () => AttributeType })
  type!: AttributeType;

  @Field(() => String, {
    nullable: true,
    description: 'UN/CEFACT Recommendation 20 unit code, or a unit in words, of numbers.',
  })
  @Property({ type: 'text', nullable: true })
  unit!: string | null;

  @Field(() => Boolean, { description: 'Whether a product of the category cannot be submitted without it.' })
  @Property({ type: 'boolean', default: false })
  required!: boolean;

  @Field(() => Int, { description: 'Order among the attributes of its category.' })
  @Property({ type: 'integer' })
  position!: number;

  @Field(() => [AttributeOption], {
    description: 'Allowed values of an ENUM, in order; empty for the other types; at most 50.',
  })
  @OneToMany(
    () => AttributeOption,
    (option) => option.definition,
    { orderBy: { position: 'asc' }, orphanRemoval: true },
  )
  options = new Collection<AttributeOption>(this);
}
