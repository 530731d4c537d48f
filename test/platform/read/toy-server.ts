import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { type DocumentNode, type ExecutionResult, getOperationAST, parse } from 'graphql';
import pg from 'pg';
import type { Viewer } from '../../../src/platform/auth/viewer.ts';
import { type Database, openDatabase } from '../../../src/platform/database/database.ts';
import type { RequestContext } from '../../../src/platform/graphql/context.ts';
import { Executor } from '../../../src/platform/graphql/executor.ts';
import { JsonData } from '../../../src/platform/graphql/json-data.ts';
import { NodeResolver } from '../../../src/platform/graphql/node.ts';
import { buildGraphqlSchema } from '../../../src/platform/graphql/schema.ts';
import { buildModel } from '../../../src/platform/read/build-model.ts';
import { createTestDatabase } from '../../support/cluster.ts';
import { Address, Badge, Good, Licence, Maker } from './toy.ts';
import { TOY_READS } from './toy-reads.ts';
import { ToyResolver } from './toy-resolvers.ts';
import { ROWS } from './toy-rows.ts';

export const NOW = new Date('2030-01-02T03:04:05.678Z');
export const OPERATOR: Viewer = { role: 'operator', name: 'An' };
export const EVERYBODY: Viewer = { role: 'public' };

export const toySchema = () => buildGraphqlSchema([ToyResolver, NodeResolver]);

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
}

/** The toy's database, executor and a counter of the statements that it ran. */
export async function startToy() {
  const database = await createTestDatabase('template1');
  const orm = await MikroORM.init({ clientUrl: database.url, entities: [Address, Badge, Good, Licence, Maker] });
  await orm.schema.create();
  await insert(database.url);
  const pool = openDatabase(database.url, 4, () => {});
  const statements: { text: string; values: readonly unknown[]; name: string | undefined }[] = [];
  const logged: unknown[] = [];
  const db: Database = {
    query: (text, values = [], name) => {
      statements.push({ text, values, name });
      return pool.query(text, values, name);
    },
    close: () => pool.close(),
  };
  const schema = toySchema();
  const executor = new Executor(schema, db, buildModel({ schema, metadata: orm.getMetadata(), reads: TOY_READS }));
  const contextOf = (viewer: Viewer) =>
    ({
      requestId: 'r1',
      viewer,
      language: 'vi',
      now: NOW,
      orm,
      db: pool,
      log: { error: (fields: unknown) => logged.push(fields) },
    }) as unknown as RequestContext;

  /** Asks the same parsed document again and again, as Apollo's document store does. */
  async function askSame(
    known: { source: string; document?: DocumentNode },
    variables: Record<string, unknown>,
    viewer = OPERATOR,
    operationName?: string,
  ): Promise<Answer> {
    known.document ??= parse(known.source);
    const operation = getOperationAST(known.document, operationName) ?? undefined;
    const request = { document: known.document, operation, operationName, variables, context: contextOf(viewer) };
    return plainAnswer(await executor.execute(request));
  }

  const ask = (source: string, variables: Record<string, unknown> = {}, viewer = OPERATOR, operationName?: string) =>
    askSame({ source }, variables, viewer, operationName);

  return {
    schema,
    executor,
    orm,
    db,
    statements,
    logged,
    contextOf,
    ask,
    askSame,
    async stop() {
      await pool.close();
      await orm.close();
      await database.drop();
    },
  };
}

export type Toy = Awaited<ReturnType<typeof startToy>>;

/** A response as a client sees it. */
export function plainAnswer({ data, errors }: ExecutionResult): Answer {
  return {
    ...(data === undefined
      ? {}
      : { data: data instanceof JsonData ? data.toJSON() : JSON.parse(JSON.stringify(data)) }),
    ...(errors ? { errors: errors.map((error) => error.toJSON()) } : {}),
  };
}

async function insert(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const [table, rows] of Object.entries(ROWS)) {
    if (table === 'good') await client.query('alter table good drop constraint if exists good_variant_of_id_foreign');
    await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  await client.query('analyze');
  await client.end();
}
