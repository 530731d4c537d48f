import { registerEnumType } from 'type-graphql';

export enum TransferKind {
  PRODUCTS = 'PRODUCTS',
  FACILITIES = 'FACILITIES',
  CERTIFICATES = 'CERTIFICATES',
}
registerEnumType(TransferKind, {
  name: 'TransferKind',
  description: 'What the rows of a file are.',
  valuesConfig: {
    PRODUCTS: { description: 'Products, each with the facility that makes it.' },
    FACILITIES: { description: 'Facilities.' },
    CERTIFICATES: { description: 'Certificates of products or facilities. A file never verifies one.' },
  },
});
