import type { Feature } from '../platform/feature.ts';
import { Facility, FacilityTransition } from './facility.entity.ts';
import { facilityDocumentRead, facilityRead, facilityTransitionRead, unitFacilities } from './facility.read.ts';
import { FacilityResolver } from './facility.resolver.ts';
import { FacilityDocument } from './facility-document.entity.ts';
import { FacilityMutationsResolver } from './facility-mutations.resolver.ts';

/** The facilities that make the products: their records, states, documents and duplicates. */
export const facilities: Feature = {
  name: 'facilities',
  entities: [Facility, FacilityTransition, FacilityDocument],
  resolvers: [FacilityResolver, FacilityMutationsResolver],
  reads: [facilityRead, facilityTransitionRead, facilityDocumentRead, unitFacilities],
};
