import type { Feature } from '../platform/feature.ts';
import {
  AdministrativeUnit,
  PlaceAlias,
  UnitContainment,
  UnitParenthood,
  UnitSuccession,
} from './administrative-unit.entity.ts';
import { administrativeUnitRead } from './administrative-unit.read.ts';
import { AdministrativeUnitResolver } from './administrative-unit.resolver.ts';

/** The administrative units of Viet Nam as of any day, and what became of them. */
export const places: Feature = {
  name: 'places',
  entities: [AdministrativeUnit, UnitParenthood, UnitSuccession, UnitContainment, PlaceAlias],
  resolvers: [AdministrativeUnitResolver],
  reads: [administrativeUnitRead],
};
