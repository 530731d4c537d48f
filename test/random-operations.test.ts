import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { MODULES } from '../src/modules.ts';
import { NodeResolver } from '../src/platform/graphql/node.ts';
import { buildGraphqlSchema } from '../src/platform/graphql/schema.ts';
import { useTestApp } from './support/app.ts';
import { type ArgumentsOf, randomOperation } from './support/operations.ts';
import { Random } from './support/random.ts';

/** More of them: OPERATIONS=5000 npx vitest run test/random-operations.test.ts */
const OPERATIONS = Number(process.env.OPERATIONS ?? 150);
const random = new Random(Number(process.env.SEED ?? 1));

const app = useTestApp('seeded');
let schema: GraphQLSchema;
let ids: string[];

beforeAll(async () => {
  schema = buildGraphqlSchema([NodeResolver, ...MODULES.flatMap(({ resolvers }) => resolvers)]);
  const prefixed = MODULES.flatMap(({ reads }) => reads).filter(({ prefix }) => prefix);
  const found = prefixed.map(async ({ entity, prefix }) => {
    const table = app.services.orm.getMetadata().get(entity).tableName;
    const rows = await app.services.db.query<{ id: string }>(`select id from ${table} order by id limit 30`);
    return rows.map(({ id }) => `${prefix}_${id}`);
  });
  ids = (await Promise.all(found)).flat();
});

/**
 * Whatever is asked of the real schema, over the seeds: nothing fails inside, and nothing is null where the schema says that it
 * cannot be. (What the answers are, against plain resolvers, is tested in platform/read with a schema of its own.)
 */
it(`answers ${OPERATIONS} random operations`, { timeout: 60_000 + OPERATIONS * 100 }, async () => {
  for (let index = 0; index < OPERATIONS; index++) {
    const { source, variables } = randomOperation(schema, random, { depth: 5, width: 4, argumentsOf });
    const { errors = [] } = await random.pick([app.asPublic, app.asOperator]).run(source, variables);
    const wrong = errors.filter(
      ({ message, extensions }) =>
        extensions?.code === 'INTERNAL_SERVER_ERROR' || message.startsWith('Cannot return null'),
    );
    expect(wrong, `operation ${index}:\n${source}\n${JSON.stringify(variables)}`).toEqual([]);
  }
});

const PAGE = new Set(['first', 'after', 'last', 'before']);

const argumentsOf: ArgumentsOf = ({ args }) => {
  const isPaged = args.some(({ name }) => name === 'last');
  const own = args.filter(
    ({ name, type }) => !(isPaged && PAGE.has(name)) && (isNonNullType(type) || random.chance(0.4)),
  );
  const values = Object.fromEntries(own.map(({ name, type }) => [name, randomValue(type, 0)]));
  return isPaged ? { ...values, [random.pick(['first', 'last'])]: random.whole(1, 10) } : values;
};

const SCALARS: Readonly<Record<string, () => unknown>> = {
  ID: () => (random.chance(0.05) ? 'x' : random.pick(ids)),
  Int: () => random.whole(0, 12),
  Float: () => random.whole(0, 4_000) / 4,
  VND: () => random.whole(0, 1_000_000),
  Boolean: () => random.chance(0.5),
  LocalDate: () => random.pick(['2024-01-01', '2025-07-01', '2026-02-28']),
  DateTimeISO: () => '2025-07-01T00:00:00.000Z',
  String: () => random.pick(['a', 'Hà', 'nước mắm', 'dừa', '%', "'", '\\', '', '93600000']),
};

/** A value of an input type; objects get some of their fields. */
function randomValue(type: GraphQLInputType, depth: number): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.from({ length: random.whole(0, 2) }, () => randomValue(nullable.ofType, depth));
  if (isEnumType(nullable)) return random.pick(nullable.getValues()).name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      ({ type }) => isNonNullType(type) || (depth < 3 && random.chance(0.25)),
    );
    return Object.fromEntries(fields.map(({ name, type }) => [name, randomValue(type, depth + 1)]));
  }
  return isScalarType(nullable) ? SCALARS[nullable.name]?.() : undefined;
}
