import {
  type DocumentNode,
  executeSync,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { userErrorsOf } from '../errors/user-error.ts';
import { memo } from '../read/memo.ts';
import type { Plan } from '../read/plan.ts';
import { tellsErrors } from '../read/schema-rules.ts';
import type { FieldNodes, Variables } from '../read/selection.ts';
import type { CompletedField } from './completion.ts';
import type { RequestContext } from './context.ts';

/** An operation on its way: variables coerced, plan found, errors gathered. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  readonly variables: Variables;
  /** The variables as they came, for graphql-js, which coerces them itself. */
  readonly rawVariables: Variables;
  readonly context: RequestContext;
  readonly plan: Plan;
  readonly errors: GraphQLError[];
}

/** A root field and its value: what the resolver returned, or the error that it threw. */
export interface Root {
  readonly key: string;
  /** Null when the value is finished JSON already. */
  readonly field: CompletedField | null;
  readonly value: unknown;
}

/** Calls the resolver of a root field. Never rejects. */
export async function resolveRoot(run: Run, key: string): Promise<Root> {
  const nodes = run.plan.roots.get(key)!;
  const name = nodes[0]!.name.value;
  if (name === '__typename') return { key, field: null, value: `"${run.rootType.name}"` };
  if (name.startsWith('__')) return { key, field: null, value: introspect(run, key, nodes) };
  const field = { parent: run.rootType, definition: run.rootType.getFields()[name]!, nodes };
  return { key, field, value: await resolve(run, key, field) };
}

async function resolve(run: Run, key: string, field: CompletedField): Promise<unknown> {
  const { definition, nodes } = field;
  const payload = payloadType(definition);
  try {
    const args = getArgumentValues(definition, nodes[0]!, run.variables);
    const value: unknown = await definition.resolve!(undefined, args, run.context, infoOf(run, key, field));
    return payload && value ? { ...value, errors: (value as { errors?: unknown }).errors ?? [] } : value;
  } catch (error) {
    const mendable = payload && userErrorsOf(error);
    if (!mendable) return error instanceof Error ? error : new Error(String(error));
    return { errors: mendable.map(({ code, path, text }) => ({ code, path, message: text[run.context.language] })) };
  }
}

const payloads = new WeakMap<GraphQLField<unknown, unknown>, boolean>();

/** Whether a field's type is a payload with a place for user errors. */
function payloadType(definition: GraphQLField<unknown, unknown>): boolean {
  return memo(payloads, definition, () => {
    const type = getNullableType(definition.type);
    return isObjectType(type) && tellsErrors(type);
  });
}

function infoOf(run: Run, key: string, { parent, definition, nodes }: CompletedField): GraphQLResolveInfo {
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType: parent,
    path: { prev: undefined, key, typename: parent.name },
    schema: run.schema,
    fragments: run.plan.selection.fragments,
    rootValue: undefined,
    operation: run.operation,
    variableValues: run.variables as GraphQLResolveInfo['variableValues'],
  };
}

/** `__schema` and `__type` are answered by graphql-js, each as an operation of its own. */
function introspect(
  { schema, document, operation, rawVariables, errors }: Run,
  key: string,
  nodes: FieldNodes,
): string {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: nodes };
  const alone = { ...operation, selectionSet };
  const definitions = document.definitions.map((definition) => (definition === operation ? alone : definition));
  const result = executeSync({
    schema,
    document: { ...document, definitions },
    operationName: operation.name?.value,
    variableValues: rawVariables,
  });
  errors.push(...(result.errors ?? []));
  return JSON.stringify(result.data?.[key] ?? null);
}
