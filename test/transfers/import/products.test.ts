import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sheetOf } from '../../platform/tables/workbook.ts';
import { useTestApp } from '../../support/app.ts';
import { act, check, read } from './import-support.ts';

const app = useTestApp('seeded');

const FACILITY = '{ facilities(first: 1, filter: { name: { contains: "Sóng Biếc" } }) { nodes { id name } } }';

async function facilityId(): Promise<string> {
  return (await app.asOperator.query(FACILITY)).facilities.nodes[0].id;
}

async function category(code: string): Promise<string> {
  const [row] = await app.services.db.query<{ id: string }>('select id from category where code = $1', [code]);
  return `cat_${row!.id}`;
}

const settings = async (code = 'fish-sauce') => ({
  options: { facility: await facilityId(), category: await category(code) },
});

const FILE = `Mã SP,Tên hàng hoá,ĐVT,Đơn giá
NM-1,Nước mắm thử một,chai,45.000
NM-2,Nước mắm thử hai,chai,liên hệ
`;

describe('a file of products', () => {
  it('is checked without a trace, written once it is started, and changes nothing the second time', async () => {
    const checked = await check(app, FILE, await settings());
    expect(checked).toMatchObject({ state: 'CHECKED', rows: 2, created: 2, refused: 0, undecided: 0, headerRow: 1 });
    expect(checked.columns.map(({ field }: { field: string }) => field)).toEqual([
      'externalId',
      'nameVi',
      'unit',
      'wholesalePrice',
    ]);
    const count = "select count(*)::int as n from product where external_id like 'NM-%'";
    expect(await app.services.db.query(count)).toEqual([{ n: 0 }]);

    const done = await act(app, 'startImport', { id: checked.id });
    expect(done).toMatchObject({ state: 'DONE', rows: 2, created: 2, percent: 100 });
    expect(done.batches.nodes).toEqual([{ firstRow: 2, lastRow: 3, created: 2, changed: 0, undoneAt: null }]);
    const { facility } = await app.asOperator.query(
      `query ($id: ID!) { facility(id: $id) { products(first: 100, orderBy: NAME) { nodes { name status unit priceOnRequest prices { amount } } } } }`,
      { id: (await settings()).options.facility },
    );
    expect(facility.products.nodes.filter(({ name }: { name: string }) => name.includes('thử'))).toEqual([
      { name: 'Nước mắm thử hai', status: 'DRAFT', unit: 'XBO', priceOnRequest: true, prices: [] },
      { name: 'Nước mắm thử một', status: 'DRAFT', unit: 'XBO', priceOnRequest: false, prices: [{ amount: 45000 }] },
    ]);

    expect(await check(app, FILE, await settings())).toMatchObject({ created: 0, changed: 0, same: 2 });
    const changed = await check(
      app,
      FILE.replace('45.000', '47.000').replace('thử hai', 'thử hai ngon'),
      await settings(),
    );
    expect(changed).toMatchObject({ created: 0, changed: 2, same: 0 });
    expect(changed.changes.nodes[1].fields).toEqual([
      { field: 'nameVi', from: '"Nước mắm thử hai"', to: '"Nước mắm thử hai ngon"' },
    ]);
  });

  it('shows what new products would be', async () => {
    const checked = await check(app, 'Mã,Tên hàng,ĐVT,Giá sỉ\nXEM-1,Mứt xem thử,hộp,45.000\n', await settings());
    const [{ action, fields }] = checked.changes.nodes;
    expect(action).toBe('CREATE');
    expect(fields).toEqual(
      expect.arrayContaining([
        { field: 'nameVi', from: null, to: '"Mứt xem thử"' },
        { field: 'externalId', from: null, to: '"XEM-1"' },
        { field: 'prices', from: null, to: expect.stringContaining('"amount": 45000') },
      ]),
    );
    const made = await check(app, 'Tên hàng,ĐVT,Cơ sở\nMứt của cơ sở mới,hộp,Cơ sở Xem Thử\n', await settings());
    expect(made.changes.nodes[0].fields).toEqual(
      expect.arrayContaining([
        { field: 'facility.name', from: null, to: '"Cơ sở Xem Thử"' },
        { field: 'nameVi', from: null, to: '"Mứt của cơ sở mới"' },
      ]),
    );
  });

  it('says by their names whose product is new, and which category it has, or gets instead of another', async () => {
    const set = await settings();
    const file = (category: string) => `Mã,Tên hàng,ĐVT,Nhóm hàng\nTEN-1,Nước mắm gọi tên,chai,${category}\n`;
    const checked = await check(app, file('Nước mắm'), set);
    const { facility } = await app.asOperator.query('query ($id: ID!) { facility(id: $id) { name } }', {
      id: set.options.facility,
    });
    const category = '"Gia vị và nước chấm › Nước mắm"';
    expect(checked.changes.nodes[0].fields.slice(0, 2)).toEqual([
      { field: 'facility.name', from: null, to: JSON.stringify(facility.name) },
      { field: 'category', from: null, to: category },
    ]);
    await act(app, 'startImport', { id: checked.id });
    const changed = await check(app, file('Nước mắm truyền thống'), set);
    expect(changed.changes.nodes[0].fields).toEqual([
      { field: 'category', from: category, to: '"Gia vị và nước chấm › Nước mắm › Nước mắm truyền thống"' },
    ]);
  });

  it('without a header is refused as a whole, and read once somebody says which column is which field', async () => {
    const failed = await check(app, 'Bảng gửi kèm,,\nA1,B2,C3\nMứt không tiêu đề,hộp,30.000\n', await settings());
    expect(failed).toMatchObject({
      state: 'FAILED',
      rows: 0,
      failure: expect.stringContaining('2: A1 | B2 | C3; 3: Mứt'),
    });
    const { id, version } = failed;
    const columns = [
      { column: 0, field: 'nameVi' },
      { column: 1, field: 'unit' },
      { column: 2, field: 'wholesalePrice' },
    ];
    const checked = await act(app, 'configureImport', { id, version, columns });
    expect(checked).toMatchObject({ state: 'CHECKED', failure: null });
    expect(checked.changes.nodes).toMatchObject([{ name: 'Mứt không tiêu đề' }]);
  });

  it('has a row refused that repeats the code of one that is refused for something else, which no set has then', async () => {
    const rows =
      'DP-1,Trà trùng mã sen,hộp,4x.000,\nDP-1,Trà trùng mã nhài,hộp,47000,\nDP-2,Trà trùng mã bộ,hộp,47000,DP-1: 2\n';
    const checked = await check(app, `Mã,Tên hàng,ĐVT,Giá sỉ,Bộ gồm\n${rows}`, await settings());
    expect(checked).toMatchObject({ created: 0, changed: 0, refused: 3 });
    expect(checked.problems.nodes).toMatchObject([
      { row: 2, header: 'Giá sỉ', code: 'BAD_INPUT' },
      { row: 3, header: 'Mã', code: 'DUPLICATE' },
      { row: 4, header: 'Bộ gồm', code: 'BAD_INPUT' },
    ]);
  });

  it('may have a product in several sizes, however far apart these are, and knows each again', async () => {
    const others = Array.from({ length: 1_000 }, (_, at) => `Mứt cỡ ${at},hộp,200 g`);
    const rows = ['Tên hàng,ĐVT,Quy cách', 'Mật ong cỡ xa,chai,500 ml', ...others, 'Mật ong cỡ xa,chai,1 lít'];
    const file = [...rows, 'mật ong cỡ xa,chai,500ml'].join('\n');
    const checked = await check(app, file, await settings());
    expect(checked).toMatchObject({ created: 1_002, refused: 1, undecided: 0 });
    const done = await act(app, 'startImport', { id: checked.id });
    expect(done).toMatchObject({ state: 'DONE', created: 1_002, refused: 1 });
    const again = await check(app, file, await settings());
    expect(again.questions.nodes.map(({ key }: { key: string }) => key)).toEqual(['SAME_PRODUCT:*']);
    const accepted = await act(app, 'acceptImportSuggestions', { id: again.id });
    expect(accepted).toMatchObject({ created: 0, changed: 0, same: 1_002, refused: 1 });
  });

  it('names a GTIN once, however far apart its rows are', async () => {
    const others = Array.from({ length: 1_005 }, (_, at) => `XA-${at},Mứt xa ${at},hộp,`);
    const rows = [
      'XA-A,Mứt xa,hộp,8938505974194',
      ...others,
      'XA-B,Mứt xa khác,hộp,8938505974194',
      ',Mứt xa nữa,hộp,08938505974194',
    ];
    const checked = await check(app, ['Mã,Tên hàng,ĐVT,GTIN', ...rows].join('\n'), await settings());
    expect(checked).toMatchObject({ created: 1_006, refused: 2 });
    expect(checked.problems.nodes).toMatchObject([
      { row: 1_008, header: 'GTIN', code: 'DUPLICATE' },
      { row: 1_009, code: 'DUPLICATE' },
    ]);
  });

  it('may have products whose names differ by their marks only, of which each answer is about one', async () => {
    const file = 'Tên hàng,ĐVT,Nhóm hàng\nMứt dừa,hộp,Dừa lạ\nMứt dứa,hộp,Dứa lạ\nMỨT DỪA,hộp,Dừa lạ\n';
    const checked = await check(app, file, await settings());
    expect(checked.problems.nodes).toMatchObject([{ row: 4, code: 'DUPLICATE' }]);
    expect(checked.questions.nodes.map(({ key, rows }: { key: string; rows: number }) => [key, rows])).toEqual([
      ['CATEGORY:dừa lạ', 2],
      ['CATEGORY:dứa lạ', 1],
    ]);
  });

  it('may be a workbook that was typed for an old font', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      ['M· SP', 'Tªn hµng ho¸', '§VT', '§¬n gi¸'],
      ['PN-1', 'N\xadíc m¾m nhØ', 'chai', '45.000'],
    ].map((cells) => `<row>${cells.map(cell).join('')}</row>`);
    const checked = await check(app, await sheetOf(rows.join('')), await settings());
    expect(checked).toMatchObject({ state: 'CHECKED', format: 'XLSX', encoding: 'TCVN3', created: 1, refused: 0 });
    expect(checked.columns.map(({ header }: { header: string }) => header)).toEqual([
      'Mã SP',
      'Tên hàng hoá',
      'ĐVT',
      'Đơn giá',
    ]);
    expect(checked.changes.nodes).toMatchObject([{ name: 'Nước mắm nhỉ' }]);
    const asItStands = { id: checked.id, version: checked.version, options: { encoding: 'UTF_8' } };
    expect(await act(app, 'configureImport', asItStands)).toMatchObject({ encoding: null });
  });

  it('refuses rows of a text file that have more cells than its header, however empty these end', async () => {
    const rows = 'Mắm ruốc thử,chai,30,000\nMắm tôm thử,chai,30000,,\n';
    const refused = await check(app, `Tên hàng hoá,ĐVT,Đơn giá\n${rows}`, await settings());
    expect(refused).toMatchObject({
      created: 1,
      refused: 1,
      problems: { nodes: [{ row: 2, column: null, value: '000' }] },
    });
    const noted = await check(app, `Tên hàng hoá,ĐVT,Đơn giá,\n${rows}`, await settings());
    // 30 may be thousands.
    expect(noted).toMatchObject({ created: 1, undecided: 1, refused: 0 });
  });

  it('says why products stay drafts that were to be published', async () => {
    const file = `Mã SP,Tên hàng hoá,ĐVT,Đơn giá,Mô tả,Cơ sở,Tỉnh
CB-1,Nón lá công bố thử,cái,45.000,Nón lá khâu tay.,,
CB-2,Nón lá công bố thử hai,cái,45.000,,,
CB-3,Nón lá công bố thử ba,cái,45.000,,Cơ sở mới toanh thử công bố,Thành phố Huế
`;
    const { options } = await settings('conical-hats');
    const held = (checked: { heldBack: unknown }) => checked.heldBack;
    const complete = await check(app, file, { options: { ...options, publish: 'COMPLETE' } });
    const reasons = [
      { rows: 2, firstRow: 2, reason: 'There is no image.' },
      { rows: 1, firstRow: 3, reason: 'The Vietnamese description is missing.' },
      { rows: 1, firstRow: 4, reason: 'The facility is not verified, so its products cannot be published.' },
    ];
    expect(complete).toMatchObject({ state: 'CHECKED', created: 3, refused: 0, undecided: 0 });
    expect(held(complete)).toEqual(reasons);
    const all = await check(app, file, { options: { ...options, publish: 'ALL' } });
    expect(held(all)).toEqual(reasons.slice(2));
    expect(held(await check(app, file, { options }))).toEqual([]);

    const done = await act(app, 'startImport', { id: all.id });
    expect(done).toMatchObject({ state: 'DONE', created: 3, heldBack: reasons.slice(2) });
    const states = await app.services.db.query(
      `select external_id as code, status from product where external_id like 'CB-%' order by code`,
    );
    expect(states).toEqual([
      { code: 'CB-1', status: 'PUBLISHED' },
      { code: 'CB-2', status: 'PUBLISHED' },
      { code: 'CB-3', status: 'DRAFT' },
    ]);
  });

  it('is undone as a whole, as long as nothing was changed since', async () => {
    const file = FILE.replaceAll('NM-', 'UNDO-').replaceAll('thử', 'hoàn tác');
    const first = await act(app, 'startImport', { id: (await check(app, file, await settings())).id });
    const again = await act(app, 'startImport', {
      id: (await check(app, file.replace('45.000', '50.000'), await settings())).id,
    });
    expect(again).toMatchObject({ state: 'DONE', changed: 1, same: 1 });

    const refused = await act(app, 'undoImport', { id: first.id });
    expect(refused.errors).toEqual([{ code: 'CONFLICT', path: ['id'], message: expect.stringContaining('1 records') }]);
    expect(await act(app, 'undoImport', { id: again.id })).toMatchObject({ state: 'UNDONE' });
    const prices = `select price.amount::int from product_price price join product on product.id = price.product_id where external_id = 'UNDO-1'`;
    expect(await app.services.db.query(prices)).toEqual([{ amount: 45000 }]);
  });

  it('has only what is suggested accepted: rows of a unit that nobody knows wait', async () => {
    const file = `Mã SP,Tên hàng hoá,ĐVT,Bảo quản
GY-1,Nước mắm gợi ý một,qwzx,ngăn đông tủ lạnh
GY-2,Nước mắm gợi ý hai,cây,ngăn đông tủ lạnh
GY-3,Nước mắm gợi ý ba,chai,kho số 3
`;
    const checked = await check(app, file, await settings());
    expect(checked).toMatchObject({ state: 'CHECKED', undecided: 3 });
    const suggested = (found: typeof checked) =>
      Object.fromEntries(
        found.questions.nodes.map(({ key, suggestion }: Record<string, unknown>) => [key, suggestion]),
      );
    expect(suggested(checked)).toEqual({
      'VALUE:storage:ngăn đông tủ lạnh': 'FROZEN',
      'VALUE:storage:kho số 3': null,
      'UNIT:qwzx': null,
      'UNIT:cây': 'H87',
    });
    const accepted = await act(app, 'acceptImportSuggestions', { id: checked.id });
    expect(accepted).toMatchObject({ state: 'CHECKED', created: 1, leftOut: 0, undecided: 2 });
    expect(Object.keys(suggested(accepted)).toSorted()).toEqual(['UNIT:qwzx', 'VALUE:storage:kho số 3']);
  });

  it('accounts for each line of a real price list', async () => {
    const content = readFileSync('seeds/samples/wholesale-price-list.csv');
    const checked = await check(app, content, await settings('vegetables'), 'wholesale-price-list.csv');
    const { rows, created, changed, same, refused, undecided, leftOut } = checked;
    expect(rows).toBe(772);
    expect(created + changed + same + refused + undecided + leftOut).toBe(772);
    // Fees, services and equipment are asked for, units that are no units of goods, and the fee of 1 đồng.
    const kinds = new Set(checked.questions.nodes.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toEqual(new Set(['ZERO_PRICE', 'UNIT', 'NOT_GOODS', 'MONEY_THOUSANDS']));

    const accepted = await act(app, 'acceptImportSuggestions', { id: checked.id });
    expect(accepted.questions.nodes).toEqual([]);
    const done = await act(app, 'startImport', { id: checked.id });
    expect(done).toMatchObject({ state: 'DONE', created: 727, leftOut: 35, refused: 10 });
  });
});

describe('a source', () => {
  const SOURCES = '{ importSources(first: 100) { nodes { id name columns { header field } answers { key choice } } } }';

  it('lists what its files are read by, and forgets it', async () => {
    const file = `Mã SP,Tên hàng hoá,ĐVT,Đơn giá,Ô kho số
QU-1,Nước mắm quy ước một,chai,"12,5",x
QU-2,Nước mắm quy ước hai,chai,"45,0",x
`;
    const said = async () => (await app.asOperator.query(SOURCES)).importSources.nodes.find(isMarket);
    const isMarket = ({ name }: { name: string }) => name === 'Chợ quy ước';
    const input = { ...(await settings()), source: 'Chợ quy ước' };
    const checked = await check(app, file, input);
    const key = 'MONEY_THOUSANDS:wholesaleprice';
    expect(checked.questions.nodes).toMatchObject([{ key, rows: 2, suggestion: 'THOUSANDS' }]);
    const column = { id: checked.id, version: checked.version, columns: [{ column: 4, field: null }] };
    await act(app, 'configureImport', column);
    const answer = (choice: string) => act(app, 'answerImport', { id: checked.id, answers: [{ key, choice }] });
    expect(await answer('LEAVE_OUT')).toMatchObject({
      leftOut: 2,
      answered: { nodes: [{ key, answer: 'LEAVE_OUT' }] },
    });
    expect(await answer('THOUSANDS')).toMatchObject({
      created: 2,
      answered: { nodes: [{ key, answer: 'THOUSANDS' }] },
    });
    await act(app, 'startImport', { id: checked.id });

    const again = await check(app, file, input);
    expect(again).toMatchObject({ same: 2, answered: { nodes: [{ key, answer: 'THOUSANDS', rows: 2 }] } });
    const source = await said();
    expect(source).toMatchObject({ columns: [{ field: null }], answers: [{ key, choice: 'THOUSANDS' }] });
    const forget = `mutation ($input: ForgetImportAnswersInput!) { forgetImportAnswers(input: $input) { source { id } errors { code } } }`;
    const columns = source.columns.map(({ header }: { header: string }) => header);
    await app.asOperator.mutate(forget, { id: source.id, columns, answers: [key, 'lạ'] });
    expect(await said()).toMatchObject({ columns: [], answers: [] });
    expect(await check(app, file, input)).toMatchObject({ undecided: 2 });
  });
});

it('is for operators', async () => {
  const { data } = await app.asPublic.run('{ imports(first: 1) { totalCount } }');
  expect(data.imports.totalCount).toBe(0);
  expect(await read(app, 'imp_00000000-0000-7000-8000-000000000000')).toBeNull();
});
