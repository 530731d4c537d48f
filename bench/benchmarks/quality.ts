import pg from 'pg';
import { seed } from '../../seeds/seed.ts';
import { migrate } from '../../src/platform/database/orm.ts';
import { NO_PROGRESS } from '../../src/platform/logging/progress.ts';
import { startMeilisearch } from '../../test/support/meilisearch.ts';
import { detach, untilBuilt } from '../engine-index.ts';
import { graphqlRequest, send } from '../load.ts';
import { type JudgedCatalogue, readJudgedSet } from '../search/judged-set.ts';
import { DEPTH, type Scores, scoreAnswers } from '../search/ndcg.ts';
import { plainDocuments } from '../search/plain-documents.ts';
import { plainMeilisearch } from '../search/plain-meilisearch.ts';
import { plainPostgres } from '../search/plain-postgres.ts';
import type { SearchContender } from '../search/search-contender.ts';
import { seededFacts } from '../search/seeded-facts.ts';
import { storedFacts } from '../search/stored-facts.ts';
import { type Ground, type RunningServer, startApi } from '../servers.ts';
import { withServices } from '../services.ts';
import type { Row, Section } from '../table.ts';

const QUERY = `query Find($query: String!) { searchProducts(query: $query, first: ${DEPTH}) { edges { node { id } } } }`;

const BARS = { overall: '≥ 0.95', class: '≥ 0.88' };

/** The database of the seeds, beside that of the generated catalogue. */
const SEEDED = 'cau_noi_seeds';

/** How well what is answered first is what a buyer wants, over the seeds and over the generated catalogue. */
export async function benchQuality(ground: Ground): Promise<Section[]> {
  const seeded = { ...ground, databaseUrl: await makeSeeded(ground.databaseUrl) };
  return [await judge('seeds', seeded), await judge('generated', ground)];
}

async function judge(catalogue: JudgedCatalogue, ground: Ground): Promise<Section> {
  return withServices(ground.databaseUrl, async ({ db }) => {
    const now = new Date();
    const judged = readJudgedSet(catalogue, catalogue === 'seeds' ? seededFacts(now) : await storedFacts(db, now));
    const documents = await plainDocuments(db, now);
    const contenders: (() => Promise<SearchContender | null>)[] = [
      () => theApi(ground),
      () => theApiOnMeilisearch(ground),
      () => plainPostgres(db, documents),
      () => plainMeilisearch(documents),
    ];
    const scores = new Map<string, Scores>();
    for (const start of contenders) {
      const contender = await start();
      if (!contender) continue;
      try {
        const answers = [];
        for (const query of judged) answers.push({ judged: query, ids: await contender.find(query.query) });
        scores.set(contender.name, scoreAnswers(answers));
      } finally {
        await contender.close();
      }
    }
    return {
      title: `Quality (nDCG@${DEPTH}) over the ${catalogue}, ${judged.length} queries: ${[...scores.keys()].join(' | ')}`,
      rows: qualityRows([...scores.values()]),
    };
  });
}

function qualityRows(scores: readonly Scores[]): Row[] {
  const row = (name: string, bar: string, figures: readonly number[]): Row => ({
    name,
    ratio: '',
    bar,
    figure: figures.map((figure) => figure.toFixed(3)).join(' | '),
  });
  const [first] = scores;
  return [
    row(
      'overall',
      BARS.overall,
      scores.map(({ overall }) => overall.score),
    ),
    ...[...first!.classes].map(([name, { queries }]) =>
      row(
        `${name} (${queries})`,
        BARS.class,
        scores.map(({ classes }) => classes.get(name)!.score),
      ),
    ),
  ];
}

async function theApi(ground: Ground): Promise<SearchContender> {
  return contenderOf('the API on PostgreSQL', await startApi(ground), async () => {});
}

/** The API with its search handed to a Meilisearch of its own; null where the program is not on the PATH. */
async function theApiOnMeilisearch(ground: Ground): Promise<SearchContender | null> {
  const server = await startMeilisearch();
  if (!server) return null;
  const api = await startApi(ground, { MEILI_URL: server.url });
  await untilBuilt(api.url);
  return contenderOf(`the API on Meilisearch ${server.version}`, api, async () => {
    await detach(ground.databaseUrl);
    await server.stop();
  });
}

const contenderOf = (name: string, api: RunningServer, stopEngine: () => Promise<void>): SearchContender => ({
  name,
  async find(query) {
    const answer = (await send(api.url, graphqlRequest(QUERY, { query }))) as {
      data: { searchProducts: { edges: { node: { id: string } }[] } };
    };
    return answer.data.searchProducts.edges.map(({ node: { id } }) => id.slice(id.indexOf('_') + 1));
  },
  async close() {
    await api.stop();
    await stopEngine();
  },
});

/** Makes the database of the seeds anew and answers its address. */
async function makeSeeded(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${SEEDED}`);
    await client.query(`create database ${SEEDED}`);
  } finally {
    await client.end();
  }
  const seeded = new URL(url);
  seeded.pathname = SEEDED;
  await withServices(seeded.href, async (services) => {
    await migrate(services.orm);
    await seed(services, NO_PROGRESS);
  });
  return seeded.href;
}
