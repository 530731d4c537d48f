import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ArgumentsOf, type Operation, randomOperation } from '../../support/operations.ts';
import { executePlainly, withoutResolvers } from '../../support/plain-execution.ts';
import { Random } from '../../support/random.ts';
import { GoodOrder } from './toy.ts';
import { badgeCursor, goodCursor, PLAIN_RESOLVERS } from './toy-plain.ts';
import { KEYS, ROWS } from './toy-rows.ts';
import { type Answer, EVERYBODY, NOW, OPERATOR, plainAnswer, startToy, type Toy, toySchema } from './toy-server.ts';

/** More of them: OPERATIONS=5000 npx vitest run test/platform/read/differential.test.ts */
const OPERATIONS = Number(process.env.OPERATIONS ?? 300);
const SEED = Number(process.env.SEED ?? 1);
const TIME_LIMIT = 60_000 + OPERATIONS * 100;

let toy: Toy;
const plainSchema = withoutResolvers(toySchema());

beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy?.stop());

it(`answers ${OPERATIONS} random operations as plain resolvers over the same rows do`, {
  timeout: TIME_LIMIT,
}, async () => {
  const random = new Random(SEED);
  let errors = 0;
  for (let index = 0; index < OPERATIONS; index++) {
    const operation = randomOperation(toy.schema, random, { depth: 5, width: 4, argumentsOf });
    const known = { source: operation.source };
    // Twice the same document, so that a plan meets other viewers and other directives than it was made for.
    for (const { variables, viewer } of [variation(operation, random), variation(operation, random)]) {
      const expected = executePlainly(
        plainSchema,
        PLAIN_RESOLVERS,
        { ...operation, variables },
        { role: viewer.role, now: NOW },
      );
      const before = toy.statements.length;
      const answer = await toy.askSame(known, variables, viewer);
      const asked = `operation ${index} as ${viewer.role}:\n${operation.source}\n${JSON.stringify(variables)}\n`;
      expect(comparable(answer), asked).toEqual(comparable(plainAnswer(expected)));
      // A statement that fails is tried again column by column.
      const most = operation.source.includes('overflowing') ? Number.POSITIVE_INFINITY : 1;
      expect(toy.statements.length - before, `statements of ${asked}`).toBeLessThanOrEqual(most);
      if (answer.errors) errors += 1;
    }
  }
  // The comparison is worth something only when the hard cases come up.
  expect(errors).toBeGreaterThan(OPERATIONS / 20);
});

/** The operation with its directives decided anew, by a viewer of either role. */
function variation({ variables }: Operation, random: Random) {
  const decided = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? random.chance(0.5) : value,
  ]);
  return {
    variables: Object.fromEntries(decided) as Record<string, unknown>,
    viewer: random.pick([OPERATOR, EVERYBODY]),
  };
}

const argumentsOf: ArgumentsOf = ({ type, name }, random) => {
  const coordinate = `${type}.${name}`;
  const maybe = (values: Record<string, unknown>) => (random.chance(0.6) ? values : {});
  switch (coordinate) {
    case 'Query.good':
    case 'Query.mustGood':
      return { id: `god_${random.chance(0.1) ? random.uuid() : random.pick(KEYS.goods)}` };
    case 'Query.goodNamed':
      return { name: random.pick(ROWS.good).name };
    case 'Query.node':
      return { id: anyId(random) };
    case 'Query.nodes':
      return { ids: Array.from({ length: random.whole(0, 4) }, () => anyId(random)) };
    case 'Query.makers':
      return maybe({ limit: random.whole(0, 12) });
    case 'Query.search':
      return maybe({ from: random.whole(0, 5) });
    case 'Query.hello':
      return maybe({ name: random.pick(['An', '"', null]) });
    case 'Good.shout':
      return maybe({ suffix: random.pick(['?', null, '\\"\n\u0001']) });
    case 'Good.priceFor':
    case 'Good.cheaper':
    case 'Good.letters':
      return maybe({ count: random.whole(0, 1) });
    case 'Good.topBadge':
      return maybe({ minLevel: random.pick([null, 3, 9, 50]) });
    case 'Good.badgePage':
      return page(random, () => badgeCursor(random.pick(ROWS.badge)));
    case 'Query.goods':
    case 'Maker.goodPage': {
      const given = random.chance(0.8) ? random.pick(Object.values(GoodOrder)) : undefined;
      const cursor = () => goodCursor(given ?? GoodOrder.NAME, random.pick(ROWS.good));
      return {
        ...page(random, cursor),
        ...(given && { order: given }),
        ...(random.chance(0.2) && { minPrice: random.pick([null, 1, 2500]) }),
      };
    }
    default:
      throw new Error(`no arguments for ${coordinate}`);
  }
};

const anyId = (random: Random) =>
  random.pick([
    `god_${random.pick(KEYS.goods)}`,
    `mkr_${random.pick(KEYS.makers)}`,
    `bdg_${random.pick(KEYS.badges)}`,
    `god_${random.uuid()}`,
    'xyz',
  ]);

function page(random: Random, cursor: () => string): Record<string, unknown> {
  return {
    [random.pick(['first', 'last'])]: random.pick([1, 2, 3, 5, 100]),
    ...(random.chance(0.3) && { after: cursor() }),
    ...(random.chance(0.3) && { before: cursor() }),
  };
}

/** The parts of a response that must be the same: cursors by content, errors by place and message. */
function comparable({ data, errors = [] }: Answer) {
  return {
    data: data && JSON.parse(JSON.stringify(data), (_, value) => readCursor(value)),
    errors: errors.map(({ path, message }) => `${path?.join('.')}: ${message}`).toSorted(),
  };
}

function readCursor(value: unknown): unknown {
  if (typeof value !== 'string' || !/^W[\w-]{20,}$/.test(value)) return value;
  return `cursor of ${JSON.stringify(JSON.parse(Buffer.from(value, 'base64url').toString()))}`;
}
