import { beforeAll, expect, it, vi } from 'vitest';
import { Facility } from '../../src/facilities/facility.entity.ts';
import { PLACE_PREFIX } from '../../src/places/administrative-unit.read.ts';
import { encodeId } from '../../src/platform/graphql/ids.ts';
import { Category } from '../../src/products/category.entity.ts';
import { describeSync, until } from '../platform/search/sync/sync-support.ts';
import { CertificateKind, Fixture, UnitLevel } from './fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

const fac = ({ id }: { id: string }) => encodeId('fac', id);
const cat = ({ id }: { id: string }) => encodeId('cat', id);
const plc = ({ id }: { id: string }) => encodeId(PLACE_PREFIX, id);

describeSync('documents of Meilisearch follow', 'empty', (test) => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = new Fixture(test.app);
    test.start();
    await test.settled();
  });

  /** Runs a mutation as the operator; it must succeed. */
  async function mutate(name: string, type: string, input: Record<string, unknown>): Promise<void> {
    const { errors } = await test.app.asOperator.mutate(
      `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code path message } } }`,
      input,
    );
    expect(errors).toEqual([]);
  }

  /** Waits until the engine itself finds these products. */
  async function expectFound(names: readonly string[], query: string | null, filter: object = {}): Promise<void> {
    let last: unknown;
    const isSo = async () => {
      last = await test.find(query, filter);
      return JSON.stringify(last) === JSON.stringify({ names: [...names].sort(), degraded: false });
    };
    await until(isSo).catch(() => expect(last).toEqual({ names, degraded: false }));
  }

  async function expectNoDifference(): Promise<void> {
    await test.settled();
    expect(await test.check()).toMatchObject({ differences: [], waiting: 0 });
  }

  const versionOf = async (entity: typeof Facility | typeof Category, { id }: { id: string }): Promise<number> =>
    (await test.app.services.orm.em.fork().findOneOrFail<Facility | Category>(entity, id)).version;

  it('a facility that is suspended, renamed or moved, with all its products', async () => {
    const [here, there] = [fixture.unit('Nơi Này', UnitLevel.PROVINCE), fixture.unit('Nơi Kia', UnitLevel.PROVINCE)];
    const facility = fixture.facility('HTX Hai', { place: here });
    const category = fixture.category('Nhóm Hai');
    const names = ['Mật hoa cà phê', 'Mật hoa nhãn', 'Mật hoa vải'];
    for (const name of names) fixture.product(name, { facility, category });
    await fixture.index();
    await expectFound(names, 'mật hoa', { places: [plc(here)] });

    await mutate('updateFacility', 'UpdateFacilityInput', {
      id: fac(facility),
      version: await versionOf(Facility, facility),
      name: 'HTX Ong Rừng',
      place: plc(there),
    });
    await expectFound(names, 'ong rừng', { places: [plc(there)] });
    await expectFound([], 'mật hoa', { places: [plc(here)] });
    await mutate('suspendFacility', 'ExplainedMoveFacilityInput', { id: fac(facility), reason: 'thử' });
    await expectFound([], 'mật hoa');
    await mutate('reinstateFacility', 'MoveFacilityInput', { id: fac(facility) });
    await expectFound(names, 'mật hoa');
    await expectNoDifference();
  });

  it('a category that moves', async () => {
    const [top, other] = [fixture.category('Trên'), fixture.category('Khác')];
    const middle = fixture.category('Giữa', top);
    fixture.product('Tơ lụa', { facility: fixture.facility('Cơ sở Ba'), category: fixture.category('Dưới', middle) });
    await fixture.index();
    await expectFound(['Tơ lụa'], null, { categories: [cat(top)] });
    await mutate('moveCategory', 'MoveCategoryInput', {
      id: cat(middle),
      version: await versionOf(Category, middle),
      parent: cat(other),
    });
    await expectFound([], null, { categories: [cat(top)] });
    await expectFound(['Tơ lụa'], null, { categories: [cat(other)] });
    await expectNoDifference();
  });

  it('units that are merged', async () => {
    const [north, south] = [fixture.unit('Xứ Bắc', UnitLevel.PROVINCE), fixture.unit('Xứ Nam', UnitLevel.PROVINCE)];
    const facility = fixture.facility('Cơ sở Sáu', { place: south });
    fixture.product('Chiếu cói', { facility, category: fixture.category('Nhóm Sáu') });
    await fixture.index();
    await mutate('recordUnitChange', 'RecordUnitChangeInput', {
      on: '2026-11-01',
      results: [{ from: [plc(north), plc(south)], code: '98', name: 'Xứ Chung', type: 'PROVINCE' }],
    });
    const { units } = await test.app.asPublic.query(
      '{ units(first: 1, filter: { code: { eq: "98" } }) { nodes { id } } }',
    );
    await expectFound(['Chiếu cói'], 'xứ chung', { places: [units.nodes[0].id] });
    await expectNoDifference();
  });

  it('facilities that are merged', async () => {
    const [kept, merged] = [fixture.facility('HTX Giữ Lại'), fixture.facility('HTX Gộp Vào')];
    fixture.product('Nón lá', { facility: merged, category: fixture.category('Nhóm Bảy') });
    await fixture.index();
    await expectFound(['Nón lá'], 'gộp vào');
    await mutate('mergeFacilities', 'MergeFacilitiesInput', {
      keep: fac(kept),
      merge: fac(merged),
      keepVersion: await versionOf(Facility, kept),
      mergeVersion: await versionOf(Facility, merged),
    });
    await expectFound(['Nón lá'], 'giữ lại', { facilities: [fac(kept)] });
    await expectNoDifference();
  });

  it('the clock: a publication that comes due, a certificate that begins and lapses', async () => {
    const product = fixture.product('Hoa Tết', {
      facility: fixture.facility('Cơ sở Tám'),
      category: fixture.category('Nhóm Tám'),
      publishAt: new Date('2027-01-15T00:00:00Z'),
    });
    fixture.certificate({
      kind: CertificateKind.VIETGAP,
      product,
      from: '2027-01-20T00:00:00Z',
      until: '2027-02-01T05:00:00Z',
    });
    await fixture.index();
    await expectNoDifference();
    const certified = { certificates: ['VIETGAP'] };
    await expectFound([], 'hoa tết');
    test.app.setClock('2027-01-15T00:00:00Z');
    await expectFound(['Hoa Tết'], 'hoa tết');
    await expectFound([], 'hoa tết', certified);
    test.app.setClock('2027-01-20T00:00:00Z');
    await expectFound(['Hoa Tết'], 'hoa tết', certified);
    test.app.setClock('2027-02-01T05:00:00Z');
    await expectFound([], 'hoa tết', certified);
    await expectFound(['Hoa Tết'], 'hoa tết');
    await expectNoDifference();
  });
});
