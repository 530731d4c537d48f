import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { MetadataStorage } from '@mikro-orm/core';
import {
  type DocumentNode,
  type ExecutionResult,
  execute as executeByGraphql,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Database } from '../database/database.ts';
import { buildModel } from '../read/build-model.ts';
import { Fetch } from '../read/fetch.ts';
import type { Model } from '../read/model.ts';
import { PlanCache } from '../read/plan-cache.ts';
import { PreparedNames } from '../read/prepared.ts';
import type { ReadType } from '../read/read-type.ts';
import type { ScalarPrinter } from '../read/scalars.ts';
import { Completion } from './completion.ts';
import type { RequestContext } from './context.ts';
import { failureOf } from './failures.ts';
import { JsonData } from './json-data.ts';
import { type Run, resolveRoot } from './root-fields.ts';

interface ExecutorOptions {
  schema: GraphQLSchema;
  /** MikroORM's metadata of all entities: `orm.getMetadata()`. */
  metadata: MetadataStorage;
  reads: readonly ReadType[];
  db: Database;
  /** How SQL prints the features' own scalars, by name. */
  scalars?: Readonly<Record<string, ScalarPrinter>>;
}

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/**
 * Binds the schema to the database, as Apollo's `gateway`. Apollo also needs `stringifyResult`, which passes on
 * what is fetched without parsing it.
 * @throws Error that lists what in the schema cannot be read, or has no policy
 */
export function createExecutor({ schema, metadata, reads, db, scalars }: ExecutorOptions): Gateway {
  const executor = new Executor(schema, db, buildModel({ schema, metadata, reads, scalars }));
  return {
    load: async () => ({
      executor: ({ document, operation, request, context }) =>
        executor.execute({
          document,
          operation,
          operationName: request.operationName,
          variables: request.variables ?? {},
          context: context as RequestContext,
        }),
    }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

interface Request {
  readonly document: DocumentNode;
  /** Absent when the document has no such operation. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/**
 * Executes operations: root resolvers say which rows are meant, and one statement fetches all of them in the
 * shape that was selected. A mutation's fields run one after the other, each followed by the statement of its payload.
 */
export class Executor {
  private readonly plans: PlanCache;
  private readonly names = new PreparedNames();

  constructor(
    readonly schema: GraphQLSchema,
    readonly db: Database,
    readonly model: Model,
  ) {
    this.plans = new PlanCache(schema, model);
  }

  async execute({ document, operation, operationName, variables: raw, context }: Request): Promise<ExecutionResult> {
    const { schema } = this;
    // Without an operation, graphql-js says why there is none.
    if (!operation) return executeByGraphql({ schema, document, operationName, variableValues: raw });
    const rootType = schema.getRootType(operation.operation);
    if (!rootType || operation.operation === OperationTypeNode.SUBSCRIPTION) {
      const message = `This API has no ${operation.operation} operations.`;
      return { errors: [refused('BAD_REQUEST', { message, nodes: [operation] })] };
    }
    const definitions = operation.variableDefinitions ?? [];
    const { coerced: variables, errors } = getVariableValues(schema, definitions, raw, { maxErrors: 50 });
    if (errors) return { errors: errors.map((error) => refused('BAD_USER_INPUT', error)) };
    const plan = this.plans.find(document, operation, variables, raw, context.viewer.role);
    const request = { schema, document, operation, rootType, variables, rawVariables: raw, context };
    const run: Run = { ...request, plan, errors: [] };
    const data = await this.data(run);
    return run.errors.length ? { errors: run.errors, data } : { data };
  }

  /** The response's data, or null when an error reached the root. */
  private async data(run: Run): Promise<Record<string, unknown> | null> {
    const keys = [...run.plan.roots.keys()];
    const fields: string[] = [];
    try {
      // What runs one after the other in a mutation runs together in a query.
      for (const group of run.operation.operation === OperationTypeNode.MUTATION ? keys.map((key) => [key]) : [keys]) {
        fields.push(...(await this.group(run, group)));
      }
    } catch (error) {
      run.errors.push(...failureOf(error, [run.operation], null, run.context).errors);
      return null;
    }
    return new JsonData(`{${fields.join()}}`) as unknown as Record<string, unknown>;
  }

  /** The JSON members of some root fields, whose reads go into one statement. */
  private async group(run: Run, keys: readonly string[]): Promise<string[]> {
    const { plan, context, errors } = run;
    const fetch = new Fetch(this.model, plan);
    const completion = new Completion(plan.selection, fetch, context, (failure) => errors.push(...failure.errors));
    const roots = await Promise.all(keys.map((key) => resolveRoot(run, key)));
    for (const { field, value } of roots) if (field) completion.gather(field.definition.type, field.nodes, value);
    await fetch.run(this.db, this.names, context);
    return roots.map(({ key, field, value }) => {
      const text = field ? completion.complete(field, value, { before: null, key }) : value;
      return `"${key}":${text}`;
    });
  }
}

/** An error that is the caller's. Apollo knows those of variables by their wording; that there are too many is worded otherwise. */
const refused = (code: string, { message, nodes }: Pick<GraphQLError, 'message' | 'nodes'>): GraphQLError =>
  new GraphQLError(message, { nodes, extensions: { code, http: { status: 400 } } });
