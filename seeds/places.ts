import {
  AdministrativeUnit,
  PlaceAlias,
  UnitLevel,
  UnitParenthood,
  UnitSuccession,
  type UnitType,
} from '../src/places/administrative-unit.entity.ts';
import { rebuildContainment } from '../src/places/containment.ts';
import { parsePlaceName } from '../src/places/place-name.ts';
import { nameKey } from '../src/platform/text/vietnamese.ts';
import { orNull, readCsv, seedId } from './read-data.ts';
import type { SeedSource } from './seed.ts';

type ProvinceColumn = 'code' | 'name' | 'name_en' | 'type' | 'successor_code';
type DistrictColumn = 'code' | 'province_code' | 'name';
type CommuneColumn = 'code' | 'province_code' | 'name' | 'name_en' | 'type';
type ChangeColumn = CommuneColumn | 'level' | 'valid_from' | 'valid_until' | 'predecessor_valid_from';

type Unit = {
  id: string;
  code: string;
  level: UnitLevel;
  type: UnitType;
  name: string;
  nameEn: string | null;
  nameKey: string;
  validFrom: string | null;
  validUntil: string | null;
};

type Period = {
  validFrom: string | null;
  validUntil: string | null;
};

/** First day of the two-level order: provinces and districts end, provinces and communes begin. */
const MERGER = '2025-07-01';

const FORMER: Period = { validFrom: null, validUntil: MERGER };
const CURRENT: Period = { validFrom: MERGER, validUntil: null };

/** The administrative units of Viet Nam before and since 2025-07-01, with their changes since. */
export const placeSeeds: SeedSource = async () => {
  const changes = readChanges();
  const changed = new Set(changes.map(({ unit }) => key(unit)));
  const isUnchanged = (unit: Unit) => !changed.has(key(unit));

  const formerRows = readCsv<ProvinceColumn>('places/provinces-until-2025-06-30.csv');
  const former = formerRows.map((row) => province(row, FORMER));
  const provinces = [
    ...readCsv<ProvinceColumn>('places/provinces-from-2025-07-01.csv').map((row) => province(row, CURRENT)),
  ].filter(isUnchanged);
  const districts = readCsv<DistrictColumn>('places/districts-until-2025-06-30.csv').map((row) => ({
    unit: district(row),
    provinceCode: row.province_code,
  }));
  const communes = readCsv<CommuneColumn>('places/communes-from-2025-07-01.csv')
    .map((row) => ({ unit: commune(row, CURRENT), provinceCode: row.province_code }))
    .filter(({ unit }) => isUnchanged(unit));

  provinces.push(...changes.flatMap(({ unit }) => (unit.level === UnitLevel.PROVINCE ? [unit] : [])));
  communes.push(...changes.filter(({ unit }) => unit.level === UnitLevel.COMMUNE));

  const formerByCode = new Map(former.map((unit) => [unit.code, unit]));
  const provincesByCode = Map.groupBy(provinces, ({ code }) => code);
  return [
    {
      entity: AdministrativeUnit,
      rows: [...former, ...provinces, ...districts.map(({ unit }) => unit), ...communes.map(({ unit }) => unit)],
    },
    {
      entity: UnitParenthood,
      rows: [
        ...districts.flatMap(({ unit, provinceCode }) => parenthoods(unit, [formerByCode.get(provinceCode)!])),
        ...communes.flatMap(({ unit, provinceCode }) => parenthoods(unit, provincesByCode.get(provinceCode)!)),
      ],
    },
    {
      entity: UnitSuccession,
      rows: [
        ...formerRows.map((row, index) => {
          const successor = provincesByCode.get(row.successor_code)!.find(({ validFrom }) => validFrom === MERGER)!;
          return succession(former[index]!, successor);
        }),
        ...changes.flatMap(({ unit, predecessorFrom }) => {
          const predecessor = changes.find(
            ({ unit: other }) => key(other) === key(unit) && other.validFrom === predecessorFrom,
          );
          return predecessor ? [succession(predecessor.unit, unit)] : [];
        }),
      ],
    },
  ];
};

type AliasColumn = 'alias' | 'former_province_codes';

/** What people call places by, as the former provinces that they mean. */
export const placeAliasSeeds: SeedSource = async () => {
  const former = new Map(
    readCsv<ProvinceColumn>('places/provinces-until-2025-06-30.csv').map((row) => [row.code, province(row, FORMER).id]),
  );
  const rows = readCsv<AliasColumn>('places/place-aliases.csv').flatMap(({ alias, former_province_codes }) =>
    former_province_codes.split('|').map((code) => {
      const unit = former.get(code);
      if (!unit) throw new Error(`place-aliases.csv: ${alias} names the province ${code}, which never was.`);
      return { id: seedId('place-alias', alias, code), name: alias, unit };
    }),
  );
  return [{ entity: PlaceAlias, rows }];
};

/** Derives which unit lies in which; to be run after the rows of {@link placeSeeds} are in. */
export const containmentSeeds: SeedSource = async (em) => {
  await rebuildContainment(em);
  return [];
};

const key = ({ level, code }: Unit): string => `${level} ${code}`;

function readChanges(): { unit: Unit; provinceCode: string; predecessorFrom: string | null }[] {
  return readCsv<ChangeColumn>('places/unit-changes.csv').map((row) => {
    const period = { validFrom: orNull(row.valid_from), validUntil: orNull(row.valid_until) };
    return {
      unit: row.level === UnitLevel.PROVINCE ? province(row, period) : commune(row, period),
      provinceCode: row.province_code,
      predecessorFrom: orNull(row.predecessor_valid_from),
    };
  });
}

const province = (row: Partial<Record<ProvinceColumn, string>>, period: Period): Unit =>
  unit(UnitLevel.PROVINCE, row.code!, row.type!, row.name!, row.name_en, period);

const commune = (row: Record<CommuneColumn, string>, period: Period): Unit =>
  unit(UnitLevel.COMMUNE, row.code, row.type, row.name, row.name_en, period);

function district(row: Record<DistrictColumn, string>): Unit {
  const { name, type } = parsePlaceName(row.name);
  if (!type) throw new Error(`districts-until-2025-06-30.csv: "${row.name}" does not say its type.`);
  return unit(UnitLevel.DISTRICT, row.code, type, name, undefined, FORMER);
}

function unit(
  level: UnitLevel,
  code: string,
  type: string,
  name: string,
  nameEn: string | undefined,
  period: Period,
): Unit {
  return {
    id: seedId('administrative-unit', level, code, period.validFrom),
    code,
    level,
    type: type.toUpperCase() as UnitType,
    name,
    nameEn: orNull(nameEn),
    nameKey: nameKey(name),
    ...period,
  };
}

/** A unit lies in each of the parents while both hold. */
function parenthoods(unit: Unit, parents: readonly Unit[]) {
  return parents.flatMap((parent) => {
    const validFrom = later(unit.validFrom, parent.validFrom);
    const validUntil = earlier(unit.validUntil, parent.validUntil);
    if (validFrom && validUntil && validFrom >= validUntil) return [];
    const id = seedId('unit-parenthood', unit.id, parent.id);
    return [{ id, unit: unit.id, parent: parent.id, validFrom, validUntil }];
  });
}

function succession(predecessor: Unit, successor: Unit) {
  return {
    id: seedId('unit-succession', predecessor.id, successor.id),
    predecessor: predecessor.id,
    successor: successor.id,
    since: successor.validFrom,
    whole: true,
  };
}

const later = (a: string | null, b: string | null): string | null => (a && b ? (a > b ? a : b) : (a ?? b));
const earlier = (a: string | null, b: string | null): string | null => (a && b ? (a < b ? a : b) : (a ?? b));
