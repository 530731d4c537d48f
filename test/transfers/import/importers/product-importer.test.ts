import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { facilityNameKey } from '../../../../src/facilities/facility-name.ts';
import { blankProduct } from '../../../../src/transfers/columns/given-product.ts';
import { ProductImporter } from '../../../../src/transfers/import/importers/product-importer.ts';
import { addCatalogue, addProduct, serial } from '../../../products/catalogue.ts';
import { useTestApp } from '../../../support/app.ts';
import { bring, type Cells, check, contextOf, settingOf } from './rows.ts';

const app = useTestApp('seeded');

const key = (id: string): string => id.slice(4);

const CONDIMENT = 'fish-sauce';

/** GTINs that no other test has, with their check digit. */
function gtin(): string {
  const digits = `893850599${String(serial()).padStart(3, '0')}`;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** A facility, an importer of its products, and a row of one. */
async function start() {
  const catalogue = await addCatalogue(app);
  const facility = key(catalogue.facility);
  const open = () => ProductImporter.open(settingOf(app, { facility, category: key(catalogue.fishSauce) }));
  const row = (over: Cells = {}): Cells => ({ nameVi: `Nước mắm nhập ${serial()}`, unit: 'chai', ...over });
  return { catalogue, facility, open, row };
}

const products = (facility: string) =>
  app.services.db.query<Record<string, unknown>>(
    'select * from product where facility_id = $1 order by created_at, id',
    [facility],
  );

describe('the product that a row means', () => {
  it('is that of its code, and else a new one', async () => {
    const { open, row, facility } = await start();
    const rows = [row({ externalId: 'A-1' }), row({ externalId: 'A-2' })];
    expect([...(await bring(app, await open(), rows))]).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
    expect([...(await bring(app, await open(), rows))]).toEqual([{ outcome: 'SAME' }, { outcome: 'SAME' }]);
    const [told] = await check(app, await open(), [{ externalId: 'A-1', unit: 'hộp' }]);
    expect(told).toEqual({ outcome: 'CHANGED', changes: [{ field: 'unit', from: 'XBO', to: 'XBX' }] });
    expect(await products(facility)).toHaveLength(2);
  });

  it('is that of its GTIN, which gets the code of the row where it has none', async () => {
    const { open, row, facility } = await start();
    const code = gtin();
    const first = row({ gtin: code });
    await bring(app, await open(), [first]);
    const [told] = await check(app, await open(), [{ ...first, externalId: 'B-1' }]);
    expect(told).toEqual({ outcome: 'CHANGED', changes: [{ field: 'externalId', from: null, to: 'B-1' }] });
    await bring(app, await open(), [{ ...first, externalId: 'B-1' }]);
    expect(await products(facility)).toMatchObject([{ external_id: 'B-1' }]);
  });

  it('is asked where its GTIN has another code', async () => {
    const { open, row, facility } = await start();
    const first = row({ gtin: gtin(), externalId: 'C-1' });
    await bring(app, await open(), [first]);
    const [{ id } = {}] = await products(facility);
    const renamed = { ...first, externalId: 'C-2' };
    const [asked] = await check(app, await open(), [renamed]);
    expect(asked).toMatchObject({ outcome: 'OPEN', questions: [{ kind: 'SAME_PRODUCT', choices: [id, 'LEAVE_OUT'] }] });
    const answers = { [asked!.questions![0]!.key]: id as string };
    expect(await check(app, await open(), [renamed], answers)).toMatchObject([{ outcome: 'CHANGED' }]);
  });

  it('is refused where code and GTIN mean two, or the GTIN is one of another facility', async () => {
    const { open, row } = await start();
    const other = await start();
    const [one, two] = [gtin(), gtin()];
    await bring(app, await open(), [
      row({ externalId: 'D-1', gtin: one, nameVi: 'Mắm một' }),
      row({ externalId: 'D-2', gtin: two }),
    ]);
    const [told] = await check(app, await open(), [row({ externalId: 'D-2', gtin: one })]);
    expect(told!.problems).toMatchObject([{ field: 'gtin', code: 'DUPLICATE' }]);
    expect(told!.problems![0]!.vi).toContain('"Mắm một" (D-1)');
    const [elsewhere] = await check(app, await other.open(), [other.row({ gtin: one })]);
    expect(elsewhere!.problems).toMatchObject([{ field: 'gtin', code: 'DUPLICATE' }]);
  });

  it('is asked where only the name says it, which makes another one only when that is said', async () => {
    const { open, row, facility } = await start();
    const first = row({ nameVi: 'Nước mắm Hỏi' });
    await bring(app, await open(), [first]);
    const [{ id } = {}] = await products(facility);
    const each = { 'SAME_PRODUCT:*': 'EACH' };
    const [asked] = await check(app, await open(), [{ ...first, nameVi: 'nước  mắm hỏi' }], each);
    expect(asked).toMatchObject({
      outcome: 'OPEN',
      questions: [{ kind: 'SAME_PRODUCT', choices: [id, 'NEW', 'LEAVE_OUT'], suggestion: id }],
    });
    const { key: question } = asked!.questions![0]!;
    expect(await check(app, await open(), [first], { [question]: id as string })).toEqual([{ outcome: 'SAME' }]);
    expect(await check(app, await open(), [first], { [question]: 'NEW' })).toEqual([{ outcome: 'CREATED' }]);
    expect(await check(app, await open(), [first], { [question]: 'LEAVE_OUT' })).toEqual([{ outcome: 'LEFT_OUT' }]);
    expect(await check(app, await open(), [first], { [question]: 'lạ' })).toMatchObject([{ outcome: 'OPEN' }]);
  });

  it('is asked once for all rows that spell just one product of the facility', async () => {
    const { open, row } = await start();
    const rows = ['một', 'hai', 'ba'].map((name) => row({ nameVi: `Mắm lặp lại ${name}` }));
    await bring(app, await open(), rows);
    const asked = await check(app, await open(), rows);
    const keys = asked.map(({ questions }) => questions!.map(({ key }) => key));
    expect(keys).toEqual([['SAME_PRODUCT:*'], ['SAME_PRODUCT:*'], ['SAME_PRODUCT:*']]);
    const [question] = asked[0]!.questions!;
    expect(question).toMatchObject({ choices: ['SAME', 'NEW', 'EACH', 'LEAVE_OUT'], suggestion: 'SAME' });
    const outcomes = async (answers: Record<string, string>) =>
      (await check(app, await open(), rows, answers)).map(({ outcome }) => outcome);
    expect(await outcomes({ 'SAME_PRODUCT:*': 'SAME' })).toEqual(['SAME', 'SAME', 'SAME']);
    expect(await outcomes({ 'SAME_PRODUCT:*': 'NEW' })).toEqual(['CREATED', 'CREATED', 'CREATED']);
    const each = await check(app, await open(), rows, { 'SAME_PRODUCT:*': 'EACH' });
    expect(new Set(each.map(({ questions }) => questions![0]!.key)).size).toBe(3);
    const first = { 'SAME_PRODUCT:*': 'SAME', [each[0]!.questions![0]!.key]: 'NEW' };
    expect(await outcomes(first)).toEqual(['CREATED', 'SAME', 'SAME']);
  });

  it('is not suggested where a row has it in another unit', async () => {
    const { open, row } = await start();
    await bring(app, await open(), [row({ nameVi: 'Mắm hai cỡ' })]);
    const [asked] = await check(app, await open(), [row({ nameVi: 'Mắm hai cỡ', unit: 'thùng' })]);
    expect(asked!.questions).toMatchObject([{ kind: 'SAME_PRODUCT', suggestion: null }]);
  });

  it('is told by its net content where several have its name, in whatever unit that is measured', async () => {
    const { open, row, facility } = await start();
    const honey = (netContent: string | null, over: Cells = {}) => row({ nameVi: 'Mật ong cỡ', netContent, ...over });
    const sizes = [honey('500 ml'), honey('1 lít'), honey('1 lít', { unit: 'thùng' }), honey(null)];
    expect((await bring(app, await open(), sizes)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('CREATED'));
    const same = { 'SAME_PRODUCT:*': 'SAME' };
    const again = [honey('0,5 lít'), honey('1000 ml'), honey('1 lít', { unit: 'thùng' }), honey(null)];
    const told = await check(app, await open(), again, same);
    expect(told.map(({ outcome }) => outcome)).toEqual(['CHANGED', 'CHANGED', 'SAME', 'SAME']);
    const [priced] = await check(app, await open(), [{ nameVi: 'Mật ong cỡ', retailPrice: 90_000 }], same);
    const ids = (await products(facility)).map(({ id }) => id);
    expect(priced!.questions).toMatchObject([{ choices: [...ids, 'NEW', 'LEAVE_OUT'], suggestion: null }]);
  });

  it('is suggested to be another one where that of the name holds another content', async () => {
    const { open, row } = await start();
    await bring(app, await open(), [row({ nameVi: 'Mật ong một cỡ', netContent: '500 ml' })]);
    const same = { 'SAME_PRODUCT:*': 'SAME' };
    const other = row({ nameVi: 'Mật ong một cỡ', netContent: '1 lít' });
    const [told] = await check(app, await open(), [other], same);
    expect(told!.questions).toMatchObject([{ kind: 'SAME_PRODUCT', suggestion: 'NEW' }]);
    const unsaid = { ...other, netContent: null };
    expect(await check(app, await open(), [unsaid], same)).toEqual([{ outcome: 'SAME' }]);
  });

  it('keeps the marks of its name where a row leaves them out', async () => {
    const { open, row, facility } = await start();
    const first = row({ nameVi: 'Cà phê Vịt Xiêm sữa', externalId: 'VX-1' });
    await bring(app, await open(), [first]);
    const [{ id } = {}] = await products(facility);
    const bare = 'Ca phe Vit Xiem sua';
    expect(await check(app, await open(), [{ ...first, nameVi: bare }])).toEqual([{ outcome: 'SAME' }]);
    const [asked] = await check(app, await open(), [row({ nameVi: bare })]);
    expect(asked!.questions).toMatchObject([{ suggestion: id }]);
    const answers = { [asked!.questions![0]!.key]: id as string };
    expect(await check(app, await open(), [row({ nameVi: bare })], answers)).toEqual([{ outcome: 'SAME' }]);
  });

  it('is missing where a row has a code that the facility does not know, and no name', async () => {
    const { open, row } = await start();
    const elsewhere = await start();
    await bring(app, await elsewhere.open(), [elsewhere.row({ externalId: 'VX-2' })]);
    const [told, fresh] = await check(app, await open(), [
      { externalId: 'VX-2', wholesalePrice: 9_000 },
      row({ externalId: 'VX-2' }),
    ]);
    expect(told!.problems).toMatchObject([
      { field: 'externalId', code: 'NOT_FOUND', vi: expect.stringContaining('VX-2') },
    ]);
    expect(fresh).toEqual({ outcome: 'CREATED' });
  });

  it('waits for the answer where a price is all that is said beside its name', async () => {
    const { open, row } = await start();
    await bring(app, await open(), [row({ nameVi: 'Mắm chỉ có giá' })]);
    const [told] = await check(app, await open(), [{ nameVi: 'Mắm chỉ có giá', wholesalePrice: 9_000 }]);
    expect(told).toMatchObject({ outcome: 'OPEN', questions: [{ key: 'SAME_PRODUCT:*' }] });
  });

  it('is asked for a code that is new beside a product of the name that has none, and not beside one that has', async () => {
    const { open, row } = await start();
    await bring(app, await open(), [row({ nameVi: 'Mắm chưa mã' }), row({ nameVi: 'Mắm có mã', externalId: 'E-1' })]);
    const told = await check(app, await open(), [
      row({ nameVi: 'Mắm chưa mã', externalId: 'E-2' }),
      row({ nameVi: 'Mắm có mã', externalId: 'E-3' }),
    ]);
    expect(told).toMatchObject([{ outcome: 'OPEN' }, { outcome: 'CREATED' }]);
  });

  it.each([
    ['mắm cá LINH 500ml', 'OPEN'],
    ['mam ca linh 500ml', 'OPEN'],
    ['Mắm Cà Linh 500ml', 'CREATED'],
    ['Mắm cá linh 500', 'CREATED'],
  ])('is taken to have the name Mắm cá linh 500ml when a row says %s: %s', async (nameVi, outcome) => {
    const { open, row } = await start();
    await bring(app, await open(), [row({ nameVi: 'Mắm cá linh 500ml', externalId: 'G-1' })]);
    expect(await check(app, await open(), [row({ nameVi })])).toMatchObject([{ outcome }]);
  });

  it('may be meant by one row of a batch only', async () => {
    const { open, row } = await start();
    const code = gtin();
    await bring(app, await open(), [row({ externalId: 'F-1', gtin: code })]);
    const told = await check(app, await open(), [
      { externalId: 'F-1', unit: 'hộp' },
      { gtin: code, unit: 'thùng' },
    ]);
    expect(told).toMatchObject([{ outcome: 'CHANGED' }, { outcome: 'REFUSED', problems: [{ code: 'DUPLICATE' }] }]);
  });
});

describe('the facility of a row', () => {
  const open = async (id = uuid()) => {
    const { catalogue } = await start();
    return () => ProductImporter.open(settingOf(app, { category: key(catalogue.fishSauce) }, id));
  };

  const named = (name: string, over: Cells = {}): Cells => ({
    nameVi: `Sản phẩm ${serial()}`,
    unit: 'kg',
    externalId: `X-${serial()}`,
    'facility.name': name,
    ...over,
  });

  const facilities = (name: string) =>
    app.services.db.query<Record<string, unknown>>('select * from facility where name_key = $1', [
      facilityNameKey(name),
    ]);

  it('is made once for all rows that name it, as a draft, and known again in other batches and after a crash', async () => {
    const id = uuid();
    const importer = await (await open(id))();
    const name = 'Cơ sở Mắm Ông Bảy Tèo';
    const rows = [
      named(name, {
        'facility.phone': 901234567,
        'facility.place': 'Xã Nhị Long, Vĩnh Long',
        'facility.address': 'Ấp 5',
      }),
      named('CƠ SỞ MẮM ÔNG BẢY TÈO'),
    ];
    expect(await check(app, importer, rows)).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
    expect(await facilities(name)).toEqual([]);
    const outcomes = await bring(app, importer, rows);
    expect(outcomes.records!.map(({ type }) => type)).toEqual(['facility', 'product', 'product']);
    expect(await facilities(name)).toMatchObject([{ status: 'DRAFT', phone: '+84901234567', address: 'Ấp 5' }]);
    const later = [named(name), named(name, { 'facility.place': 'Xã Nhị Long, Vĩnh Long' })];
    for (const one of [importer, await (await open(id))()]) {
      const again = await bring(
        app,
        one,
        later.map((row) => ({ ...row, externalId: `Y-${serial()}` })),
      );
      expect([...again]).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
      expect(again.records!.map(({ type }) => type)).toEqual(['product', 'product']);
    }
    expect(await facilities(name)).toHaveLength(1);
  });

  it('is known again by the import that made it, also where its place was to stay unknown', async () => {
    const fresh = await open();
    const place = { 'facility.place': 'Xã Đâu Không Biết, Vĩnh Long' };
    const [asked] = await check(app, await fresh(), [named('Cơ sở Bánh Nơi Xa', place)]);
    const answers = { [asked!.questions![0]!.key]: 'UNKNOWN' };
    for (const importer of [await fresh(), await fresh()]) {
      expect([...(await bring(app, importer, [named('Cơ sở Bánh Nơi Xa', place)], answers))]).toEqual([
        { outcome: 'CREATED' },
      ]);
    }
    expect(await facilities('Cơ sở Bánh Nơi Xa')).toHaveLength(1);
  });

  it('is asked where several have the name, and the answer holds for all rows that say the same', async () => {
    const fresh = await open();
    const [unit] = await app.services.db.query<{ id: string }>(
      "select id from administrative_unit where name = 'Nhị Long'",
    );
    for (const id of ['01936f2e-7b6a-7000-8000-0000000000a1', '01936f2e-7b6a-7000-8000-0000000000a2']) {
      await app.services.db.query(
        "insert into facility (id, created_at, updated_at, name, name_key, place_id) values ($1, now(), now(), 'HTX Song Sinh', 'song sinh', $2)",
        [id, unit!.id],
      );
    }
    const rows = [named('HTX Song Sinh'), named('hợp tác xã song sinh')];
    const told = await check(app, await fresh(), rows);
    expect(told).toMatchObject([{ outcome: 'OPEN' }, { outcome: 'OPEN' }]);
    const [one, two] = told.map(({ questions }) => questions![0]!);
    expect(one).toMatchObject({ kind: 'FACILITY', key: two!.key });
    expect(one!.choices).toEqual(expect.arrayContaining(['01936f2e-7b6a-7000-8000-0000000000a1', 'NEW', 'LEAVE_OUT']));
    const answers = { [one!.key]: 'NEW' };
    expect(await check(app, await fresh(), rows, answers)).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
    for (const importer of [await fresh(), await fresh()]) {
      const codes = rows.map((row) => ({ ...row, externalId: `Z-${serial()}` }));
      expect([...(await bring(app, importer, codes, answers))]).toEqual([
        { outcome: 'CREATED' },
        { outcome: 'CREATED' },
      ]);
    }
    expect(await facilities('HTX Song Sinh')).toHaveLength(3);
  });

  it('is asked where one has the name but for its marks, which tell two of the file apart', async () => {
    const fresh = await open();
    await app.services.db.query(
      `insert into facility (id, created_at, updated_at, name, name_key)
       values ('01936f2e-7b6a-7000-8000-0000000000b1', now(), now(), 'Công ty TNHH Minh Thuý Hoa', 'minh thui hoa')`,
    );
    const [asked, bare] = await check(app, await fresh(), [named('HKD Minh Thủy Hoa'), named('CTY Minh Thuy Hoa')]);
    expect(asked).toMatchObject({ outcome: 'OPEN', questions: [{ kind: 'FACILITY' }] });
    expect(bare).toEqual({ outcome: 'CREATED' });
    const rows = ['Cơ sở Mứt Dừa Lá', 'Cơ sở Mứt Dứa Lá'].map((name) => named(name));
    const [first, second] = await check(app, await fresh(), rows);
    expect([first, second]).toMatchObject([
      { outcome: 'CREATED' },
      { outcome: 'OPEN', questions: [{ suggestion: null }] },
    ]);
    await bring(app, await fresh(), rows, { [second!.questions![0]!.key]: 'NEW' });
    const made = await facilities('Cơ sở Mứt Dừa Lá');
    expect(new Set(made.map(({ name }) => name))).toEqual(new Set(['Cơ sở Mứt Dừa Lá', 'Cơ sở Mứt Dứa Lá']));
  });

  it('is suggested where its name differs by marks, a letter or a form left out, and not where it is only similar', async () => {
    const fresh = await open();
    await bring(app, await (await open())(), [named('HTX Bánh Tét Trà Cuôn Nhà Bảy')]);
    const [{ id } = {}] = await facilities('HTX Bánh Tét Trà Cuôn Nhà Bảy');
    const names = [
      'Bánh Tết Trà Cuôn Nhà Bảy',
      'Cơ sở Bánh Tét Trà Cuôn Nhà Bảy',
      'HTX Bánh Tét Tra Cuônn Nhà Bảy',
      'HTX Bánh Tét Trà Cuôn',
      'Cơ sở Bánh Tét Nhà Bảy Út',
    ];
    const told = await check(
      app,
      await fresh(),
      names.map((name) => named(name)),
    );
    expect(told.map(({ questions }) => questions?.[0]?.suggestion)).toEqual([id, null, id, null, null]);
  });

  it('is not changed by what rows say of it, and refused where it cannot be told', async () => {
    const fresh = await open();
    await bring(app, await fresh(), [named('Cơ sở Yên Vị', { 'facility.phone': '0901234567' })]);
    await bring(app, await fresh(), [named('Cơ sở Yên Vị', { 'facility.phone': '0909999999' })]);
    expect(await facilities('Cơ sở Yên Vị')).toMatchObject([{ phone: '+84901234567', version: 1 }]);
    const told = await check(app, await fresh(), [
      named('Cơ sở Sai Số', { 'facility.phone': '12' }),
      { nameVi: 'Không ai làm', unit: 'kg' },
      { nameVi: 'Chỉ có mã', unit: 'kg', 'facility.taxCode': '0309999994' },
    ]);
    expect(told.map(({ problems }) => problems!.map(({ field }) => field))).toEqual([
      ['facility.phone'],
      ['facility.name'],
      ['facility.name'],
    ]);
  });
});

describe('the prices of a row', () => {
  const prices = async (facility: string) => {
    const [{ price_on_request: onRequest, ...product } = {}] = await products(facility);
    const steps = await app.services.db.query<{ audience: string; amount: string; vat_included: boolean }>(
      'select audience, amount, vat_included from product_price where product_id = $1 order by audience',
      [product.id],
    );
    return { onRequest, steps: steps.map((step) => `${step.audience} ${step.amount} ${step.vat_included}`) };
  };

  it('are on request for one audience only where another has a price, or keeps it', async () => {
    const { open, row, facility } = await start();
    const first = row({ externalId: 'P-1', wholesalePrice: 'Liên hệ', retailPrice: '35.000' });
    expect([...(await bring(app, await open(), [first]))]).toEqual([{ outcome: 'CREATED' }]);
    expect(await prices(facility)).toEqual({ onRequest: false, steps: ['RETAIL 35000 false'] });
    const asked = { externalId: 'P-1', wholesalePrice: 'liên hệ' };
    expect([...(await bring(app, await open(), [asked]))]).toEqual([{ outcome: 'SAME' }]);
    await bring(app, await open(), [{ externalId: 'P-1', wholesalePrice: 30_000 }]);
    await bring(app, await open(), [asked]);
    expect(await prices(facility)).toEqual({ onRequest: false, steps: ['RETAIL 35000 false'] });
    await bring(app, await open(), [{ externalId: 'P-1', retailPrice: 'liên hệ' }]);
    expect(await prices(facility)).toEqual({ onRequest: true, steps: [] });
    const [told] = await bring(app, await open(), [{ externalId: 'P-1', priceLadder: 'Lẻ | 1 | 36000 | chưa VAT' }]);
    expect(told).toMatchObject({ outcome: 'CHANGED' });
    expect(await prices(facility)).toEqual({ onRequest: false, steps: ['RETAIL 36000 false'] });
  });

  it('stay where a product has one and a row says 0, unless that is said to be on request', async () => {
    const { open, row, facility } = await start();
    const rows = [row({ externalId: 'Z-1', wholesalePrice: 30_000 }), row({ externalId: 'Z-2', wholesalePrice: 0 })];
    const [, asked] = await check(app, await open(), rows);
    const [question] = asked!.questions!;
    expect(question).toMatchObject({ kind: 'ZERO_PRICE', suggestion: 'NEW_ON_REQUEST' });
    const suggested = { [question!.key]: question!.suggestion! };
    await bring(app, await open(), rows, suggested);
    const made = await products(facility);
    expect(made.map((one) => one.price_on_request)).toEqual([false, true]);
    const zeros = rows.map((one) => ({ ...one, wholesalePrice: 0 }));
    expect(await check(app, await open(), zeros, suggested)).toEqual([{ outcome: 'SAME' }, { outcome: 'SAME' }]);
    const [told] = await check(app, await open(), zeros, { [question!.key]: 'ON_REQUEST' });
    expect(told).toMatchObject({ outcome: 'CHANGED' });
  });
});

describe('what is invented for demonstration', () => {
  const open = async () => {
    const { catalogue } = await start();
    return ProductImporter.open(settingOf(app, { category: key(catalogue.fishSauce) }));
  };

  it('is told of new products and of the facilities that are made for them', async () => {
    const importer = await open();
    const maker = { 'facility.name': 'Cơ sở Bịa Đặt', 'facility.taxCode': '0100109106' };
    const rows = [{ nameVi: 'Mắm bịa', unit: 'chai', externalId: 'X-1', demo: 'có', ...maker }];
    expect([...(await bring(app, importer, rows))]).toEqual([{ outcome: 'CREATED' }]);
    const told = await app.services.db.query(
      `select p.demo, f.demo as maker from product p join facility f on f.id = p.facility_id where f.name = 'Cơ sở Bịa Đặt'`,
    );
    expect(told).toEqual([{ demo: true, maker: true }]);
    expect(await check(app, await open(), rows)).toEqual([{ outcome: 'SAME' }]);
    const real = { ...rows[0], demo: 'không' };
    const refused = [{ outcome: 'REFUSED', problems: [{ field: 'demo', code: 'BAD_INPUT' }] }];
    expect(await check(app, await open(), [real])).toMatchObject(refused);
    expect(await check(app, await open(), [{ ...real, externalId: 'X-2', nameVi: 'Mắm khác' }])).toMatchObject(refused);
  });
});

describe('what a product of a file consists of', () => {
  it('takes attributes by code and name with values of their types', async () => {
    const { facility, row } = await start();
    const [category] = await app.services.db.query<{ id: string }>('select id from category where code = $1', [
      CONDIMENT,
    ]);
    const open = () => ProductImporter.open(settingOf(app, { facility, category: category!.id }));
    const attributes = 'protein-degree: 40,5\nỦ chượp trong thùng gỗ: có\nfermentation-months: 12\nLoại cá: cá cơm';
    await bring(app, await open(), [row({ attributes, externalId: 'ATT' })]);
    const stored = await app.services.db.query(
      `select d.code, a.number, a.boolean, o.code as option from product_attribute a join attribute_definition d on d.id = a.definition_id
       left join attribute_option o on o.id = a.option_id join product p on p.id = a.product_id
       where p.facility_id = $1 order by a.position`,
      [facility],
    );
    expect(stored).toEqual([
      { code: 'protein-degree', number: 40.5, boolean: null, option: null },
      { code: 'barrel-aged', number: null, boolean: true, option: null },
      { code: 'fermentation-months', number: 12, boolean: null, option: null },
      { code: 'fish-species', number: null, boolean: null, option: 'anchovy' },
    ]);
    const wrong = 'protein-degre: 40\nfish-species: cá com biển\nbarrel-aged: có lẽ\nfermentation-months: một năm';
    const [told] = await check(app, await open(), [row({ attributes: wrong })]);
    expect(told!.problems).toMatchObject([
      { field: 'attributes', suggestion: 'protein-degree' },
      { field: 'attributes' },
      { field: 'attributes' },
      { field: 'attributes' },
    ]);
  });

  it('takes products of a set by their codes at the facility, also those that the file brings', async () => {
    const { open, row, facility, catalogue } = await start();
    await addProduct(app, catalogue, { externalId: 'SET-1' }, []);
    const importer = await open();
    const fresh = row({ externalId: 'SET-2' });
    const set = row({ externalId: 'SET-3', components: 'SET-1: 2\nSET-2: 1' });
    await app.services.db.query(
      `insert into import (id, created_at, updated_at, kind, file, file_name, file_hash, created_by, options, columns, answers)
       values ($1, now(), now(), 'PRODUCTS', $1, 'bộ.csv', '', 'operator', '{}', '[]', '{}')`,
      [importer.keys.id],
    );
    await app.services.db.query('insert into import_key (import_id, key, row) values ($1, $2, 2)', [
      importer.keys.id,
      importer.keyOf({ ...blankProduct(), fields: { externalId: 'SET-2' } }),
    ]);
    expect(await check(app, importer, [set])).toEqual([{ outcome: 'CREATED' }]);
    await app.services.db.query('delete from import_key');
    const [early] = await check(app, importer, [set]);
    expect(early!.problems).toMatchObject([{ field: 'components', vi: expect.stringContaining('SET-2') }]);
    const [refused] = await check(app, importer, [{ ...set, components: 'SET-9: 1' }]);
    expect(refused!.problems).toMatchObject([{ field: 'components', code: 'BAD_INPUT' }]);
    await bring(app, importer, [fresh]);
    expect([...(await bring(app, importer, [set]))]).toEqual([{ outcome: 'CREATED' }]);
    const stored = await app.services.db.query(
      `select p.external_id, c.quantity from product_component c join product p on p.id = c.component_id join product s on s.id = c.set_id
       where s.facility_id = $1 order by c.position`,
      [facility],
    );
    expect(stored).toEqual([
      { external_id: 'SET-1', quantity: 2 },
      { external_id: 'SET-2', quantity: 1 },
    ]);
    expect([...(await bring(app, await open(), [set]))]).toEqual([{ outcome: 'SAME' }]);
  });

  it('reads in few statements, however many rows there are', async () => {
    const { open, row } = await start();
    const importer = await open();
    const counted = async (rows: readonly Cells[]) => {
      const context = contextOf(app);
      const em = context.orm.em.fork();
      let statements = 0;
      const kysely = em.getKysely.bind(em);
      em.getKysely = ((...args: never[]) => {
        statements += 1;
        return kysely(...args);
      }) as typeof em.getKysely;
      const { rowsOf } = await import('./rows.ts');
      await importer.prepare(em, rowsOf(importer, rows));
      return statements;
    };
    const few = await counted([row({ externalId: 'N-1' })]);
    const many = await counted(Array.from({ length: 500 }, (_, at) => row({ externalId: `N-${at}` })));
    expect(many).toBe(few);
  });
});
