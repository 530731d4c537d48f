import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { Random } from '../support/random.ts';
import { Baselines, type Input } from './baselines.ts';
import { type Anchors, CatalogueWriter } from './hidden-catalogue.ts';
import { hiddenValues } from './hidden-values.ts';
import { chosen, type HostileCase, hostileCases, withHostile } from './hostile-cases.ts';
import { type Field, isConnection, isPaged, QueryWriter } from './query-writer.ts';
import { schema, typeOfId } from './schema.ts';
import { faultsOf, tell } from './telling.ts';
import { literal } from './values.ts';

/** Values tried in each place; all of them: HOSTILE=100 npx vitest run test/security/hostile-input.test.ts */
const MOST = Number(process.env.HOSTILE ?? 3);
const random = new Random(Number(process.env.SEED ?? 1));
const TIMEOUT = 60_000 + MOST * 20_000;

const app = useTestApp('seeded');
let anchors: Anchors;
let writer: QueryWriter;
let baselines: Baselines;
let communes: string[];

beforeAll(async () => {
  ({ anchors } = await new CatalogueWriter(app).write());
  writer = new QueryWriter(schema, await hiddenValues(app, '2026-11-22T05:00:00.000Z', Object.values(anchors)));
  const rows = await app.services.db.query<{ id: string }>(`
    (select 'prd_' || id as id from product where status = 'DRAFT' limit 3)
    union all (select 'fac_' || id from facility where status = 'DRAFT' and merged_into_id is null limit 3)
    union all (select 'crt_' || id from certificate where verified_at is null and withdrawn_at is null limit 1)
    union all (select 'doc_' || id from facility_document limit 1)
    union all (select 'src_' || id from import_source limit 1)`);
  const units = await app.services.db.query<{ id: string }>(`
    select 'plc_' || id as id from administrative_unit where level = 'COMMUNE' and valid_until is null and name !~ '[0-9]'`);
  communes = units.map(({ id }) => id);
  baselines = new Baselines(app, schema, [
    ...rows.map(({ id }) => id),
    anchors.category,
    anchors.place,
    anchors.synonym,
    anchors.import,
    anchors.export,
  ]);
});

/** Whether a path leads to a place in an input. */
function leads([key, ...rest]: readonly (string | number)[], type: GraphQLInputType): boolean {
  if (key === undefined) return true;
  const nullable = getNullableType(type);
  if (isListType(nullable)) return /^\d+$/.test(String(key)) && leads(rest, nullable.ofType);
  const field = isInputObjectType(nullable) ? nullable.getFields()[key] : undefined;
  return field !== undefined && leads(rest, field.type);
}

/** An input that names a unit which no case before has changed. */
function fresh(input: Input): Input {
  const [result] = (input.results ?? []) as Input[];
  return result ? { ...input, results: [{ ...result, from: [communes.pop()], name: 'Tên mới' }] } : input;
}

const short = ({ path, value }: HostileCase): string => `${path.join('.')} = ${value.slice(0, 60)}`;

const audited = async (): Promise<unknown> =>
  (await app.services.db.query('select count(*)::int, sum(hashtext(id::text)) from audit_entry'))[0];

const mutations = Object.values(schema.getMutationType()!.getFields()).map((field) => [field.name, field] as const);

/** A mutation with its whole payload, its input in the variable. */
const documentOf = (mutation: Field): string =>
  `mutation ($input: ${mutation.args[0]!.type}) { ${mutation.name}(input: $input) ${writer.payload(mutation)} }`;

describe('a mutation', () => {
  it.each(mutations)(
    '%s refuses whatever is wrong, and then has done nothing',
    { timeout: TIMEOUT },
    async (_, mutation) => {
      const { type } = mutation.args[0]!;
      const baseline = await baselines.of(mutation);
      const faults: string[] = [];
      for (const wrong of chosen(hostileCases(type), MOST, random)) {
        const input = withHostile(await baselines.withVersions(fresh(baseline)), wrong);
        const before = await audited();
        const told = await tell(app.asOperator, documentOf(mutation), `{"input":${input}}`);
        const strayed = told.userErrors.filter(({ path }) => !leads(path!, type));
        const half = told.refused && JSON.stringify(await audited()) !== JSON.stringify(before);
        faults.push(
          ...[...faultsOf(told), ...strayed.map(({ path }) => `path ${path}`), ...(half ? ['half done'] : [])].map(
            (fault) => `${short(wrong)}: ${fault}`,
          ),
        );
      }
      expect(faults).toEqual([]);
    },
  );
});

describe('a query', () => {
  const fields = (): [GraphQLObjectType, Field, (call: string) => string][] => {
    const objects = new Map(Object.values(anchors).map((id) => [typeOfId(id), id]));
    return [
      ...writer.roots.map((field): [GraphQLObjectType, Field, (call: string) => string] => [
        schema.getQueryType()!,
        field,
        (call) => `{ ${call} }`,
      ]),
      ...[...objects].flatMap(([type, id]) =>
        Object.values(type.getFields()).map((field): [GraphQLObjectType, Field, (call: string) => string] => [
          type,
          field,
          (call) => `{ node(id: ${literal(id)}) { ... on ${type.name} { ${call} } } }`,
        ]),
      ),
    ];
  };

  it('refuses whatever is wrong in its arguments, of all fields that have any', { timeout: TIMEOUT * 4 }, async () => {
    const faults: string[] = [];
    for (const [type, field, within] of fields()) {
      for (const argument of field.args) {
        const document = `query ($value: ${argument.type}) ${within(callOf(field, argument))}`;
        const { [argument.name]: baseline } = writer.neededOf([argument]);
        for (const wrong of chosen(hostileCases(argument.type, [], 2), MOST, random)) {
          const value = withHostile(wrong.path.length > 0 ? baseline : null, wrong);
          const client = random.pick([app.asPublic, app.asOperator]);
          const found = faultsOf(await tell(client, document, `{"value":${value}}`));
          faults.push(...found.map((fault) => `${type.name}.${field.name}.${argument.name} ${short(wrong)}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  /** A call of a field with one argument from the variable and the others as they are needed. */
  function callOf(field: Field, argument: GraphQLArgument): string {
    const others = writer.neededOf(field.args.filter((other) => other !== argument && isRequiredArgument(other)));
    const first = isPaged(field) && !['first', 'last'].includes(argument.name) ? { first: 2 } : {};
    const texts = Object.entries({ ...others, ...first }).map(([name, value]) => `${name}: ${literal(value)}`);
    return `${field.name}(${[...texts, `${argument.name}: $value`].join(', ')}) ${selectionOf(field)}`;
  }

  function selectionOf({ type }: Field): string {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return '';
    return 'getFields' in named && isConnection(named as GraphQLObjectType)
      ? '{ totalCount pageInfo { hasPreviousPage } edges { cursor } }'
      : '{ __typename }';
  }
});

describe('a cursor', () => {
  const forged = (key: unknown) =>
    Buffer.from(typeof key === 'string' ? key : JSON.stringify(key)).toString('base64url');
  const KEY = '01980000-0000-7000-8000-000000000000';
  const VALUES = [
    '999999-12-31T00:00:00+00:00',
    '0000-01-01T00:00:00+00:00',
    'infinity',
    'a\0',
    '\ud800',
    "'",
    '9'.repeat(400),
    'NaN',
    null,
    1,
    {},
  ];
  const CURSORS = [
    ...VALUES.flatMap((value) => [[value, KEY], [value, value, KEY], [KEY, value], [value]].map(forged)),
    ...['', '[', '[]', '{}', 'null', `["${KEY}"]`, '["x","y"]', '['.repeat(10_000)].map(forged),
    '',
    '%%%',
    '\0',
    'A'.repeat(500_000),
  ];

  it('that is forged is refused by every list, or is a place in it', { timeout: TIMEOUT }, async () => {
    const faults: string[] = [];
    for (const root of writer.roots.filter(isPaged)) {
      for (const args of writer.argumentSets(root)) {
        const { [Object.keys(args).at(-1) ?? '']: last } = args;
        const query = (side: string) =>
          writer
            .paths(root, { ...args, first: 1 }, 0)[0]!
            .replace(/^\{ \w+\(/, (start) => `query ($cursor: String) ${start}${side}: $cursor, `);
        for (const cursor of random.chance(0.2) || root.args.length < 6 ? CURSORS : CURSORS.slice(0, 8)) {
          const told = await tell(app.asOperator, query(random.pick(['after', 'before'])), JSON.stringify({ cursor }));
          faults.push(...faultsOf(told).map((fault) => `${root.name} ${last} ${cursor.slice(0, 40)}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });
});

describe('an error', () => {
  it('of a user is told in Vietnamese and in English', async () => {
    for (const [, mutation] of mutations) {
      const { type } = mutation.args[0]!;
      const baseline = await baselines.withVersions(fresh(await baselines.of(mutation)));
      for (const wrong of chosen(hostileCases(type), 1, random)) {
        const variables = `{"input":${withHostile(baseline, wrong)}}`;
        const [vi, en] = [
          await tell(app.asPublic, documentOf(mutation), variables, 'vi'),
          await tell(app.asPublic, documentOf(mutation), variables, 'en'),
        ];
        expect(vi.userErrors.map(({ code, path }) => ({ code, path }))).toEqual(
          en.userErrors.map(({ code, path }) => ({ code, path })),
        );
        for (const [index, { message }] of vi.userErrors.entries()) {
          expect(message).toMatch(/[àáảãạăâđèéêìíòóôơùúưỳýỗởườếệốộứựữằắặầấậ]/i);
          expect(message).not.toBe(en.userErrors[index]!.message);
        }
      }
    }
  });
});

describe('the same at the same moment', () => {
  it.each(mutations)('%s, eight times: nothing fails inside', async (_, mutation) => {
    const variables = JSON.stringify({ input: await baselines.withVersions(fresh(await baselines.of(mutation))) });
    const told = await Promise.all(
      Array.from({ length: 8 }, () => tell(app.asOperator, documentOf(mutation), variables)),
    );
    expect(told.flatMap(faultsOf)).toEqual([]);
  });
});
