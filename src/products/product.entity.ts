import { Collection } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { VersionedRecord } from '../platform/database/record.ts';
import { Transition } from '../platform/database/transition.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Node } from '../platform/graphql/node.ts';
import { InstantScalar, UrlScalar } from '../platform/graphql/scalars.ts';
import { Category } from './category.entity.ts';
import {
  ProductAttribute,
  ProductCapacity,
  ProductComponent,
  ProductImage,
  ProductPrice,
} from './product-parts.entity.ts';
import { PriceBasis, Storage } from './product-terms.ts';

export enum ProductStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  PUBLISHED = 'PUBLISHED',
  SUSPENDED = 'SUSPENDED',
  ARCHIVED = 'ARCHIVED',
}
registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'State of a product. The public sees published products of verified facilities, from publishAt on.',
  valuesConfig: {
    DRAFT: { description: 'Being written.' },
    SUBMITTED: { description: 'Handed in for review.' },
    PUBLISHED: { description: 'In the catalogue, from publishAt on.' },
    SUSPENDED: { description: 'Taken out for the time being, such as after a safety alert.' },
    ARCHIVED: { description: 'Taken out; the record stays.' },
  },
});

/** The steps that change the state of a product: from which states each may be taken, and to which it leads. */
const STEPS = {
  submit: { from: [ProductStatus.DRAFT], to: ProductStatus.SUBMITTED },
  returnToDraft: { from: [ProductStatus.SUBMITTED], to: ProductStatus.DRAFT },
  publish: { from: [ProductStatus.SUBMITTED], to: ProductStatus.PUBLISHED },
  reschedule: { from: [ProductStatus.PUBLISHED], to: ProductStatus.PUBLISHED },
  suspend: { from: [ProductStatus.PUBLISHED], to: ProductStatus.SUSPENDED },
  resume: { from: [ProductStatus.SUSPENDED], to: ProductStatus.PUBLISHED },
  archive: {
    from: [ProductStatus.DRAFT, ProductStatus.SUBMITTED, ProductStatus.PUBLISHED, ProductStatus.SUSPENDED],
    to: ProductStatus.ARCHIVED,
  },
  restore: { from: [ProductStatus.ARCHIVED], to: ProductStatus.DRAFT },
} satisfies Record<string, { from: ProductStatus[]; to: ProductStatus }>;

export type ProductStep = keyof typeof STEPS;

/**
 * The state that a step leads to.
 * @throws UserError INVALID_STATE when it does not start from the present state
 */
export function stateAfter(step: ProductStep, { status, nameVi }: Pick<Product, 'status' | 'nameVi'>): ProductStatus {
  const { from, to }: { from: readonly ProductStatus[]; to: ProductStatus } = STEPS[step];
  if (from.includes(status)) return to;
  throw new UserError('INVALID_STATE', ['id'], {
    vi: `Sản phẩm "${nameVi}" đang ở trạng thái ${status}; bước này chỉ thực hiện được từ ${from.join(', ')}.`,
    en: `Product "${nameVi}" is ${status}; this can be done from ${from.join(', ')} only.`,
  });
}

/** A product, or a set of products, that a facility offers. */
@ObjectType({ implements: Node, description: 'A product, or a set of products, that a facility offers.' })
@Entity()
@Index({ name: 'product_newest', properties: ['status', 'publishAt', 'id'] })
@Index({
  name: 'product_by_name',
  expression: 'create index "product_by_name" on "product" (name_vi collate "vi-x-icu", id)',
})
@Unique({ properties: ['facility', 'externalId'] })
export class Product extends VersionedRecord {
  @Field(() => Facility, { description: 'Who makes it.' })
  @ManyToOne(() => Facility, { index: true })
  facility!: Facility;

  @Field(() => Category, { description: 'Where it stands in the category tree.' })
  @ManyToOne(() => Category, { index: true })
  category!: Category;

  @Field(() => String, { nullable: true, description: "The product's code at its facility." })
  @Property({ type: 'text', nullable: true })
  externalId!: string | null;

  @Property({ type: 'text' })
  nameVi!: string;

  @Property({ type: 'text', nullable: true })
  nameEn!: string | null;

  @Property({ type: 'text', nullable: true })
  descriptionVi!: string | null;

  @Property({ type: 'text', nullable: true })
  descriptionEn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'HS code, 6 digits, or 8 of the ASEAN nomenclature; digits only.',
  })
  @Property({ type: 'text', nullable: true })
  hsCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'GTIN-8, -12, -13 or -14, as on the package; its check digit is right.',
  })
  @Property({ type: 'text', nullable: true })
  gtin!: string | null;

  /** The GTIN in 14 digits: 8 to 14 digits of one number are one GTIN. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  gtin14!: string | null;

  @Field(() => String, {
    description:
      'UN/CEFACT Recommendation 20 code of the unit that is sold; prices, quantities and capacities count in it.',
  })
  @Property({ type: 'text' })
  unit!: string;

  @Field(() => String, { nullable: true, description: 'UN/CEFACT Recommendation 21 code of the packaging.' })
  @Property({ type: 'text', nullable: true })
  packaging!: string | null;

  @Property({ type: 'double', nullable: true })
  netContent!: number | null;

  @Property({ type: 'text', nullable: true })
  netContentUnit!: string | null;

  @Field(() => PriceBasis, { nullable: true, description: 'Rule on which the prices stand; null while not given.' })
  @Enum({ items: () => PriceBasis, nullable: true })
  priceBasis!: PriceBasis | null;

  @Field(() => Boolean, { description: 'True where prices are given on request only; prices is then empty.' })
  @Property({ type: 'boolean', default: false })
  priceOnRequest: boolean = false;

  @Field(() => Float, { nullable: true, description: 'Smallest quantity that can be ordered, in unit.' })
  @Property({ type: 'double', nullable: true })
  minimumOrderQuantity!: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from order to dispatch.' })
  @Property({ type: 'integer', nullable: true })
  leadTimeDays!: number | null;

  @Field(() => Int, { nullable: true, description: 'Shelf life in days.' })
  @Property({ type: 'integer', nullable: true })
  shelfLifeDays!: number | null;

  @Field(() => Storage, { nullable: true, description: 'How it must be kept; null while not given.' })
  @Enum({ items: () => Storage, nullable: true })
  storage!: Storage | null;

  @Field(() => [String], { description: 'Ingredients, the largest share first; empty while not given.' })
  @Property({ type: 'text[]', columnType: 'text[]', default: [] })
  ingredients: string[] = [];

  @Field(() => String, { nullable: true, description: 'Where it is made, in words, as on the label.' })
  @Property({ type: 'text', nullable: true })
  originPlace!: string | null;

  @Field(() => String, { nullable: true, description: 'Where its raw material grows or is caught.' })
  @Property({ type: 'text', nullable: true })
  rawMaterialArea!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a lot can be traced.' })
  @Property({ type: 'text', nullable: true })
  traceabilityUrl!: string | null;

  @Field(() => ProductStatus, { description: 'State.' })
  @Enum({ items: () => ProductStatus, default: ProductStatus.DRAFT })
  status: ProductStatus = ProductStatus.DRAFT;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'From when on a published product is public; may lie in the future. Null until it is published.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  publishAt!: Date | null;

  @Field(() => Boolean, { description: 'True for invented demonstration data: nobody real offers it.' })
  @Property({ type: 'boolean', default: false })
  demo: boolean = false;

  @Field(() => [ProductImage], { description: 'Images in their order; at most 20.' })
  @OneToMany(
    () => ProductImage,
    (image) => image.product,
    { orderBy: { position: 'asc' }, orphanRemoval: true },
  )
  images = new Collection<ProductImage>(this);

  @OneToMany(
    () => ProductPrice,
    (price) => price.product,
    { orphanRemoval: true },
  )
  prices = new Collection<ProductPrice>(this);

  @Field(() => [ProductCapacity], {
    description: 'What can be delivered a month, by month of the year; empty while not given; at most 12.',
  })
  @OneToMany(
    () => ProductCapacity,
    (capacity) => capacity.product,
    { orderBy: { month: 'asc' }, orphanRemoval: true },
  )
  capacities = new Collection<ProductCapacity>(this);

  @Field(() => [ProductComponent], {
    description:
      'What a set consists of; empty for a single product; at most 50. Products that the viewer may not see are left out.',
  })
  @OneToMany(
    () => ProductComponent,
    (component) => component.set,
    { orderBy: { position: 'asc' }, orphanRemoval: true },
  )
  components = new Collection<ProductComponent>(this);

  @Field(() => [ProductAttribute], { description: 'Custom attributes of its category; at most 50.' })
  @OneToMany(
    () => ProductAttribute,
    (attribute) => attribute.product,
    { orderBy: { position: 'asc' }, orphanRemoval: true },
  )
  attributes = new Collection<ProductAttribute>(this);

  @Field(() => [ProductTransition], {
    description: 'Changes of its state, the oldest first. Empty for those who are not operators.',
  })
  @OneToMany(
    () => ProductTransition,
    (transition) => transition.product,
    { orderBy: { at: 'asc', id: 'asc' } },
  )
  transitions = new Collection<ProductTransition>(this);

  /**
   * Takes a step to another state and records who, when and why.
   * @throws UserError INVALID_STATE when the step does not start from the present state
   */
  take(step: ProductStep, event: { at: Date; by: string; reason: string | null }): void {
    const to = stateAfter(step, this);
    const transition = new ProductTransition();
    Object.assign(transition, { product: this, from: this.status, to, ...event });
    this.transitions.add(transition);
    this.status = to;
  }
}

@ObjectType({ description: 'One change of the state of a product. Visible to operators.' })
@Entity()
export class ProductTransition extends Transition {
  @ManyToOne(() => Product, { index: true, deleteRule: 'cascade' })
  product!: Product;

  @Field(() => ProductStatus, { description: 'State before.' })
  @Enum({ items: () => ProductStatus })
  from!: ProductStatus;

  @Field(() => ProductStatus, { description: 'State after.' })
  @Enum({ items: () => ProductStatus })
  to!: ProductStatus;
}
