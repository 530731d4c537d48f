import { CERTIFICATE_PREFIX } from '../../certificates/certificate.read.ts';
import { FACILITY_PREFIX } from '../../facilities/facility.read.ts';
import { encodeId } from '../../platform/graphql/ids.ts';
import { digitalLink } from '../../platform/standards/digital-link.ts';
import { parseGtin } from '../../platform/standards/gtin.ts';
import { PRODUCT_PREFIX } from '../../products/prefixes.ts';
import type { StoredAttribute } from '../columns/stored-product.ts';
import type { HeldCertificate, PublishedCertificate } from '../stored/certificates.ts';
import type { PublishedFacility } from '../stored/facilities.ts';
import type { PublishedProduct } from '../stored/products.ts';

/*
 * Records as partners read them in JSON: nested, with the global ids of the API, codes of the standards, and null for what is not known.
 * The shape is a contract: fields may be added, and none goes or changes its meaning.
 */

/** The GS1 Digital Link of a GTIN; null without one, and for numbers that mean nothing outside of a company. */
export function linkOfGtin(gtin: string | null): string | null {
  const parsed = gtin === null ? null : parseGtin(gtin);
  return parsed?.ok && !parsed.value.restricted ? digitalLink(parsed.value.gtin14) : null;
}

/** A product. Quantities and prices count in `unit`; prices are whole đồng, those of today where the public is told. */
export const productJson = (product: PublishedProduct): object => ({
  type: 'product',
  id: encodeId(PRODUCT_PREFIX, product.id),
  externalId: product.externalId,
  gtin: product.gtin,
  digitalLink: linkOfGtin(product.gtin),
  name: { vi: product.nameVi, en: product.nameEn },
  description: { vi: product.descriptionVi, en: product.descriptionEn },
  category: product.categoryPath.map(({ code, nameVi, nameEn }) => ({ code, name: { vi: nameVi, en: nameEn } })),
  hsCode: product.hsCode,
  unit: product.unit,
  packaging: product.packaging,
  netContent: product.netContent === null ? null : { value: product.netContent, unit: product.netContentUnit },
  priceBasis: product.priceBasis,
  priceOnRequest: product.priceOnRequest,
  prices: product.prices,
  minimumOrderQuantity: product.minimumOrderQuantity,
  leadTimeDays: product.leadTimeDays,
  shelfLifeDays: product.shelfLifeDays,
  storage: product.storage,
  ingredients: product.ingredients,
  originPlace: product.originPlace,
  rawMaterialArea: product.rawMaterialArea,
  traceabilityUrl: product.traceabilityUrl,
  images: product.images.map(({ url, altVi, altEn }) => ({ url, alt: { vi: altVi, en: altEn } })),
  capacities: product.capacities,
  attributes: product.attributes.map((attribute) => ({ code: attribute.code, value: attributeValue(attribute) })),
  components: product.components.map(({ id, externalId, quantity }) => ({
    id: encodeId(PRODUCT_PREFIX, id),
    externalId,
    quantity,
  })),
  certificates: product.certificates.map(heldJson),
  facility: {
    id: encodeId(FACILITY_PREFIX, product.facility.id),
    name: { vi: product.facility.name, en: product.facility.nameEn },
    taxCode: product.facility.taxCode,
    place: product.facility.placePath ?? [],
    address: product.facility.address,
    phone: product.facility.phone,
    website: product.facility.website,
  },
  status: product.status,
  publishAt: product.publishAt,
  demo: product.demo,
  updatedAt: product.updatedAt,
});

/** A facility; `needs` is empty where the public is told. */
export const facilityJson = (facility: PublishedFacility): object => ({
  type: 'facility',
  id: encodeId(FACILITY_PREFIX, facility.id),
  name: { vi: facility.name, en: facility.nameEn },
  legalForm: facility.legalForm,
  taxCode: facility.taxCode,
  vsic: facility.vsicCode === null ? null : { code: facility.vsicCode, version: facility.vsicVersion },
  place: facility.placePath ?? [],
  address: facility.address,
  location: facility.latitude === null ? null : { latitude: facility.latitude, longitude: facility.longitude },
  contactName: facility.contactName,
  phone: facility.phone,
  email: facility.email,
  website: facility.website,
  craftVillage: facility.craftVillage,
  foundedYear: facility.foundedYear,
  workers: facility.workers,
  monthlyCapacity:
    facility.monthlyCapacity === null ? null : { value: facility.monthlyCapacity, unit: facility.monthlyCapacityUnit },
  needs: facility.needs,
  certificates: facility.certificates.map(heldJson),
  status: facility.status,
  demo: facility.demo,
  updatedAt: facility.updatedAt,
});

/** A certificate; its days are those in Viet Nam, and it counts while its standing is VALID. */
export const certificateJson = (certificate: PublishedCertificate): object => ({
  type: 'certificate',
  ...heldJson(certificate),
  standing: certificate.standing,
  verifiedAt: certificate.verifiedAt,
  withdrawnAt: certificate.withdrawnAt,
  holder:
    certificate.product === null
      ? { type: 'facility', id: encodeId(FACILITY_PREFIX, certificate.facility.id) }
      : { type: 'product', id: encodeId(PRODUCT_PREFIX, certificate.product.id) },
  demo: certificate.demo,
  updatedAt: certificate.updatedAt,
});

const heldJson = ({ id, kind, stars, number, issuer, validFrom, validTo, evidenceUrl }: HeldCertificate) => ({
  id: encodeId(CERTIFICATE_PREFIX, id),
  kind,
  stars,
  number,
  issuer,
  firstDay: validFrom,
  lastDay: validTo,
  evidenceUrl,
});

const attributeValue = ({ text, number, boolean, option }: StoredAttribute): string | number | boolean | null =>
  option ?? number ?? boolean ?? text;
