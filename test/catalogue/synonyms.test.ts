import { beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../../seeds/seed.ts';
import { catalogueSynonyms } from '../../src/catalogue/synonym-source.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { useTestApp } from '../support/app.ts';

const CREATE = `mutation ($input: CreateSynonymInput!) { createSynonym(input: $input) {
  synonym { id version term synonym direction kind note } errors { code path message } } }`;
const UPDATE = `mutation ($input: UpdateSynonymInput!) { updateSynonym(input: $input) {
  synonym { id version term synonym direction kind note } errors { code path } } }`;
const DELETE = `mutation ($input: DeleteSynonymInput!) { deleteSynonym(input: $input) { id errors { code path } } }`;
const LIST = `query ($filter: SynonymFilter, $first: Int, $after: String) {
  synonyms(filter: $filter, first: $first, after: $after) { totalCount nodes { id term synonym } pageInfo { endCursor } } }`;

const app = useTestApp();

const create = (input: object) => app.asOperator.mutate(CREATE, input);
const update = (input: object) => app.asOperator.mutate(UPDATE, input);
const remove = (input: object) => app.asOperator.mutate(DELETE, input);

async function found(filter: object | null): Promise<string[]> {
  const { synonyms } = await app.asPublic.query(LIST, { filter, first: 100 });
  expect(synonyms.totalCount).toBe(synonyms.nodes.length);
  return synonyms.nodes.map(({ term, synonym }: { term: string; synonym: string }) => `${term}/${synonym}`);
}

/** The pairs as the search is told of them, and their version. */
async function handedOver() {
  const { pairs, version } = catalogueSynonyms;
  const rows = await app.services.db.query<{ term: string; synonym: string; one_way: boolean }>(pairs.text, []);
  const [row] = await app.services.db.query<{ version: string }>(`select ${version.text} as version`, []);
  return { pairs: rows.map(({ term, synonym, one_way }) => [term, synonym, one_way]), version: Number(row!.version) };
}

describe('a pair of names', () => {
  it('is added in canonical spelling, changed, and deleted', async () => {
    const { synonym, errors } = await create({ term: '  bánh mỳ ', synonym: 'bánh hoà', note: 'thử' });
    expect(errors).toEqual([]);
    expect(synonym).toEqual({
      id: expect.stringMatching(/^syn_/),
      version: 1,
      term: 'bánh mỳ',
      synonym: 'bánh hòa',
      direction: 'BOTH',
      kind: 'OTHER',
      note: 'thử',
    });
    const { id } = synonym;
    const changed = await update({ id, version: 1, direction: 'ONE_WAY', kind: 'REGIONAL', note: null });
    expect(changed).toMatchObject({
      synonym: { version: 2, term: 'bánh mỳ', direction: 'ONE_WAY', kind: 'REGIONAL', note: null },
      errors: [],
    });
    const { node, synonym: same } = await app.asPublic.query(
      'query ($id: ID!) { node(id: $id) { id __typename } synonym(id: $id) { version } }',
      { id },
    );
    expect([node, same]).toEqual([{ id, __typename: 'Synonym' }, { version: 2 }]);
    expect((await remove({ id, version: 1 })).errors).toMatchObject([{ code: 'CONFLICT', path: ['version'] }]);
    expect(await remove({ id, version: 2 })).toEqual({ id, errors: [] });
    expect(await app.asOperator.query('query ($id: ID!) { synonym(id: $id) { id } }', { id })).toEqual({
      synonym: null,
    });
    expect(await remove({ id, version: 3 })).toEqual({ id: null, errors: [{ code: 'NOT_FOUND', path: ['id'] }] });
    expect((await update({ id, version: 3, note: 'lại' })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await create({ term: 'bánh hòa', synonym: 'bánh mỳ' })).errors).toEqual([]);
  });

  it('is there once, whatever the case, the placement of tones, punctuation and order', async () => {
    const { synonym } = await create({ term: 'khoẻ mạnh', synonym: 'cường tráng', direction: 'ONE_WAY' });
    for (const [term, other] of [
      ['Khỏe  Mạnh', 'CƯỜNG TRÁNG'],
      ['cường-tráng', 'khoẻ mạnh'],
    ]) {
      const { errors } = await create({ term, synonym: other });
      expect(errors).toMatchObject([{ code: 'DUPLICATE', path: ['synonym'] }]);
    }
    const apart = await create({ term: 'khoe mạnh', synonym: 'cường tráng' });
    expect(apart.errors).toEqual([]);
    const taken = await update({ id: apart.synonym.id, version: 1, term: 'khỏe mạnh' });
    expect(taken.errors).toMatchObject([{ code: 'DUPLICATE', path: ['synonym'] }]);
    const turned = { term: 'cường tráng', synonym: 'khỏe mạnh' };
    expect((await update({ id: synonym.id, version: 1, ...turned })).synonym).toMatchObject(turned);
  });

  it('is there once, too, when two add it together', async () => {
    const input = { term: 'cùng lúc', synonym: 'đồng thời' };
    const payloads = await Promise.all([create(input), create(input), create(input)]);
    const codes = payloads.flatMap(({ errors }) => errors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['DUPLICATE', 'DUPLICATE']);
  });

  it.each([
    [{ term: 'Mì', synonym: 'mì' }, ['synonym'], 'The search reads these two as the same already: no pair is needed.'],
    [{ term: 'cà-phê', synonym: 'cà phê' }, ['synonym'], expect.stringContaining('the same already')],
    [{ term: '!!!', synonym: 'mì' }, ['term'], 'This must have a word in it.'],
    [{ term: ' ', synonym: 'mì' }, ['term'], 'The text must not be blank.'],
    [{ term: 'a b c d e f g', synonym: 'mì' }, ['term'], 'This has 7 words, at most 6 are allowed.'],
    [{ term: 'mì', synonym: 'x'.repeat(81) }, ['synonym'], expect.stringContaining('at most 80')],
    [{ term: 'mì', synonym: 'mỳ gói', note: 'x'.repeat(501) }, ['note'], expect.stringContaining('at most 500')],
  ])('is refused: %j', async (input, path, message) => {
    expect(await create(input)).toEqual({ synonym: null, errors: [{ code: 'BAD_INPUT', path, message }] });
  });

  it('cannot be emptied', async () => {
    const { synonym } = await create({ term: 'đầy', synonym: 'trọn' });
    const { errors } = await update({ id: synonym.id, version: 1, term: null, kind: null });
    expect(errors.map(({ path }: { path: string[] }) => path[0])).toEqual(['term', 'kind']);
  });

  it('is written by operators only', async () => {
    const refused = [{ code: 'UNAUTHENTICATED' }];
    expect(await app.asPublic.mutate(CREATE, { term: 'a', synonym: 'b' })).toMatchObject({ errors: refused });
    const id = 'syn_00000000-0000-0000-0000-000000000000';
    expect(await app.asPublic.mutate(UPDATE, { id, version: 1 })).toMatchObject({ errors: refused });
    expect(await app.asPublic.mutate(DELETE, { id, version: 1 })).toMatchObject({ errors: refused });
  });

  it('leaves an audit row for each write', async () => {
    const { synonym } = await create({ term: 'vết', synonym: 'dấu vết' });
    await update({ id: synonym.id, version: 1, kind: 'TRADE' });
    await remove({ id: synonym.id, version: 2 });
    const rows = await app.services.db.query<{ action: string }>(
      "select action from audit_entry where entity_type = 'Synonym' and entity_id = $1 order by at, id",
      [synonym.id.slice(4)],
    );
    expect(rows.map(({ action }) => action)).toEqual(['CREATED', 'UPDATED', 'UPDATED']);
  });
});

describe('the list', () => {
  beforeAll(async () => {
    for (const [term, synonym, direction, kind] of [
      ['Đậu phộng', 'lạc', 'BOTH', 'REGIONAL'],
      ['bắp', 'ngô', 'BOTH', 'REGIONAL'],
      ['mắm', 'nước mắm', 'ONE_WAY', 'TRADE'],
    ]) {
      await create({ term, synonym, direction, kind });
    }
  });

  it('finds by either name, by kind and by direction', async () => {
    expect(await found({ name: { eq: 'DAU PHONG' } })).toEqual(['Đậu phộng/lạc']);
    expect(await found({ name: { startsWith: 'ngo' } })).toEqual(['bắp/ngô']);
    expect(await found({ name: { contains: 'mam' } })).toEqual(['mắm/nước mắm']);
    const regional = { kind: { eq: 'REGIONAL' }, direction: { in: ['BOTH'] } };
    expect(await found({ and: [regional], or: [{ name: { eq: 'lac' } }, { name: { eq: 'bap' } }] })).toEqual([
      'bắp/ngô',
      'Đậu phộng/lạc',
    ]);
    expect(await found({ not: { name: { startsWith: '' } }, direction: { in: [] } })).toEqual([]);
  });

  it('comes in pages, in the order of a Vietnamese dictionary', async () => {
    const all = await found(null);
    expect(all.indexOf('bắp/ngô')).toBeLessThan(all.indexOf('Đậu phộng/lạc'));
    const first = (await app.asPublic.query(LIST, { first: 2 })).synonyms;
    const next = (await app.asPublic.query(LIST, { first: 2, after: first.pageInfo.endCursor })).synonyms;
    expect([...first.nodes, ...next.nodes].map(({ term, synonym }) => `${term}/${synonym}`)).toEqual(all.slice(0, 4));
  });
});

describe('what the search is told', () => {
  it('changes with each commit, and with nothing else', async () => {
    const before = await handedOver();
    const { synonym } = await create({ term: 'nón', synonym: 'mũ', direction: 'ONE_WAY' });
    const added = await handedOver();
    expect(added.version).toBeGreaterThan(before.version);
    expect(added.pairs).toContainEqual(['nón', 'mũ', true]);
    await create({ term: 'nón', synonym: 'nón' });
    expect(await handedOver()).toEqual(added);
    await remove({ id: synonym.id, version: 1 });
    const removed = await handedOver();
    expect(removed.version).toBeGreaterThan(added.version);
    expect(removed.pairs).toEqual(before.pairs);
  });

  it('has versions in the order of the commits', async () => {
    await Promise.all(['một', 'hai', 'ba', 'bốn'].map((term) => create({ term, synonym: `số ${term}` })));
    const { version } = await handedOver();
    const pending = app.services.orm.em.fork();
    await pending.begin();
    await pending.execute("update synonym set note = 'chưa xong'");
    expect((await handedOver()).version).toBe(version);
    await pending.commit();
    expect((await handedOver()).version).toBe(version + 1);
  });
});

describe('a search', () => {
  const seeded = useTestApp('seeded');
  const total = async (query: string): Promise<number> =>
    (
      await seeded.asPublic.query('query ($query: String) { searchProducts(query: $query, first: 1) { totalCount } }', {
        query,
      })
    ).searchProducts.totalCount;

  it('goes by a pair from the moment on at which it is there, until it is deleted', async () => {
    expect(await total('chan bún riêu')).toBe(0);
    const input = { term: 'chan bún riêu', synonym: 'nước mắm', direction: 'ONE_WAY' };
    const { synonym } = await seeded.asOperator.mutate(CREATE, input);
    const found = await total('chan bún riêu');
    expect(found).toBeGreaterThan(5);
    const renamed = await seeded.asOperator.mutate(UPDATE, { id: synonym.id, version: 1, term: 'chan bánh đúc' });
    expect([await total('chan bún riêu'), await total('chan bánh đúc')]).toEqual([0, found]);
    await seeded.asOperator.mutate(DELETE, { id: synonym.id, version: renamed.synonym.version });
    expect(await total('chan bánh đúc')).toBe(0);
  });
});

describe('the seeds', () => {
  const seeded = useTestApp('seeded');
  const first = async (filter: object) =>
    (
      await seeded.asPublic.query(
        `query ($filter: SynonymFilter) { synonyms(filter: $filter, first: 1) { totalCount nodes { id version term synonym direction } } }`,
        { filter },
      )
    ).synonyms;

  it('hold hundreds of pairs of all kinds but OTHER', async () => {
    expect((await first({})).totalCount).toBeGreaterThan(600);
    for (const kind of ['REGIONAL', 'SPELLING', 'TRADE', 'ENGLISH']) {
      expect((await first({ kind: { eq: kind } })).totalCount).toBeGreaterThan(50);
    }
    expect((await first({ kind: { eq: 'OTHER' } })).totalCount).toBe(0);
  });

  it('bring back nothing that operators deleted or renamed, and double nothing that they added', async () => {
    const all = (await first({})).totalCount;
    const [gone, renamed] = [
      (await first({ name: { eq: 'đậu phộng' } })).nodes[0],
      (await first({ name: { eq: 'bắp' } })).nodes[0],
    ];
    await seeded.asOperator.mutate(DELETE, { id: gone.id, version: 1 });
    await seeded.asOperator.mutate(UPDATE, { id: renamed.id, version: 1, term: 'ngô nếp' });
    expect(await seed(seeded.services, NO_PROGRESS)).toEqual({});
    // What the seeds would add had somebody not added it by hand, and taken it away again.
    const own = { term: gone.term, synonym: gone.synonym, direction: 'ONE_WAY' };
    const { synonym } = await seeded.asOperator.mutate(CREATE, own);
    await seeded.services.db.query('delete from synonym where id = $1', [gone.id.slice(4)]);
    expect(await seed(seeded.services, NO_PROGRESS)).toEqual({});
    await seeded.asOperator.mutate(DELETE, { id: synonym.id, version: 1 });
    expect(await seed(seeded.services, NO_PROGRESS)).toEqual({});
    expect((await first({})).totalCount).toBe(all - 1);
  });
});
