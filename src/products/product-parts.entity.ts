import { BigIntType } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { v7 as uuid } from 'uuid';
import { DayScalar, UrlScalar, VndScalar } from '../platform/graphql/scalars.ts';
import { AttributeDefinition, AttributeOption } from './category.entity.ts';
import { Product } from './product.entity.ts';

/** A row that belongs to one product and goes with it. */
abstract class ProductPart {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();
}

@ObjectType({ description: 'An image of a product.' })
@Entity()
@Index({ name: 'product_image_in_order', properties: ['product', 'position'] })
export class ProductImage extends ProductPart {
  @ManyToOne(() => Product, { deleteRule: 'cascade' })
  product!: Product;

  @Field(() => UrlScalar, { description: 'Where it lies.' })
  @Property({ type: 'text' })
  url!: string;

  @Property({ type: 'text', nullable: true })
  altVi!: string | null;

  @Property({ type: 'text', nullable: true })
  altEn!: string | null;

  @Field(() => Int, { description: 'Order among the images, from 0; the first is the main one.' })
  @Property({ type: 'integer' })
  position!: number;
}

export enum PriceAudience {
  RETAIL = 'RETAIL',
  WHOLESALE = 'WHOLESALE',
  EXPORT = 'EXPORT',
}
registerEnumType(PriceAudience, {
  name: 'PriceAudience',
  description: 'For whom a price is meant.',
  valuesConfig: {
    RETAIL: { description: 'Consumers and small shops.' },
    WHOLESALE: { description: 'Distributors and retail chains.' },
    EXPORT: { description: 'Buyers abroad.' },
  },
});

@ObjectType({
  description: 'One step of the price ladder: the price of a unit from a quantity on, for an audience, since a day.',
})
@Entity()
@Unique({ properties: ['product', 'audience', 'minQuantity', 'holdsSince'] })
export class ProductPrice extends ProductPart {
  @ManyToOne(() => Product, { deleteRule: 'cascade' })
  product!: Product;

  @Field(() => PriceAudience, { description: 'For whom it is meant.' })
  @Enum({ items: () => PriceAudience })
  audience!: PriceAudience;

  @Field(() => Float, { description: 'The price holds from this quantity on, in the unit of the product.' })
  @Property({ type: 'double' })
  minQuantity!: number;

  @Field(() => VndScalar, { description: 'Price of one unit.' })
  @Property({ type: new BigIntType('number') })
  amount!: number;

  @Field(() => Boolean, { description: 'Whether value-added tax is in the price.' })
  @Property({ type: 'boolean' })
  vatIncluded!: boolean;

  @Field(() => DayScalar, { description: 'First day on which the price holds.' })
  @Property({ type: 'date' })
  holdsSince!: string;
}

@ObjectType({ description: 'What can be delivered in a month of the year.' })
@Entity()
@Unique({ properties: ['product', 'month'] })
export class ProductCapacity extends ProductPart {
  @ManyToOne(() => Product, { deleteRule: 'cascade' })
  product!: Product;

  @Field(() => Int, { description: 'Month of the year, 1 to 12.' })
  @Property({ type: 'smallint' })
  month!: number;

  @Field(() => Float, { description: 'Quantity in the unit of the product.' })
  @Property({ type: 'double' })
  quantity!: number;
}

@ObjectType({ description: 'A product inside a set, and how many of it.' })
@Entity()
@Unique({ properties: ['set', 'component'] })
export class ProductComponent extends ProductPart {
  @ManyToOne(() => Product, { deleteRule: 'cascade' })
  set!: Product;

  @Field(() => Product, { description: 'The product inside the set.' })
  @ManyToOne(() => Product, { index: true })
  component!: Product;

  @Field(() => Float, { description: 'How many of its units.' })
  @Property({ type: 'double' })
  quantity!: number;

  @Property({ type: 'integer' })
  position!: number;
}

@ObjectType({
  description: 'The value of a custom attribute. One of the value fields is set, by the type of the definition.',
})
@Entity()
@Unique({ properties: ['product', 'definition'] })
export class ProductAttribute extends ProductPart {
  @ManyToOne(() => Product, { deleteRule: 'cascade' })
  product!: Product;

  @Field(() => AttributeDefinition, { description: 'What the value is of.' })
  @ManyToOne(() => AttributeDefinition, { index: true })
  definition!: AttributeDefinition;

  @Field(() => String, { nullable: true, description: 'Value of a TEXT attribute.' })
  @Property({ type: 'text', nullable: true })
  text!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Value of an INTEGER or DECIMAL attribute, in the unit of the definition.',
  })
  @Property({ type: 'double', nullable: true })
  number!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Value of a BOOLEAN attribute.' })
  @Property({ type: 'boolean', nullable: true })
  boolean!: boolean | null;

  @Field(() => AttributeOption, { nullable: true, description: 'Value of an ENUM attribute.' })
  @ManyToOne(() => AttributeOption, { nullable: true, index: true, deleteRule: 'restrict' })
  option!: AttributeOption | null;

  @Property({ type: 'integer' })
  position!: number;
}
