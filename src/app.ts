import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import { isEmpty, seed } from '../seeds/seed.ts';
import { exampleTabs } from './examples/examples.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { MODULES } from './modules.ts';
import { authSecret, createAuthenticate } from './platform/auth/token.ts';
import type { Background } from './platform/background.ts';
import type { Config } from './platform/config.ts';
import { type Database, openDatabase } from './platform/database/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embedded-postgres.ts';
import { createOrm, migrate } from './platform/database/orm.ts';
import type { FileTerms } from './platform/files/fetch-file.ts';
import { addFileRoutes } from './platform/files/file-routes.ts';
import { sweepStoredFiles } from './platform/files/sweep-stored-files.job.ts';
import type { RequestContext } from './platform/graphql/context.ts';
import { createExecutor } from './platform/graphql/executor.ts';
import { stringifyResult } from './platform/graphql/json-data.ts';
import { NodeResolver } from './platform/graphql/node.ts';
import { buildGraphqlSchema, printGraphqlSchema } from './platform/graphql/schema.ts';
import type { ReadyCheck } from './platform/http/health.ts';
import { createHealthServer, type Host } from './platform/http/host.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';
import { untilSignal } from './platform/http/signals.ts';
import { startJobs } from './platform/jobs/jobs.ts';
import type { Log } from './platform/logging/log.ts';
import { terminalProgress } from './platform/logging/progress.ts';
import { pruneSearchChanges } from './platform/search/memory/prune-changes.job.ts';
import { openSearch } from './platform/search/open-search.ts';
import type { Search } from './platform/search/search.ts';
import { SearchStateResolver } from './platform/search/search-state.resolver.ts';
import { reconcileJobs } from './platform/search/sync/reconcile-jobs.ts';
import { startSync, warnOfUnknownEngine } from './platform/search/sync/sync.ts';

const MEBIBYTE = 1024 * 1024;

/** What every command works with; `close` gives it all back. */
export interface Services {
  readonly config: Config;
  /** Address of the database. */
  readonly url: string;
  readonly log: Log;
  /** Tells the time; tests and the README's check turn it. */
  readonly clock: () => Date;
  readonly orm: MikroORM;
  readonly db: Database;
  readonly search: Search;
  /** From where files may be fetched, and how large they may be. */
  readonly files: FileTerms;
  close(): Promise<void>;
}

/** Opens the database (the embedded one where no other is configured) and what stands on it. */
export async function openServices(config: Config, log: Log, clock = () => new Date()): Promise<Services> {
  const embedded = config.DATABASE_URL ? null : await embeddedPostgres(config, log);
  const url = embedded?.url ?? config.DATABASE_URL;
  const orm = await createOrm({
    url,
    entities: MODULES.flatMap(({ entities }) => entities),
    migrations: MIGRATIONS,
    connections: config.DATABASE_CONNECTIONS,
  });
  const db = openDatabase(url, config.DATABASE_CONNECTIONS, (error) => log.error(error, 'lost a database connection'));
  const indexes = MODULES.flatMap((feature) => feature.search ?? []);
  const search = openSearch(config, db, indexes, log);
  return {
    config,
    url,
    log,
    clock,
    orm,
    db,
    search,
    files: { importHosts: config.IMPORT_HOSTS, maxBytes: config.UPLOAD_MAX_MB * MEBIBYTE },
    async close() {
      await Promise.all([orm.close(), db.close()]);
      await embedded?.stop();
    },
  };
}

const embeddedPostgres = (config: Config, log: Log): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir: join(config.DATA_DIR, 'postgres'), log: (message) => log.info(message) });

/** Puts the API together on opened services; it does not listen yet. */
export async function createApi({ config, log, clock, orm, db, search, files }: Services): Promise<HttpServer> {
  const secret = await authSecret(config.AUTH_SECRET, config.DATA_DIR);
  const authenticate = createAuthenticate(secret);
  const reads = MODULES.flatMap((feature) => feature.reads);
  const server = await createHttpServer<RequestContext>({
    corsOrigins: config.CORS_ORIGINS,
    log,
    gateway: createExecutor({ schema: createSchema(), metadata: orm.getMetadata(), reads, db }),
    stringifyResult,
    createContext: async ({ id, language, authorization, log }) => {
      const now = clock();
      return { requestId: id, viewer: await authenticate(authorization, now), language, now, orm, db, search, log };
    },
    checks: { database: checkOf(db) },
    reports: { search: () => reportOf(search) },
    tabs: exampleTabs(),
  });
  for (const { routes } of MODULES) routes?.(server.fastify, { db, clock });
  await addFileRoutes(server.fastify, { db, clock, authenticate, secret, maxBytes: files.maxBytes });
  const running = MODULES.flatMap((feature) => feature.serve?.({ db, log }) ?? []);
  return {
    ...server,
    async drain(timeout) {
      await server.drain(timeout);
      await Promise.all(running.map((work) => work.stop()));
    },
  };
}

const checkOf =
  (db: Database): ReadyCheck =>
  () =>
    db.query('select 1');

/** How the search stands, for everybody. */
async function reportOf(search: Search): Promise<object> {
  const { lastError: _, ...state } = await search.state();
  return state;
}

const createSchema = (): GraphQLSchema =>
  buildGraphqlSchema([NodeResolver, SearchStateResolver, ...MODULES.flatMap(({ resolvers }) => resolvers)]);

/** The GraphQL schema as it is committed in schema.graphql. */
export const graphqlSchemaText = (): string => printGraphqlSchema(createSchema());

/** What a process may do: answer requests; run jobs, and whatever else goes on beside requests. */
export type Role = 'api' | 'worker';

export const ROLES: readonly Role[] = ['api', 'worker'];

/** Starts all that goes on beside requests. */
function startBackground({ url, config, ...services }: Services): readonly Background[] {
  const sync = config.MEILI_URL ? { url, config, ...services } : null;
  const jobs = [
    sweepStoredFiles,
    pruneSearchChanges,
    ...MODULES.flatMap((feature) => feature.jobs ?? []),
    ...(sync ? reconcileJobs(sync) : []),
  ];
  return [startJobs({ url, services, concurrency: config.JOBS_AT_ONCE, jobs }), ...(sync ? [startSync(sync)] : [])];
}

/** Migrates, seeds an empty database, and serves in these roles until a signal; then drains and closes. */
export async function serve(config: Config, log: Log, roles: readonly Role[]): Promise<void> {
  const stopping = untilSignal(log);
  const services = await openServices(config, log);
  try {
    for (const name of await migrate(services.orm)) log.info({ migration: name }, 'migrated');
    if (config.SEED && (await isEmpty(services.orm.em))) {
      log.info('loading the seeds into an empty database');
      log.info(await seed(services, terminalProgress()), 'loaded the seeds');
    }
    await warnOfUnknownEngine(services);
    const isApi = roles.includes('api');
    const [, api] = isApi
      ? await Promise.all([services.search.prepare({ at: services.clock() }), createApi(services)])
      : [];
    // Only now: it may have hours to do, and would hold up the start.
    const background = roles.includes('worker') ? startBackground(services) : [];
    const stopBackground = () => Promise.all(background.map((work) => work.stop()));
    try {
      const server = api ?? createWorkerHost(services, background);
      const url = await server.listen({ host: config.HOST, port: config.PORT });
      log.info(isApi ? `GraphQL at ${url}/graphql, GraphiQL at ${url}/` : `worker; its health at ${url}/health/ready`);
      await stopping;
      await Promise.all([server.drain(), stopBackground()]);
    } finally {
      await stopBackground();
    }
  } finally {
    await services.close();
  }
}

/** Tells the health of a process that is a worker only. */
function createWorkerHost({ log, db, search }: Services, background: readonly Background[]): Host {
  const checks = Object.fromEntries(background.map(({ name, check }) => [name, check]));
  return createHealthServer(log, {
    checks: { database: checkOf(db), ...checks },
    reports: { search: () => reportOf(search) },
  });
}
