import { getNamedType, isAbstractType, isInputObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { tallyOf } from '../../src/catalogue/unanswered-tally.ts';
import { type TestClient, useTestApp } from '../support/app.ts';
import { othersEnded } from '../support/other-databases.ts';
import { type Anchors, CatalogueWriter } from './hidden-catalogue.ts';
import { hiddenKeys, hiddenRows, removeHidden, tables } from './hidden-rows.ts';
import { hiddenValues } from './hidden-values.ts';
import { type Arguments, type Field, isPaged, QueryWriter } from './query-writer.ts';
import { PREFIXES, schema, typeOfId } from './schema.ts';
import { Sightings } from './sightings.ts';
import { literal } from './values.ts';

const NOW = '2026-11-22T05:00:00.000Z';
const app = useTestApp('seeded');

/** What is for operators only: root fields, fields of rows that the public sees, whole types. */
const FOR_OPERATORS = {
  Export: [
    'audience',
    'createdAt',
    'createdBy',
    'cut',
    'fileName',
    'format',
    'id',
    'kind',
    'language',
    'linkExpiresAt',
    'percent',
    'rows',
    'state',
    'updatedAt',
    'version',
    'what',
  ],
  ExportConnection: ['edges', 'nodes'],
  ExportEdge: ['cursor', 'node'],
  Facility: ['completeness', 'documents', 'likelyDuplicates', 'needs', 'transitions'],
  FacilityCompleteness: ['blocking', 'missing', 'percent'],
  FacilityDocument: ['id', 'kind', 'title', 'url'],
  FacilityTransition: ['at', 'by', 'from', 'reason', 'to'],
  Import: [
    'batches',
    'changed',
    'changes',
    'columns',
    'created',
    'createdAt',
    'createdBy',
    'delimiter',
    'encoding',
    'endedAt',
    'facilitiesCreated',
    'fileHash',
    'fileName',
    'format',
    'headerRow',
    'heldBack',
    'hiddenRows',
    'id',
    'kind',
    'leftOut',
    'percent',
    'problems',
    'questions',
    'refused',
    'rows',
    'same',
    'source',
    'state',
    'undecided',
    'updatedAt',
    'version',
  ],
  ImportBatch: ['changed', 'created', 'firstRow', 'lastRow'],
  ImportBatchConnection: ['edges', 'nodes', 'pageInfo', 'totalCount'],
  ImportBatchEdge: ['cursor', 'node'],
  ImportChange: ['action', 'fields', 'name', 'row'],
  ImportChangeConnection: ['edges', 'nodes', 'pageInfo', 'totalCount'],
  ImportChangeEdge: ['cursor', 'node'],
  ImportChoiceType: ['choice', 'labelEn', 'labelVi'],
  ImportColumnType: ['column', 'confidence', 'field', 'header', 'isHidden', 'samples'],
  ImportConnection: ['edges', 'nodes'],
  ImportEdge: ['cursor', 'node'],
  ImportFieldChange: ['field', 'to'],
  ImportHeldBack: ['firstRow', 'reason', 'rows'],
  ImportProblem: ['code', 'column', 'header', 'message', 'row', 'value'],
  ImportProblemConnection: ['edges', 'nodes', 'pageInfo', 'totalCount'],
  ImportProblemEdge: ['cursor', 'node'],
  ImportQuestion: ['choices', 'column', 'firstRow', 'key', 'kind', 'rows', 'suggestion', 'value'],
  ImportQuestionConnection: ['edges', 'nodes', 'pageInfo', 'totalCount'],
  ImportQuestionEdge: ['cursor', 'node'],
  ImportSource: ['answers', 'columns', 'createdAt', 'id', 'kind', 'name', 'updatedAt', 'version'],
  ImportSourceConnection: ['edges', 'nodes'],
  ImportSourceEdge: ['cursor', 'node'],
  KeptImportAnswer: ['choice', 'key'],
  KeptImportColumn: ['field', 'header'],
  Product: ['allPrices', 'completeness', 'transitions'],
  ProductCompleteness: ['blocking', 'missing', 'percent'],
  ProductTransition: ['at', 'by', 'from', 'reason', 'to'],
  Query: ['export', 'facilityDuplicates', 'import', 'likelyDuplicateFacilities', 'productByGtin', 'unansweredSearches'],
  UnansweredSearch: ['count', 'days', 'firstDay', 'lastAt', 'lastDay', 'text', 'withoutFilters'],
  UnansweredSearchConnection: ['edges', 'nodes', 'pageInfo', 'totalCount'],
  UnansweredSearchEdge: ['cursor', 'node'],
};

/** What nothing here has: workbooks, files that fail or are fetched, exports that are done, rows that change what is there. */
const NOT_THERE = [
  'CatalogueChange.into',
  'CatalogueChanges.cursor',
  'CatalogueChanges.hasMore',
  'Export.cursor',
  'Export.endedAt',
  'Export.failure',
  'Export.link',
  'Import.failure',
  'Import.sheet',
  'Import.sheets',
  'Import.url',
  'ImportBatch.undoneAt',
  'ImportFieldChange.from',
  'ImportProblem.suggestion',
  'ImportQuestion.answer',
];

let writer: QueryWriter;
let anchors: Anchors;
let hidden: Set<string>;
/** What the public is answered to each query while the hidden rows are there. */
let answers: Map<string, string>;
const seen = new Sightings(schema);

/** Runs queries, a few at a time, and hands over each answer as text. */
async function ask(client: TestClient, queries: Iterable<string>, take: (query: string, answer: string) => void) {
  const rest = [...queries].values();
  const worker = async () => {
    for (const query of rest) take(query, (await client.post({ query })).body);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** Every path below each root field. */
function pathQueries(): string[] {
  return writer.roots.flatMap((root) =>
    writer.argumentSets(root).flatMap((args, index) => {
      const type = getNamedType(root.type);
      const { id } = args;
      if (typeof id !== 'string') return writer.paths(root, args, index === 0 ? 2 : 1);
      if (isAbstractType(type)) return writer.paths(root, args, 1, typeOfId(id));
      if (typeOfId(id) !== type) return [];
      return writer.paths(root, args, !Object.values(anchors).includes(id) ? 1 : root.type === type ? 3 : 2);
    }),
  );
}

/** The connections of the schema, at the root and of an object of each type, and how a call of each becomes a query. */
function connections(): [Field, (call: string) => string][] {
  const roots = writer.roots.map((field): [Field, (call: string) => string] => [field, (call) => `{ ${call} }`]);
  const onePerType = new Map(Object.values(anchors).map((id) => [typeOfId(id), id]));
  const below = [...onePerType].flatMap(([type, id]) =>
    Object.values(type.getFields()).map((field): [Field, (call: string) => string] => [
      field,
      (call) => `{ node(id: ${literal(id)}) { ... on ${type.name} { ${call} } } }`,
    ]),
  );
  return [...roots, ...below].filter(([field]) => isPaged(field));
}

/** The arguments that a field cannot do without. */
const neededOf = (field: Field): Arguments => writer.argumentSets(field)[0]!;

/** Each condition of each filter, by what is hidden. */
const filterQueries = (): string[] =>
  connections().flatMap(([field, within]) => {
    const type = field.args.find(({ name }) => name === 'filter')?.type;
    const input = type && getNamedType(type);
    if (!isInputObjectType(input)) return [];
    return writer.filters(input).map((filter) => within(writer.page(field, { ...neededOf(field), filter })));
  });

/** Pages that begin or end at a cursor that an operator got, of a hidden row wherever there is one, in every order. */
async function cursorQueries(): Promise<string[]> {
  const found: string[] = [];
  for (const [field, within] of connections()) {
    const orders = writer.argumentSets(field).filter(({ orderBy }) => orderBy);
    for (const args of orders.length > 0 ? orders : [neededOf(field)]) {
      for (const cursor of await operatorsCursors(within(writer.page(field, { ...args, first: 100 })))) {
        for (const page of [
          { first: 3, after: cursor },
          { last: 3, before: cursor },
          { last: 3, after: cursor },
        ]) {
          found.push(within(writer.page(field, { ...args, ...page })));
        }
      }
    }
  }
  return found;
}

async function operatorsCursors(query: string): Promise<string[]> {
  const { body } = await app.asOperator.post({ query });
  const cursors = [...body.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor!);
  const ofHidden = cursors.filter((cursor) => keysIn(cursor).some((key) => hidden.has(key)));
  return [...ofHidden.slice(0, 3), ...cursors.slice(0, 1)];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The keys of rows in a cursor. */
const keysIn = (cursor: string): string[] => Buffer.from(cursor, 'base64url').toString().match(UUID) ?? [];

beforeAll(async () => {
  const catalogue = await new CatalogueWriter(app).write();
  anchors = catalogue.anchors;
  await app.services.search.rebuild(app.services.orm, () => {});
  await othersEnded(app.services.db);
  await app.asPublic.query('{ searchProducts(query: "zkysubmarine", first: 1) { totalCount } }');
  await tallyOf(app.services.db)!.write();
  const keys = await Promise.all(Object.keys(hiddenRows(NOW)).map((entity) => hiddenKeys(app, entity, NOW)));
  hidden = new Set(keys.flat());
  const ids = await Promise.all(
    [...PREFIXES].map(async ([entity, prefix]) =>
      (await hiddenKeys(app, entity, NOW)).map((key) => `${prefix}_${key}`).filter((id) => id !== catalogue.merged),
    ),
  );
  writer = new QueryWriter(
    schema,
    await hiddenValues(app, NOW, [...ids.flatMap((list) => list.slice(-3)), ...Object.values(anchors)]),
  );
  const paths = pathQueries();
  await ask(app.asOperator, paths, (_, answer) => seen.operator(answer));
  answers = new Map();
  const queries = new Set([...paths, ...filterQueries(), ...(await cursorQueries())]);
  await ask(app.asPublic, queries, (query, answer) => {
    answers.set(query, answer);
    seen.public(answer);
  });
}, 300_000);

describe('what the public may not see', () => {
  it('is known of every entity', () => {
    expect([...tables(app).keys()].sort()).toEqual(Object.keys(hiddenRows(NOW)).sort());
  });

  it.each(Object.entries(hiddenRows(NOW)).filter(([, hidden]) => hidden !== null))(
    '%s: there is some to be found',
    async (entity) => {
      expect((await hiddenKeys(app, entity, NOW)).length).toBeGreaterThan(0);
    },
  );

  it('is what operators are answered by every root field, of every type', () => {
    expect(seen.missing()).toEqual(NOT_THERE);
  });

  it('is in these fields, of rows that the public sees', () => {
    expect(seen.forOperators()).toEqual(
      Object.entries(FOR_OPERATORS).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`)),
    );
  });

  it('has no id in any answer to the public', () => {
    const told = [...answers].filter(([query, answer]) => {
      const known = answer.match(UUID) ?? [];
      return known.some((key) => hidden.has(key) && !query.includes(key));
    });
    expect(told.map(([query]) => query)).toEqual([]);
  });
});

/** What the public is told of a mutation that names `id`, and where that is of the wrong type another one. */
async function refusal(mutation: Field, id: string, ids: readonly string[]): Promise<string> {
  const ofOne = new QueryWriter(schema, { ...writer.values, ID: { '*': [id] } });
  const { input } = ofOne.neededOf(mutation.args) as { input: Record<string, unknown> };
  for (let tries = 0; tries < 5; tries++) {
    const { body } = await app.asPublic.post({ query: writer.mutation(mutation, input) });
    const wrong = /"path":\["(\w+)"\],"message":"[^"]*\(expected (\w+_)/.exec(body.replaceAll('\\"', ''));
    const fitting = wrong && wrong[1]! in input && ids.find((other) => other.startsWith(wrong[2]!));
    if (!fitting) return body.replace(/(_)[0-9a-f-]{36}/g, '$1');
    input[wrong[1]!] = fitting;
  }
  throw new Error(`${mutation.name} wants too many ids`);
}

describe('a mutation of the public', () => {
  const mutations = Object.values(schema.getMutationType()!.getFields());
  const audited = () => app.services.db.query('select count(*)::int from audit_entry');

  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    '%s is refused before anything is looked up',
    async (_, mutation) => {
      const before = await audited();
      const answersOf = async (ids: readonly string[]) => {
        const told = await Promise.all(ids.map((id) => refusal(mutation, id, ids)));
        return [...new Set(told)].sort();
      };
      // Of each type one: a hidden one where there are any, since those come first.
      const known = writer.values.ID!['*'] as string[];
      const ids = [...PREFIXES.values()].flatMap((prefix) => known.find((id) => id.startsWith(`${prefix}_`)) ?? []);
      const strangers = ids.map((id) => `${id.slice(0, id.indexOf('_'))}_01980000-0000-7000-8000-000000000000`);
      const told = await answersOf(ids);
      expect(told).toEqual(await answersOf(strangers));
      expect(told.some((answer) => answer.includes('"UNAUTHENTICATED"'))).toBe(true);
      expect(told.filter((answer) => !/"(?:UNAUTHENTICATED|BAD_ID)"/.test(answer))).toEqual([]);
      expect(await audited()).toEqual(before);
    },
  );
});

// Last: it takes the hidden rows away.
describe('without all that the public may not see', () => {
  it('every answer to the public is the same', { timeout: 180_000 }, async () => {
    await removeHidden(app, NOW);
    const differences: [string, string | undefined, string][] = [];
    await ask(app.asPublic, answers.keys(), (query, answer) => {
      if (answer !== answers.get(query)) differences.push([query, answers.get(query), answer]);
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });
});
