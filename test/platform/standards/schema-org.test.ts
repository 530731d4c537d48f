import { describe, expect, it } from 'vitest';
import {
  type DescribedProduct,
  organizationJsonLd,
  productJsonLd,
} from '../../../src/platform/standards/schema-org.ts';

const PRICE = {
  amount: 55_000,
  currency: 'VND',
  unitCode: 'XBO',
  minQuantity: 1,
  vatIncluded: true,
  audience: 'RETAIL',
} as const;

const offersOf = (product: Omit<DescribedProduct, 'name'>) => productJsonLd({ name: 'Nước mắm', ...product }).offers;

describe('productJsonLd', () => {
  it('describes a product in the words of schema.org', () => {
    const product: DescribedProduct = {
      id: 'https://id.gs1.org/01/08934563138165',
      url: 'https://caunoi.example/san-pham/nuoc-mam',
      name: 'Nước mắm Phú Quốc 40 độ đạm',
      otherNames: ['Phú Quốc fish sauce'],
      description: 'Ủ chượp 12 tháng.',
      images: ['https://example.com/1.jpg', 'https://example.com/2.jpg'],
      gtin: '8934563138165',
      sku: 'NM-40',
      brand: 'Khải Hoàn',
      manufacturer: { name: 'Công ty Khải Hoàn', id: 'https://caunoi.example/khai-hoan', taxCode: '1700109811' },
      categories: ['Thực phẩm', 'Nước chấm', 'Nước mắm'],
      countryOfOrigin: 'VN',
      netContent: { value: 500, unitCode: 'MLT' },
      properties: [
        { id: 'shelf-life', name: 'Hạn dùng', value: 730, unitCode: 'DAY' },
        { name: 'Thành phần', value: ['cá cơm', 'muối'] },
        { name: 'Hữu cơ', value: false },
      ],
      offers: [{ ...PRICE, audience: 'WHOLESALE', minQuantity: 24, validFrom: '2026-10-01', leadTimeDays: 3 }],
    };
    expect(productJsonLd(product)).toEqual({
      '@type': 'Product',
      '@id': 'https://id.gs1.org/01/08934563138165',
      url: 'https://caunoi.example/san-pham/nuoc-mam',
      name: 'Nước mắm Phú Quốc 40 độ đạm',
      alternateName: ['Phú Quốc fish sauce'],
      description: 'Ủ chượp 12 tháng.',
      image: ['https://example.com/1.jpg', 'https://example.com/2.jpg'],
      gtin: '8934563138165',
      sku: 'NM-40',
      brand: { '@type': 'Brand', name: 'Khải Hoàn' },
      manufacturer: {
        '@type': 'Organization',
        '@id': 'https://caunoi.example/khai-hoan',
        name: 'Công ty Khải Hoàn',
        taxID: '1700109811',
      },
      category: 'Thực phẩm > Nước chấm > Nước mắm',
      countryOfOrigin: { '@type': 'Country', name: 'VN' },
      size: { '@type': 'QuantitativeValue', value: 500, unitCode: 'MLT' },
      additionalProperty: [
        { '@type': 'PropertyValue', propertyID: 'shelf-life', name: 'Hạn dùng', value: 730, unitCode: 'DAY' },
        { '@type': 'PropertyValue', name: 'Thành phần', value: ['cá cơm', 'muối'] },
        { '@type': 'PropertyValue', name: 'Hữu cơ', value: false },
      ],
      offers: [
        {
          '@type': 'Offer',
          price: 55_000,
          priceCurrency: 'VND',
          priceSpecification: {
            '@type': 'UnitPriceSpecification',
            price: 55_000,
            priceCurrency: 'VND',
            valueAddedTaxIncluded: true,
            referenceQuantity: { '@type': 'QuantitativeValue', value: 1, unitCode: 'XBO' },
          },
          eligibleQuantity: { '@type': 'QuantitativeValue', minValue: 24, unitCode: 'XBO' },
          eligibleCustomerType: 'http://purl.org/goodrelations/v1#Reseller',
          validFrom: '2026-10-01',
          deliveryLeadTime: { '@type': 'QuantitativeValue', value: 3, unitCode: 'DAY' },
          seller: { '@id': 'https://caunoi.example/khai-hoan' },
        },
      ],
    });
  });

  it('leaves out what is not known', () => {
    const unknown: DescribedProduct = {
      id: null,
      url: null,
      name: 'Mắm',
      otherNames: [],
      description: '',
      images: [],
      gtin: null,
      sku: null,
      brand: null,
      manufacturer: null,
      categories: [],
      countryOfOrigin: null,
      netContent: null,
      properties: [],
      offers: [],
    };
    expect(productJsonLd(unknown)).toEqual({ '@type': 'Product', name: 'Mắm' });
    expect(productJsonLd({ name: 'Mắm' })).toEqual({ '@type': 'Product', name: 'Mắm' });
  });

  it('gives masses as weight', () => {
    expect(productJsonLd({ name: 'Gạo', netContent: { value: 5, unitCode: 'KGM' } })).toEqual({
      '@type': 'Product',
      name: 'Gạo',
      weight: { '@type': 'QuantitativeValue', value: 5, unitCode: 'KGM' },
    });
  });

  it.each([
    ['RETAIL', { eligibleCustomerType: 'http://purl.org/goodrelations/v1#Enduser' }],
    ['WHOLESALE', { eligibleCustomerType: 'http://purl.org/goodrelations/v1#Reseller' }],
    ['EXPORT', { eligibleCustomerType: 'http://purl.org/goodrelations/v1#Business', ineligibleRegion: 'VN' }],
  ] as const)('says whom a %s price is for', (audience, expected) => {
    expect(offersOf({ offers: [{ ...PRICE, audience }] })).toEqual([expect.objectContaining(expected)]);
  });

  it('keeps a price of 0, dispatch on the day, and a price without tax', () => {
    expect(offersOf({ offers: [{ ...PRICE, amount: 0, leadTimeDays: 0, vatIncluded: false }] })).toMatchObject([
      { price: 0, deliveryLeadTime: { value: 0 }, priceSpecification: { price: 0, valueAddedTaxIncluded: false } },
    ]);
  });

  it('names the seller where it is not who makes it', () => {
    const [manufacturer, seller] = [{ name: 'HTX Hương Canh' }, { name: 'Trung tâm khuyến công' }];
    const named = (name: string) => [expect.objectContaining({ seller: { '@type': 'Organization', name } })];
    expect(offersOf({ offers: [PRICE], manufacturer, seller })).toEqual(named(seller.name));
    expect(offersOf({ offers: [PRICE], manufacturer })).toEqual(named(manufacturer.name));
  });
});

describe('organizationJsonLd', () => {
  it('gives the address by its parts', () => {
    const address = {
      street: '12 Lê Lợi',
      locality: 'Phường Bến Thành',
      region: 'Thành phố Hồ Chí Minh',
      country: 'VN',
    };
    expect(organizationJsonLd({ name: 'HTX', telephone: '+84901234567', url: null, address })).toEqual({
      '@type': 'Organization',
      name: 'HTX',
      telephone: '+84901234567',
      address: {
        '@type': 'PostalAddress',
        streetAddress: '12 Lê Lợi',
        addressLocality: 'Phường Bến Thành',
        addressRegion: 'Thành phố Hồ Chí Minh',
        addressCountry: 'VN',
      },
    });
  });
});
