import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { CONNECTIONS, DATABASE_URL, serve } from './serve.ts';

/**
 * PostGraphile 5 over the views of postgraphile.sql, hosted by Grafserv on node:http as its documentation has it for
 * production: no GraphiQL, no watching, no explaining, its prepared statements on, simple lists beside connections.
 */
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: DATABASE_URL,
      schemas: ['bench_postgraphile'],
      poolConfig: { max: CONNECTIONS },
    }),
  ],
  schema: { defaultBehavior: '+list -mutation -insert -update -delete', retryOnInitFail: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
});

if (process.argv.includes('--schema')) {
  const { printSchema } = await import('graphql');
  console.log(printSchema(await instance.getSchema()));
} else {
  const server = createServer();
  await instance.createServ(grafserv).addTo(server);
  serve(server);
}
