import { expect, it } from 'vitest';
import { CATALOGUE } from '../../src/catalogue/catalogue-index.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

interface Edge {
  node: { name: string } | null;
  reasons: { words: string; found: string; field: string; match: string }[];
}

const EDGES = 'edges { node { ... on Product { name } ... on Facility { name } } reasons { words found field match } }';

async function search(query: string, first = 20): Promise<Edge[]> {
  const { search } = await app.asPublic.query(
    `query ($query: String, $first: Int) { search(query: $query, first: $first) { ${EDGES} } }`,
    { query, first },
  );
  return search.edges;
}

/** Reasons as text, of the hits for which there is one in the field and with the match. */
const some = (edges: Edge[], field: string, match: string): string[] =>
  edges.flatMap(({ reasons }) =>
    reasons
      .filter((reason) => reason.field === field && reason.match === match)
      .map(({ words, found }) => `${words} → ${found}`),
  );

it('every hit of what people type says why', async () => {
  for (const query of [
    'nuoc mam',
    'nuocs mawms',
    'nước mắm phú quốc',
    'cho hỏi ai bán mứt dừa giá sỉ',
    'tiêu Đắk Nông',
    'banh trang tay ninh',
    'fish sauce',
    'gốm bát tràng',
    'cà phê đắk lắk',
    'trà',
    'HTX',
  ]) {
    const edges = await search(query);
    expect(edges, query).not.toEqual([]);
    expect(edges.filter(({ reasons }) => reasons.length === 0).map(({ node }) => `${query}: ${node?.name}`)).toEqual(
      [],
    );
  }
});

it('says which synonym, which correction, which place', async () => {
  const synonyms = await search('đậu phộng');
  expect(some(synonyms, 'NAME_VI', 'SYNONYM')).toContain('đậu phộng → lạc');
  const mended = await search('nước mấm');
  expect(some(mended, 'NAME_VI', 'CORRECTED').length + some(mended, 'NAME_VI', 'OTHER_MARKS').length).toBeGreaterThan(
    0,
  );
  expect(some(await search('nước mắm phú quốc'), 'PLACE', 'EXACT').join()).toMatch(/phú quốc/i);
});

it('reads texts only where they are selected', async () => {
  const { db } = app.services;
  const run = db.query.bind(db);
  const statements: string[] = [];
  db.query = ((text: string, ...rest: [unknown[]]) => {
    statements.push(text);
    return run(text, ...rest);
  }) as typeof db.query;
  const ask = async (edges: string): Promise<number> => {
    statements.length = 0;
    await app.asPublic.query(`{ searchProducts(query: "mắm", first: 5) { edges { ${edges} } } }`);
    return statements.filter((text) => text.includes("json_build_object('field'")).length;
  };
  try {
    expect(await ask('cursor node { id }')).toBe(0);
    expect(await ask('reasons { words }')).toBe(1);
    expect(await ask('highlights { html } ... on ProductSearchEdge { reasons { words } }')).toBe(1);
  } finally {
    db.query = run;
  }
});

it('says nothing of a hit that is not public any more', async () => {
  const { search: facade, db } = app.services;
  const text = await facade.read(CATALOGUE, 'nước mắm', { at: app.services.clock() });
  const rows = await db.query<{ id: string }>(
    `select id from product where status <> 'PUBLISHED' and name_vi ilike '%nước mắm%'`,
    [],
  );
  expect(rows).not.toEqual([]);
  const hits = rows.map(({ id }) => ({ kind: 'product', id, cursor: '' }));
  const told = await facade.explain(CATALOGUE, { text, at: new Date('2026-11-22T05:00:00Z') }, hits, [
    'highlights',
    'reasons',
  ]);
  expect(told).toEqual(hits.map(() => ({ highlights: [], reasons: [] })));
});
