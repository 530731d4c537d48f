/** Periods of certificates, by the standing that they lead to. */
export const PERIODS = {
  VALID: { validFrom: '2026-01-01', validTo: '2026-12-31' },
  LAPSED: { validFrom: '2020-01-01', validTo: '2021-01-01' },
  NOT_YET_VALID: { validFrom: '2028-01-01', validTo: '2029-01-01' },
  WITHDRAWN: { validFrom: '2026-01-01', validTo: '2026-12-31' },
  NOT_VERIFIED: { validFrom: '2026-01-01', validTo: '2026-12-31' },
};

/** Everything that a facility can say of itself, each value its own. */
export const facilityContent = (name: string, serial: number) => ({
  name,
  nameEn: `${name} in English`,
  legalForm: 'COOPERATIVE',
  vsicCode: '1020',
  vsicVersion: 'VSIC_2025',
  address: `Số ${serial}, ${name}`,
  location: { latitude: 9 + serial / 1000, longitude: 106 + serial / 1000 },
  contactName: `Người của ${name}`,
  phone: `0912345${100 + serial}`,
  email: `hop.thu.${serial}@example.com`,
  website: `https://co-so-${serial}.example.com/`,
  craftVillage: `Làng ${name}`,
  foundedYear: 1810 + serial,
  workers: 7000 + serial,
  monthlyCapacity: 812_345.25 + serial,
  monthlyCapacityUnit: 'KGM',
  needs: ['CAPITAL', 'TRADEMARK'],
});

/** Everything that can be said of a product, each value its own; its price was another once, and will be. */
export const productContent = (name: string, serial: number) => ({
  nameVi: name,
  nameEn: `${name} in English`,
  descriptionVi: `Mô tả ${name}`,
  descriptionEn: `Description of ${name}`,
  externalId: `MA-${serial}-${name}`,
  gtin: gtin(serial),
  hsCode: '20079990',
  unit: 'KGM',
  packaging: 'CT',
  netContent: { value: 812.125 + serial, unit: 'GRM' },
  priceBasis: 'EXW',
  minimumOrderQuantity: 700.5 + serial,
  leadTimeDays: 700 + serial,
  shelfLifeDays: 7000 + serial,
  storage: 'CHILLED',
  ingredients: [`Thành phần ${name}`],
  originPlace: `Nơi làm ${name}`,
  rawMaterialArea: `Vùng ${name}`,
  traceabilityUrl: `https://truy-xuat.example.com/${serial}`,
  images: [{ url: `https://anh.example.com/${serial}.jpg`, altVi: `Ảnh ${name}`, altEn: `Photo of ${name}` }],
  prices: ['2026-01-01', '2026-06-01', '2027-06-01'].map((holdsSince, index) => ({
    audience: 'WHOLESALE',
    minQuantity: 1,
    amount: 7_000_001 + index * 1_000_000 + serial,
    vatIncluded: true,
    holdsSince,
  })),
  capacities: [{ month: 10, quantity: 9_123.5 + serial }],
  attributes: [
    { code: 'jam-note', text: `Ghi chú ${name}` },
    { code: 'jam-kind', option: 'thick' },
    { code: 'jam-sugar', number: 12.125 + serial },
    { code: 'jam-raw', boolean: true },
  ],
});

/** The uuid in a global id. */
export const keyOf = (id: string): string => id.slice(id.indexOf('_') + 1);

/** The n-th GTIN-13 of a made-up company. */
function gtin(n: number): string {
  const digits = `8938505${String(10_000 + n)}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
