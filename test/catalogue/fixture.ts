import type { EntityManager } from '@mikro-orm/postgresql';
import { Certificate, CertificateKind } from '../../src/certificates/certificate.entity.ts';
import { Facility, FacilityStatus, type LegalForm } from '../../src/facilities/facility.entity.ts';
import {
  AdministrativeUnit,
  UnitLevel,
  UnitParenthood,
  UnitSuccession,
  UnitType,
} from '../../src/places/administrative-unit.entity.ts';
import { rebuildContainment } from '../../src/places/containment.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { nameKey } from '../../src/platform/text/vietnamese.ts';
import {
  AttributeDefinition,
  AttributeOption,
  type AttributeType,
  Category,
  CategoryGroup,
} from '../../src/products/category.entity.ts';
import { Product, ProductStatus } from '../../src/products/product.entity.ts';
import {
  PriceAudience,
  ProductAttribute,
  ProductCapacity,
  ProductPrice,
} from '../../src/products/product-parts.entity.ts';
import type { TestApp } from '../support/app.ts';

const PAST = new Date('2026-01-01T00:00:00Z');

export interface GivenProduct
  extends Partial<
    Pick<
      Product,
      'nameEn' | 'descriptionVi' | 'unit' | 'minimumOrderQuantity' | 'leadTimeDays' | 'demo' | 'status' | 'publishAt'
    >
  > {
  facility: Facility;
  category: Category;
  /** Steps of the ladder: quantity, đồng, and optionally audience and first day. */
  prices?: readonly [quantity: number, amount: number, audience?: PriceAudience, since?: string][];
  /** Capacity of each month from January on; null where it is unknown. */
  capacities?: readonly (number | null)[];
  attributes?: readonly {
    definition: AttributeDefinition;
    text?: string;
    number?: number;
    boolean?: boolean;
    option?: AttributeOption;
  }[];
}

export interface GivenCertificate {
  kind: CertificateKind;
  product?: Product;
  facility?: Facility;
  stars?: number;
  from?: string;
  until?: string;
  verified?: boolean;
  withdrawn?: boolean;
}

/** Puts rows straight into the database, as seeds and imports do; `index` then builds the search rows. */
export class Fixture {
  readonly em: EntityManager;
  #serial = 0;

  constructor(readonly app: TestApp) {
    this.em = app.services.orm.em.fork();
  }

  unit(
    name: string,
    level: UnitLevel,
    over: { from?: string; until?: string; parent?: AdministrativeUnit; type?: UnitType } = {},
  ): AdministrativeUnit {
    const unit = new AdministrativeUnit();
    unit.begin(
      level,
      { code: this.#code(), type: over.type ?? UnitType.PROVINCE, name, nameEn: null },
      over.from ?? '2025-07-01',
    );
    unit.validFrom = over.from ?? null;
    unit.validUntil = over.until ?? null;
    if (over.parent) {
      const { validFrom, validUntil } = unit;
      this.em.persist(Object.assign(new UnitParenthood(), { unit, parent: over.parent, validFrom, validUntil }));
    }
    this.em.persist(unit);
    return unit;
  }

  succeed(predecessor: AdministrativeUnit, successor: AdministrativeUnit, since: string): void {
    this.em.persist(Object.assign(new UnitSuccession(), { predecessor, successor, since, whole: true }));
  }

  category(nameVi: string, parent: Category | null = null): Category {
    const category = new Category();
    const path = [...(parent?.path ?? []), category.id];
    const code = `category-${this.#code()}`;
    const rest = { hsHeading: null, defaultUnit: null, position: 0, version: 1, createdAt: PAST, updatedAt: PAST };
    Object.assign(category, { code, nameVi, nameEn: code, group: CategoryGroup.OTHER, parent, path, ...rest });
    this.em.persist(category);
    return category;
  }

  attribute(
    category: Category,
    code: string,
    type: AttributeType,
    options: readonly string[] = [],
  ): AttributeDefinition {
    const definition = new AttributeDefinition();
    Object.assign(definition, {
      category,
      code,
      nameVi: code,
      nameEn: code,
      type,
      unit: null,
      required: false,
      position: 0,
    });
    options.forEach((option, position) => {
      definition.options.add(
        Object.assign(new AttributeOption(), { code: option, nameVi: `lựa chọn ${option}`, nameEn: option, position }),
      );
    });
    this.em.persist(definition);
    return definition;
  }

  facility(
    name: string,
    over: {
      legalForm?: LegalForm;
      place?: AdministrativeUnit;
      at?: [number, number];
      status?: FacilityStatus;
      demo?: boolean;
      address?: string;
    } = {},
  ): Facility {
    const facility = new Facility();
    const [latitude, longitude] = over.at ?? [null, null];
    Object.assign(facility, {
      name,
      nameKey: nameKey(name),
      createdAt: PAST,
      updatedAt: PAST,
      status: FacilityStatus.VERIFIED,
      legalForm: over.legalForm ?? null,
      place: over.place ?? null,
      address: over.address ?? null,
      demo: over.demo ?? false,
      latitude,
      longitude,
      ...(over.status && { status: over.status }),
    });
    this.em.persist(facility);
    return facility;
  }

  product(nameVi: string, { prices = [], capacities = [], attributes = [], ...over }: GivenProduct): Product {
    const product = new Product();
    Object.assign(product, {
      nameVi,
      unit: 'H87',
      status: ProductStatus.PUBLISHED,
      publishAt: PAST,
      createdAt: PAST,
      updatedAt: PAST,
      ...over,
    });
    for (const [minQuantity, amount, audience = PriceAudience.WHOLESALE, holdsSince = '2026-01-01'] of prices) {
      product.prices.add(
        Object.assign(new ProductPrice(), { minQuantity, amount, audience, holdsSince, vatIncluded: true }),
      );
    }
    capacities.forEach((quantity, index) => {
      if (quantity !== null)
        product.capacities.add(Object.assign(new ProductCapacity(), { month: index + 1, quantity }));
    });
    attributes.forEach((attribute, position) => {
      product.attributes.add(Object.assign(new ProductAttribute(), { position, ...attribute }));
    });
    this.em.persist(product);
    return product;
  }

  certificate({
    verified = true,
    withdrawn = false,
    from = '2026-01-01T00:00:00Z',
    until = '2040-01-01T00:00:00Z',
    ...rest
  }: GivenCertificate): Certificate {
    const certificate = Object.assign(new Certificate(), {
      number: '1',
      issuer: 'Sở Công Thương',
      ...rest,
      validFrom: new Date(from),
      validUntil: new Date(until),
      verifiedAt: verified ? PAST : null,
      withdrawnAt: withdrawn ? PAST : null,
      createdAt: PAST,
      updatedAt: PAST,
    });
    this.em.persist(certificate);
    return certificate;
  }

  /** Writes all that was made since the last time, and the search rows. */
  async index(): Promise<void> {
    await this.em.flush();
    await rebuildContainment(this.em);
    await this.app.services.search.rebuild(this.app.services.orm, NO_PROGRESS.bar(''));
  }

  #code(): string {
    this.#serial += 1;
    return String(this.#serial);
  }
}

export { CertificateKind, UnitLevel, UnitType };
