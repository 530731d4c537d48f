import { unitOf } from './units.ts';

/** A node of JSON-LD in the vocabulary of schema.org, without its context. */
export interface JsonLd {
  readonly '@type': string;
  readonly [property: string]: unknown;
}

/** For whom a price is meant: consumers, traders of the country, buyers abroad. */
export type OfferAudience = 'RETAIL' | 'WHOLESALE' | 'EXPORT';

/** A number with its unit, a UN/CEFACT common code. */
export interface DescribedQuantity {
  readonly value: number;
  readonly unitCode: string;
}

/** Who makes or sells; everything but the name may be unknown. */
export interface DescribedOrganization {
  readonly name: string;
  /** The URI that names it. */
  readonly id?: string | null;
  readonly url?: string | null;
  readonly telephone?: string | null;
  readonly taxCode?: string | null;
  readonly address?: {
    readonly street?: string | null;
    readonly locality?: string | null;
    readonly region?: string | null;
    /** ISO 3166-1, two letters. */
    readonly country: string;
  } | null;
}

/** The price of one unit from a quantity on. */
export interface DescribedOffer {
  /** Whole đồng. */
  readonly amount: number;
  readonly currency: 'VND';
  readonly unitCode: string;
  readonly minQuantity: number;
  readonly vatIncluded: boolean;
  readonly audience: OfferAudience;
  /** First and last day, YYYY-MM-DD. */
  readonly validFrom?: string | null;
  readonly validThrough?: string | null;
  /** Days from order to dispatch. */
  readonly leadTimeDays?: number | null;
}

/** A property that schema.org has no word for; `id` is its code, or a URI that defines it. */
export interface DescribedProperty {
  readonly id?: string | null;
  readonly name: string;
  readonly value: string | number | boolean | readonly string[];
  readonly unitCode?: string | null;
}

/** What is known of a product: what is null, left out or empty is left out of the JSON-LD. */
export interface DescribedProduct {
  /** The URI that names it, such as its GS1 Digital Link. */
  readonly id?: string | null;
  /** The page that shows it. */
  readonly url?: string | null;
  readonly name: string;
  /** In other languages. */
  readonly otherNames?: readonly string[];
  readonly description?: string | null;
  /** Addresses, the main one first. */
  readonly images?: readonly string[];
  /** 8, 12, 13 or 14 digits. */
  readonly gtin?: string | null;
  /** Its code at who makes it. */
  readonly sku?: string | null;
  readonly brand?: string | null;
  readonly manufacturer?: DescribedOrganization | null;
  /** From the widest to the narrowest. */
  readonly categories?: readonly string[];
  /** ISO 3166-1, two letters. */
  readonly countryOfOrigin?: string | null;
  readonly netContent?: DescribedQuantity | null;
  readonly properties?: readonly DescribedProperty[];
  readonly offers?: readonly DescribedOffer[];
  /** Who sells; the manufacturer where it is left out. */
  readonly seller?: DescribedOrganization | null;
}

const GOOD_RELATIONS = 'http://purl.org/goodrelations/v1#';

/** Whom an offer is for; prices for export do not hold in the country. */
const AUDIENCES: Record<OfferAudience, object> = {
  RETAIL: { eligibleCustomerType: `${GOOD_RELATIONS}Enduser` },
  WHOLESALE: { eligibleCustomerType: `${GOOD_RELATIONS}Reseller` },
  EXPORT: { eligibleCustomerType: `${GOOD_RELATIONS}Business`, ineligibleRegion: 'VN' },
};

/** A product as https://schema.org/Product, with an Offer for each step of its prices. */
export function productJsonLd(product: DescribedProduct): JsonLd {
  const { netContent, manufacturer = null, seller = manufacturer } = product;
  return node('Product', {
    '@id': product.id,
    url: product.url,
    name: product.name,
    alternateName: product.otherNames,
    description: product.description,
    image: product.images,
    gtin: product.gtin,
    sku: product.sku,
    brand: product.brand && node('Brand', { name: product.brand }),
    manufacturer: manufacturer && organizationJsonLd(manufacturer),
    category: product.categories?.join(' > '),
    countryOfOrigin: product.countryOfOrigin && node('Country', { name: product.countryOfOrigin }),
    ...(netContent && { [isMass(netContent) ? 'weight' : 'size']: quantityJsonLd(netContent) }),
    additionalProperty: product.properties?.map(propertyJsonLd),
    offers: product.offers?.map((offer) => offerJsonLd(offer, seller)),
  });
}

/** Who makes or sells as https://schema.org/Organization. */
export function organizationJsonLd({ address, ...organization }: DescribedOrganization): JsonLd {
  return node('Organization', {
    '@id': organization.id,
    name: organization.name,
    url: organization.url,
    telephone: organization.telephone,
    taxID: organization.taxCode,
    address:
      address &&
      node('PostalAddress', {
        streetAddress: address.street,
        addressLocality: address.locality,
        addressRegion: address.region,
        addressCountry: address.country,
      }),
  });
}

function offerJsonLd(offer: DescribedOffer, seller: DescribedOrganization | null): JsonLd {
  const { amount: price, currency: priceCurrency, unitCode, validFrom, validThrough, leadTimeDays } = offer;
  return node('Offer', {
    price,
    priceCurrency,
    priceSpecification: node('UnitPriceSpecification', {
      price,
      priceCurrency,
      valueAddedTaxIncluded: offer.vatIncluded,
      referenceQuantity: quantityJsonLd({ value: 1, unitCode }),
    }),
    eligibleQuantity: node('QuantitativeValue', { minValue: offer.minQuantity, unitCode }),
    ...AUDIENCES[offer.audience],
    validFrom,
    validThrough,
    deliveryLeadTime: leadTimeDays == null ? null : quantityJsonLd({ value: leadTimeDays, unitCode: 'DAY' }),
    seller: seller && (seller.id ? { '@id': seller.id } : node('Organization', { name: seller.name })),
  });
}

function propertyJsonLd({ id, name, value, unitCode }: DescribedProperty): JsonLd {
  return node('PropertyValue', { propertyID: id, name, value, unitCode });
}

const quantityJsonLd = ({ value, unitCode }: DescribedQuantity): JsonLd =>
  node('QuantitativeValue', { value, unitCode });

const isMass = ({ unitCode }: DescribedQuantity): boolean => unitOf(unitCode)?.dimension === 'MASS';

/** A node of what is there: nothing that is null, and no empty text or list. */
function node(type: string, properties: Readonly<Record<string, unknown>>): JsonLd {
  const there = Object.entries(properties).filter(([, value]) => {
    if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
    return value !== null && value !== undefined;
  });
  return { '@type': type, ...Object.fromEntries(there) };
}
