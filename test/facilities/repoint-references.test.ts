import 'reflect-metadata';
import { Collection } from '@mikro-orm/core';
import { Entity, ManyToMany, ManyToOne, OneToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Facility, FacilityTransition } from '../../src/facilities/facility.entity.ts';
import { FacilityDocument } from '../../src/facilities/facility-document.entity.ts';
import { foreignKeysTo } from '../../src/facilities/foreign-keys.ts';
import { repointReferences } from '../../src/facilities/repoint-references.ts';
import {
  AdministrativeUnit,
  UnitContainment,
  UnitParenthood,
  UnitSuccession,
} from '../../src/places/administrative-unit.entity.ts';
import { createOrm } from '../../src/platform/database/orm.ts';
import { VersionedRecord } from '../../src/platform/database/record.ts';
import type { WriteContext } from '../../src/platform/database/write.ts';
import { createTestDatabase, type TestDatabase } from '../support/cluster.ts';

/** Entities of a feature that does not exist yet, with every kind of reference. */
@Entity()
class Stand extends VersionedRecord {
  @ManyToOne(() => Facility)
  tenant!: Facility;

  @ManyToOne(() => Facility, { nullable: true })
  guarantor!: Facility | null;

  @ManyToMany(() => Facility)
  visitors = new Collection<Facility>(this);
}

@Entity()
@Unique({ properties: ['facility', 'year', 'hall'] })
class Seat {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string;

  @ManyToOne(() => Facility)
  facility!: Facility;

  @Property({ type: 'integer' })
  year!: number;

  @Property({ type: 'text', nullable: true })
  hall!: string | null;
}

@Entity()
class Profile {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @OneToOne(() => Facility)
  facility!: Facility;
}

@Entity()
class Quota {
  @ManyToOne(() => Facility, { primary: true })
  facility!: Facility;

  @PrimaryKey({ type: 'integer' })
  year!: number;
}

const [KEPT, GONE] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];

let database: TestDatabase;
let orm: MikroORM;
let refreshed: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(async () => {
  database = await createTestDatabase('template1');
  orm = await createOrm({
    url: database.url,
    entities: [
      ...[AdministrativeUnit, UnitParenthood, UnitSuccession, UnitContainment],
      ...[Facility, FacilityTransition, FacilityDocument],
      ...[Stand, Seat, Profile, Quota],
    ],
    migrations: [],
    connections: 2,
  });
  await orm.schema.create();
});

afterAll(async () => {
  await orm.close();
  await database.drop();
});

beforeEach(async () => {
  await orm.em.execute('truncate facility, stand, seat, profile, quota, audit_entry cascade');
  for (const id of [KEPT, GONE]) {
    await orm.em.execute(
      "insert into facility (id, created_at, updated_at, name, name_key) values (?, '2026-01-01', '2026-01-01', 'x', 'x')",
      [id],
    );
  }
});

const merge = () =>
  orm.em.fork().transactional(async (em) => {
    const search = {
      async refresh(_: unknown, changed: typeof refreshed) {
        refreshed = changed;
      },
    };
    const context = {
      em,
      now: new Date('2026-11-22'),
      by: 'operator',
      requestId: 'r',
      search,
    } as unknown as WriteContext;
    await repointReferences(context, { entity: Facility, from: GONE, to: KEPT, except: [FacilityTransition] });
  });

const all = (query: string) => orm.em.execute<Record<string, unknown>[]>(query);

it('finds every foreign key that MikroORM knows', () => {
  const found = foreignKeysTo(orm.em, Facility).map(({ table, column }) => `${table}.${column}`.replaceAll('"', ''));
  expect(found.sort()).toEqual([
    'facility.merged_into_id',
    'facility_document.facility_id',
    'facility_transition.facility_id',
    'profile.facility_id',
    'quota.facility_id',
    'seat.facility_id',
    'stand.guarantor_id',
    'stand.tenant_id',
    'stand_visitors.facility_id',
  ]);
});

it('moves references of every kind, with versions, audit and search rows', async () => {
  const stand = '0198c0de-0000-7000-8000-0000000000a1';
  await all(`insert into stand (id, created_at, updated_at, tenant_id, guarantor_id)
    values ('${stand}', '2026-01-01', '2026-01-01', '${GONE}', '${GONE}')`);
  await all(`insert into stand_visitors values ('${stand}', '${GONE}')`);
  await all(`insert into seat (facility_id, year, hall) values ('${GONE}', 2026, 'A'), ('${KEPT}', 2025, 'A')`);
  await all(`insert into profile values ('0198c0de-0000-7000-8000-0000000000a2', '${GONE}')`);
  await all(`insert into quota values ('${GONE}', 2026), ('${KEPT}', 2025)`);
  await all(`insert into facility_transition (id, at, by, facility_id, "from", "to")
    values ('0198c0de-0000-7000-8000-0000000000a3', '2026-01-01', 'x', '${GONE}', 'DRAFT', 'SUBMITTED')`);

  await merge();

  expect(await all('select tenant_id, guarantor_id, version from stand')).toEqual([
    { tenant_id: KEPT, guarantor_id: KEPT, version: 3 },
  ]);
  expect(await all('select facility_id from stand_visitors')).toEqual([{ facility_id: KEPT }]);
  expect(await all('select facility_id from seat')).toEqual([{ facility_id: KEPT }, { facility_id: KEPT }]);
  expect(await all('select facility_id from profile')).toEqual([{ facility_id: KEPT }]);
  expect(await all('select facility_id, year from quota order by year')).toEqual([
    { facility_id: KEPT, year: 2025 },
    { facility_id: KEPT, year: 2026 },
  ]);
  expect(await all('select facility_id from facility_transition')).toEqual([{ facility_id: GONE }]);
  expect(Object.fromEntries([...refreshed].map(([type, ids]) => [type, [...ids]]))).toMatchObject({ Stand: [stand] });
  expect(await all("select by, action, changes from audit_entry where entity_type = 'Stand' order by id")).toEqual([
    { by: 'operator', action: 'UPDATED', changes: { tenant: KEPT } },
    { by: 'operator', action: 'UPDATED', changes: { guarantor: KEPT } },
  ]);
});

it('drops a link that the other one has already', async () => {
  const stand = '0198c0de-0000-7000-8000-0000000000a1';
  await all(
    `insert into stand (id, created_at, updated_at, tenant_id) values ('${stand}', '2026-01-01', '2026-01-01', '${KEPT}')`,
  );
  await all(`insert into stand_visitors values ('${stand}', '${GONE}'), ('${stand}', '${KEPT}')`);
  await merge();
  expect(await all('select facility_id from stand_visitors')).toEqual([{ facility_id: KEPT }]);
});

it('names all that both have and only one may have', async () => {
  await all(
    `insert into seat (facility_id, year, hall) values ('${GONE}', 2026, 'A'), ('${KEPT}', 2026, 'A'), ('${GONE}', 2026, 'B')`,
  );
  await all(`insert into profile values ('0198c0de-0000-7000-8000-0000000000a2', '${GONE}')`);
  await all(`insert into profile values ('0198c0de-0000-7000-8000-0000000000a4', '${KEPT}')`);
  await all(`insert into quota values ('${GONE}', 2026), ('${KEPT}', 2026)`);
  const thrown = (await merge().catch((error) => error)) as { list: { code: string; message: string }[] };
  expect(thrown.list.map(({ code, message }) => `${code} ${message.split(';')[0]}`).sort()).toEqual([
    'DUPLICATE Both facilities have a Profile with the same facility',
    'DUPLICATE Both facilities have a Quota with the same year = "2026"',
    'DUPLICATE Both facilities have a Seat with the same year, hall = "2026", "A"',
  ]);
});

it('lets unknown values differ, as the constraint does', async () => {
  await all(`insert into seat (facility_id, year, hall) values ('${GONE}', 2026, null), ('${KEPT}', 2026, null)`);
  await merge();
  expect(await all(`select count(*)::int as n from seat where facility_id = '${KEPT}'`)).toEqual([{ n: 2 }]);
});
