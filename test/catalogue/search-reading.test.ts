import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';

const SEARCH = `query Search($query: String!) {
  searchProducts(query: $query, first: 3) {
    totalCount
    searchedFor
    reading {
      changes { kind from to }
      ignored
      synonyms { words also }
      places { name }
      categories { name }
      didYouMean
    }
    edges { node { name } }
  }
}`;

describe('what people type', () => {
  const app = useTestApp('seeded');
  const search = async (query: string) => (await app.asPublic.query(SEARCH, { query })).searchProducts;
  const first = async (query: string) => (await search(query)).edges[0]?.node.name;

  it('is read out of Telex and VNI', async () => {
    const { reading, searchedFor, totalCount } = await search('nuowcs mawms');
    expect(searchedFor).toBe('nước mắm');
    expect(reading.changes).toEqual([
      { kind: 'TYPING', from: 'nuowcs', to: 'nước' },
      { kind: 'TYPING', from: 'mawms', to: 'mắm' },
    ]);
    expect(totalCount).toBe((await search('nước mắm')).totalCount);
    expect((await search('keo5 dua72 ')).searchedFor).toBe('kẹo dừa');
  });

  it('is parted where blanks were left out, and joined where there are too many', async () => {
    const { reading, searchedFor } = await search('nuocmam');
    expect([searchedFor, reading.changes]).toEqual(['nuoc mam', [{ kind: 'JOINED', from: 'nuocmam', to: 'nuoc mam' }]]);
  });

  it('is mended where the catalogue has no such word', async () => {
    const { reading, searchedFor, edges } = await search('nước mấm');
    expect(searchedFor).toBe('nước mắm');
    expect(reading.changes).toEqual([{ kind: 'SPELLING', from: 'mấm', to: 'mắm' }]);
    expect(edges[0].node.name).toMatch(/nước mắm/i);
  });

  it('is doubted where the catalogue has the words but never together', async () => {
    const { reading, edges } = await search('miếng dong');
    expect(reading).toMatchObject({ changes: [], didYouMean: 'miến dong' });
    expect(edges[0].node.name).toMatch(/^Miến dong/);
  });

  it('finds synonyms after the words themselves', async () => {
    const { reading, edges } = await search('khóm');
    expect(reading.synonyms).toEqual([{ words: 'khóm', also: expect.arrayContaining(['dứa']) }]);
    expect(edges[0].node.name).toMatch(/khóm/i);
    expect(await first('vịt xiêm')).toMatch(/vịt xiêm/i);
  });

  it('knows places of today and former ones, and categories', async () => {
    const { reading, edges } = await search('tiêu Đắk Nông');
    expect(reading.places).toEqual(expect.arrayContaining([{ name: 'Đắk Nông' }, { name: 'Lâm Đồng' }]));
    expect(edges[0].node.name).toMatch(/tiêu/i);
    expect((await search('cà phê')).reading.categories).toEqual([{ name: 'Cà phê' }]);
  });

  it('is searched for without what only makes a sentence of it', async () => {
    const { reading, searchedFor, edges } = await search('cho hỏi ai bán nước mắm Phú Quốc giá sỉ ở đâu vậy');
    expect(searchedFor).toBe('nước mắm Phú Quốc');
    expect(reading.ignored.join(' ')).toBe('cho hỏi ai bán giá sỉ ở đâu vậy');
    expect(edges[0].node.name).toMatch(/nước mắm/i);
  });

  it('finds nothing where the catalogue has nothing', async () => {
    for (const query of ['máy giặt', 'điện thoại iphone', 'vé máy bay', 'rượu vang Pháp', 'zzzz']) {
      expect((await search(query)).totalCount, query).toBe(0);
    }
  });

  it('is null without a query', async () => {
    const { searchProducts } = await app.asPublic.query(
      '{ searchProducts(first: 1) { searchedFor reading { ignored } } }',
    );
    expect(searchProducts).toEqual({ searchedFor: null, reading: null });
  });
});

describe('a word that is new to the catalogue', () => {
  const app = useTestApp('seeded');

  it('is found at once, and not mended into one that was there before', async () => {
    const find = async () =>
      (await app.asPublic.query('{ searchProducts(query: "mắn xoạp ", first: 1) { totalCount searchedFor } }'))
        .searchProducts;
    expect(await find()).toMatchObject({ totalCount: 0 });
    const { searchProducts } = await app.asOperator.query(
      '{ searchProducts(first: 1) { edges { node { id version } } } }',
    );
    const { errors } = await app.asOperator.mutate(
      'mutation Rename($input: UpdateProductInput!) { updateProduct(input: $input) { errors { path message } } }',
      { ...searchProducts.edges[0].node, nameVi: 'Mắn xoạp' },
    );
    expect(errors).toEqual([]);
    expect(await find()).toEqual({ totalCount: 1, searchedFor: 'mắn xoạp' });
  });
});

describe('a short answer', () => {
  const app = useTestApp('seeded');
  const find = async (query: string, rest = '') =>
    (
      await app.asPublic.query(
        `query Find($query: String!) {
          searchProducts(query: $query, first: 6 ${rest}) { totalCount pageInfo { hasNextPage endCursor } edges { cursor related node { name category { code } } } }
        }`,
        { query },
      )
    ).searchProducts;

  it('is followed by what is of the same category, which is not counted', async () => {
    const { totalCount, edges, pageInfo } = await find('tinh dầu tràm ');
    const [own, related] = [edges.slice(0, totalCount), edges.slice(totalCount)];
    expect(own.every((edge: { related: boolean }) => !edge.related)).toBe(true);
    expect(own[0].node.name).toMatch(/^Tinh dầu tràm/);
    expect(related.length).toBeGreaterThan(0);
    for (const edge of related) {
      expect(edge).toMatchObject({ related: true, cursor: pageInfo.endCursor });
      expect(edge.node.category).toEqual(own[0].node.category);
    }
    expect(pageInfo.hasNextPage).toBe(false);
    expect((await find('tinh dầu tràm ', `after: "${pageInfo.endCursor}"`)).edges).toEqual([]);
  });

  it('stays short where nothing has the name, in another order, and where it is long enough', async () => {
    expect((await find('máy giặt')).edges).toEqual([]);
    expect(
      (await find('tinh dầu tràm ', 'orderBy: NEWEST')).edges.some((edge: { related: boolean }) => edge.related),
    ).toBe(false);
    expect((await find('nước mắm')).edges.some((edge: { related: boolean }) => edge.related)).toBe(false);
  });
});
