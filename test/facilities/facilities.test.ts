import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { create, facilityIn, placeId, taxCode } from './facility-support.ts';

const app = useTestApp('seeded');

const FULL = {
  nameEn: 'Cau Ke Coconut Co.',
  legalForm: 'HOUSEHOLD_BUSINESS',
  taxCode: '001 083 012 345',
  vsicCode: '1079',
  vsicVersion: 'VSIC_2025',
  address: 'Ấp  2',
  location: { latitude: 9.87, longitude: 106.05 },
  contactName: 'Nguyễn Thị Hoà',
  phone: '0912 345 678',
  email: 'Hoa@Example.com',
  website: 'https://example.com/dua',
  craftVillage: 'Làng nghề Cầu Kè',
  foundedYear: 1999,
  workers: 12,
  monthlyCapacity: 2.5,
  monthlyCapacityUnit: 'tne',
  needs: ['PACKAGING', 'BRANDING', 'PACKAGING'],
};

const READ = `query ($id: ID!) { facility(id: $id) {
  name nameEn legalForm taxCode vsicCode vsicVersion address contactName phone email website craftVillage
  foundedYear workers monthlyCapacity monthlyCapacityUnit needs status demo producerUnknown
  location { latitude longitude } place { name } currentPlace { fullName }
  completeness { percent missing blocking } documents { kind } transitions { to }
} }`;

describe('createFacility', () => {
  it('stores what is given in its normal form', async () => {
    const place = await placeId(app, '29308');
    const { facility, errors } = await create(app, { ...FULL, name: '  Cơ sở   dừa Hoà  Bình', place });
    expect(errors).toEqual([]);
    const data = await app.asOperator.query(READ, { id: facility.id });
    expect(data.facility).toEqual({
      ...FULL,
      name: 'Cơ sở dừa Hòa Bình',
      taxCode: '001083012345',
      address: 'Ấp 2',
      contactName: 'Nguyễn Thị Hòa',
      phone: '+84912345678',
      email: 'Hoa@example.com',
      monthlyCapacityUnit: 'TNE',
      needs: ['BRANDING', 'PACKAGING'],
      status: 'DRAFT',
      demo: false,
      producerUnknown: false,
      place: { name: 'Cầu Kè' },
      currentPlace: { fullName: 'Xã Cầu Kè' },
      completeness: { percent: 91, missing: ['BUSINESS_REGISTRATION'], blocking: [] },
      documents: [],
      transitions: [],
    });
  });

  it('takes a name and nothing else', async () => {
    const { facility } = await create(app, { name: 'Cơ sở chỉ có tên' });
    const data = await app.asOperator.query(READ, { id: facility.id });
    expect(data.facility).toMatchObject({
      taxCode: null,
      location: null,
      place: null,
      currentPlace: null,
      needs: [],
      completeness: { percent: 0, blocking: ['LEGAL_FORM', 'TAX_CODE', 'PLACE', 'CONTACT'] },
    });
  });

  it('says all that is wrong at once, and creates nothing', async () => {
    const { facility, errors, possibleDuplicates } = await create(app, {
      name: ' ',
      taxCode: '0300588568',
      vsicCode: '10',
      location: { latitude: 106, longitude: 10 },
      phone: '12',
      email: 'no',
      website: 'http://example.com',
      foundedYear: 2027,
      workers: -1,
      monthlyCapacity: 0,
      monthlyCapacityUnit: 'XYZ',
      place: 'plc_0198c0de-0000-7000-8000-000000000000',
    });
    expect({ facility, possibleDuplicates }).toEqual({ facility: null, possibleDuplicates: null });
    const byPath = Object.fromEntries(errors.map((error: { path: string[] }) => [error.path.join('.'), error]));
    expect(Object.keys(byPath).sort()).toEqual(
      [
        'name',
        'taxCode',
        'vsicCode',
        'vsicVersion',
        'location',
        'phone',
        'email',
        'website',
        'foundedYear',
        'workers',
        'monthlyCapacity',
        'monthlyCapacityUnit',
        'place',
      ].sort(),
    );
    expect(byPath.taxCode).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('should be 9') });
    expect(byPath.location.message).toContain('swapped');
    expect(byPath.place.code).toBe('NOT_FOUND');
  });

  it('speaks Vietnamese unless English is asked for', async () => {
    const { data } = await app.asOperator.run(
      'mutation { createFacility(input: { name: "" }) { errors { message } } }',
      {},
      { 'accept-language': 'vi' },
    );
    expect(data.createFacility.errors).toEqual([{ message: 'Văn bản này không được để trống.' }]);
  });

  it('refuses a personal number as tax code of all but household businesses', async () => {
    const { errors } = await create(app, { name: 'X', taxCode: '001083012345', legalForm: 'COMPANY' });
    expect(errors).toMatchObject([{ path: ['taxCode'] }]);
  });

  it('refuses the public, and a place of another type', async () => {
    const payload = await app.asPublic.mutate(
      'mutation ($input: CreateFacilityInput!) { createFacility(input: $input) { errors { code } } }',
      { name: 'X' },
    );
    expect(payload.errors).toEqual([{ code: 'UNAUTHENTICATED' }]);
    const { errors } = await create(app, { name: 'X', place: 'fac_0198c0de-0000-7000-8000-000000000000' });
    expect(errors).toMatchObject([{ code: 'BAD_ID', path: ['place'] }]);
  });

  it('refuses a place that is still to come', async () => {
    const place = await placeId(app, '29308');
    app.setClock('2025-06-01T00:00:00.000Z');
    const { errors } = await create(app, { name: 'X', place });
    app.setClock('2026-11-22T05:00:00.000Z');
    expect(errors).toMatchObject([{ path: ['place'], message: expect.stringContaining('2025-07-01') }]);
  });
});

describe('updateFacility', () => {
  const update = (input: object) =>
    app.asOperator.mutate(
      `mutation ($input: UpdateFacilityInput!) {
        updateFacility(input: $input) { facility { id version name phone website } errors { code path } }
      }`,
      input,
    );

  it('changes what is given, empties what is null, and leaves the rest', async () => {
    const { id, version } = await facilityIn(app, 'DRAFT', { phone: '0912345678', website: 'https://a.example' });
    const { facility, errors } = await update({ id, version, name: 'Tên mới', phone: null });
    expect(errors).toEqual([]);
    expect(facility).toEqual({ id, version: version + 1, name: 'Tên mới', phone: null, website: 'https://a.example/' });
  });

  it('tells the one who was late', async () => {
    const { id, version } = await facilityIn(app, 'DRAFT');
    const answers = await Promise.all(['A', 'B', 'C'].map((name) => update({ id, version, name })));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(answers.filter(({ errors }) => errors[0]?.code === 'CONFLICT')).toHaveLength(2);
  });

  it('takes nothing away that a submission needs, once it is submitted', async () => {
    const { id, version } = await facilityIn(app, 'VERIFIED');
    const { errors } = await update({ id, version, email: null });
    expect(errors).toEqual([{ code: 'BAD_INPUT', path: [] }]);
    const draft = await facilityIn(app, 'DRAFT');
    expect((await update({ id: draft.id, version: draft.version, email: null })).errors).toEqual([]);
  });

  it('checks the tax code again when the legal form changes', async () => {
    const { id, version } = await facilityIn(app, 'DRAFT', {
      legalForm: 'HOUSEHOLD_BUSINESS',
      taxCode: '001083012345',
    });
    expect((await update({ id, version, legalForm: 'COMPANY' })).errors).toEqual([
      { code: 'BAD_INPUT', path: ['taxCode'] },
    ]);
  });
});

describe('what the public sees', () => {
  it('is what is verified', async () => {
    const ids: Record<string, string> = {};
    for (const status of ['DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'] as const) {
      ids[status] = (await facilityIn(app, status, { name: `Nhìn thấy ${status}` })).id;
    }
    for (const [status, id] of Object.entries(ids)) {
      const query = 'query ($id: ID!) { facility(id: $id) { status } node(id: $id) { id } }';
      const seen = status === 'VERIFIED' ? { facility: { status }, node: { id } } : { facility: null, node: null };
      expect(await app.asPublic.query(query, { id })).toEqual(seen);
      expect(await app.asOperator.query(query, { id })).toEqual({ facility: { status }, node: { id } });
    }
    const list =
      '{ facilities(first: 10, filter: { name: { startsWith: "nhin thay" } }) { totalCount nodes { status } } }';
    expect((await app.asPublic.query(list)).facilities).toEqual({ totalCount: 1, nodes: [{ status: 'VERIFIED' }] });
    expect((await app.asOperator.query(list)).facilities.totalCount).toBe(4);
  });

  it('leaves out needs, documents, history, completeness, duplicates and personal numbers', async () => {
    const { id } = await facilityIn(app, 'VERIFIED', {
      legalForm: 'HOUSEHOLD_BUSINESS',
      taxCode: '001083012345',
      needs: ['CAPITAL'],
    });
    const data = await app.asPublic.query(
      `query ($id: ID!) { facility(id: $id) {
        taxCode needs documents { id } transitions { to } completeness { percent } likelyDuplicates { id }
      } }`,
      { id },
    );
    expect(data.facility).toEqual({
      taxCode: null,
      needs: null,
      documents: [],
      transitions: [],
      completeness: null,
      likelyDuplicates: [],
    });
    const byNumber = '{ facilities(first: 1, filter: { taxCode: { eq: "001083012345" } }) { totalCount } }';
    expect((await app.asPublic.query(byNumber)).facilities.totalCount).toBe(0);
    expect((await app.asOperator.query(byNumber)).facilities.totalCount).toBeGreaterThan(0);
    const { errors } = await app.asPublic.run('{ facilities(first: 1, filter: { needs: [CAPITAL] }) { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('where a facility lies', () => {
  it.each([
    ['an old province', '91', '2025-06-30', 'Kiên Giang', 'Tỉnh An Giang'],
    ['an old district', '845', '2025-06-30', 'Cầu Kè', 'Tỉnh Vĩnh Long'],
    ['a commune', '29308', null, 'Cầu Kè', 'Xã Cầu Kè'],
    ['a commune that became a ward', '26368', '2026-01-01', 'Long Thành', 'Phường Long Thành'],
    ['a province that became a city', '75', '2026-01-01', 'Đồng Nai', 'Thành phố Đồng Nai'],
  ])('is known today for %s', async (_, code, asOf, recorded, today) => {
    const { id } = await facilityIn(app, 'DRAFT', { place: await placeId(app, code, asOf) });
    const { facility } = await app.asOperator.query(
      'query ($id: ID!) { facility(id: $id) { place { name } currentPlace { fullName } } }',
      { id },
    );
    expect(facility).toEqual({ place: { name: recorded }, currentPlace: { fullName: today } });
  });

  it('is searched by units old and new', async () => {
    const name = 'Tìm theo nơi';
    const district = await facilityIn(app, 'DRAFT', { name, place: await placeId(app, '845', '2025-06-30') });
    const province = await facilityIn(app, 'DRAFT', { name, place: await placeId(app, '84', '2025-06-30') });
    const commune = await facilityIn(app, 'DRAFT', { name, place: await placeId(app, '29308') });
    const search = async (code: string, asOf: string | null = null) => {
      const place = await placeId(app, code, asOf);
      const { facilities, unit } = await app.asOperator.query(
        `query ($place: ID!, $name: String!) {
          facilities(first: 10, filter: { place: $place, name: { eq: $name } }, orderBy: NEWEST) { nodes { id } }
          unit(id: $place) { facilities(first: 100) { nodes { id } } }
        }`,
        { place, name },
      );
      const ids = facilities.nodes.map(({ id }: { id: string }) => id);
      expect(unit.facilities.nodes.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(ids));
      return new Set(ids);
    };
    expect(await search('845', '2025-06-30')).toEqual(new Set([district.id]));
    expect(await search('84', '2025-06-30')).toEqual(new Set([district.id, province.id]));
    expect(await search('86')).toEqual(new Set([district.id, province.id, commune.id]));
    expect(await search('86', '2025-06-30')).toEqual(new Set());
    expect(await search('29308')).toEqual(new Set([commune.id]));
  });
});

describe('facilities', () => {
  it('are filtered, ordered and paged', async () => {
    for (const [name, legalForm] of [
      ['HTX Lọc Bính', 'COOPERATIVE'],
      ['Công ty TNHH Lọc An', 'COMPANY'],
      ['Hộ kinh doanh Lọc Cúc', 'HOUSEHOLD_BUSINESS'],
    ]) {
      await facilityIn(app, 'DRAFT', { name, legalForm, craftVillage: legalForm === 'COOPERATIVE' ? 'Làng' : null });
    }
    const names = async (filter: object, rest = '') =>
      (
        await app.asOperator.query(
          `query ($filter: FacilityFilter) { facilities(first: 10, filter: $filter ${rest}) { nodes { name } } }`,
          { filter: { and: [{ name: { startsWith: 'Lọc' } }, filter] } },
        )
      ).facilities.nodes.map(({ name }: { name: string }) => name);
    expect(await names({})).toEqual(['Công ty TNHH Lọc An', 'HTX Lọc Bính', 'Hộ kinh doanh Lọc Cúc']);
    expect(await names({ legalForm: { in: ['COMPANY', 'COOPERATIVE'] } })).toHaveLength(2);
    expect(await names({ not: { inCraftVillage: true } })).toHaveLength(2);
    expect(await names({ name: { contains: 'cuc' } })).toEqual(['Hộ kinh doanh Lọc Cúc']);
    expect(await names({ demo: true })).toEqual([]);
    expect(await names({ or: [{ legalForm: { eq: 'COMPANY' } }, { inCraftVillage: true }] })).toHaveLength(2);

    const page = async (after: string | null) =>
      (
        await app.asOperator.query(
          `query ($after: String) { facilities(first: 2, after: $after, filter: { name: { startsWith: "loc" } }) {
            nodes { name } pageInfo { hasNextPage endCursor } totalCount
          } }`,
          { after },
        )
      ).facilities;
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(await page(first.pageInfo.endCursor)).toMatchObject({
      nodes: [{ name: 'Hộ kinh doanh Lọc Cúc' }],
      pageInfo: { hasNextPage: false },
    });
  });
});

it('makes tax codes for tests that are good', async () => {
  expect((await create(app, { name: 'Mã số thuế', taxCode: `${taxCode(900)}-001` })).errors).toEqual([]);
});
