import 'reflect-metadata';
import { catalogue } from './catalogue/catalogue.module.ts';
import { certificates } from './certificates/certificates.module.ts';
import { facilities } from './facilities/facilities.module.ts';
import { places } from './places/places.module.ts';
import type { Feature } from './platform/feature.ts';
import { products } from './products/products.module.ts';
import { transfers } from './transfers/transfers.module.ts';

/** The features, in order: each may use the platform, itself, and those above it. */
export const MODULES: readonly Feature[] = [places, facilities, products, certificates, catalogue, transfers];
