import { encodeId } from '../../platform/graphql/ids.ts';
import { type DescribedOrganization, type JsonLd, productJsonLd } from '../../platform/standards/schema-org.ts';
import { PRODUCT_PREFIX } from '../../products/prefixes.ts';
import type { StoredAttribute } from '../columns/stored-product.ts';
import type { PublishedProduct } from '../stored/products.ts';
import { linkOfGtin } from './json.ts';

/**
 * A product that the public sees as schema.org has it, with the prices of today. It is named by its GS1 Digital Link where it has a GTIN
 * that means something everywhere, else by the uuid in its global id; `identifier` is that id.
 */
export function schemaOrgProduct(product: PublishedProduct): JsonLd {
  const link = linkOfGtin(product.gtin);
  const node = productJsonLd({
    id: link ?? uuidUri(product.id),
    name: product.nameVi,
    otherNames: product.nameEn === null ? [] : [product.nameEn],
    description: product.descriptionVi ?? product.descriptionEn,
    images: product.images.map(({ url }) => url),
    gtin: link === null ? null : product.gtin,
    sku: product.externalId,
    manufacturer: manufacturerOf(product),
    categories: product.categoryPath.map(({ nameVi }) => nameVi),
    countryOfOrigin: 'VN',
    netContent: product.netContent === null ? null : { value: product.netContent, unitCode: product.netContentUnit! },
    properties: product.attributes.flatMap(propertyOf),
    offers: product.prices.map(({ audience, minQuantity, amount, vatIncluded, holdsSince }) => ({
      amount,
      currency: 'VND' as const,
      unitCode: product.unit,
      minQuantity,
      vatIncluded,
      audience,
      validFrom: holdsSince,
      leadTimeDays: product.leadTimeDays,
    })),
  });
  return { ...node, identifier: encodeId(PRODUCT_PREFIX, product.id) };
}

function manufacturerOf({ facility }: PublishedProduct): DescribedOrganization {
  const { id, name, website, phone, taxCode, address, placePath } = facility;
  const [region, ...below] = placePath ?? [];
  return {
    id: uuidUri(id),
    name,
    url: website,
    telephone: phone,
    taxCode,
    address: {
      street: address,
      locality: below
        .map((unit) => unit.name)
        .reverse()
        .join(', '),
      region: region?.name,
      country: 'VN',
    },
  };
}

const uuidUri = (id: string): string => `urn:uuid:${id}`;

function propertyOf({ code, text, number, boolean, option }: StoredAttribute) {
  const value = option ?? number ?? boolean ?? text;
  return value === null ? [] : [{ id: code, name: code, value }];
}
