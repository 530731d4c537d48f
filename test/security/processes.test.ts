import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOperatorToken } from '../../src/platform/auth/token.ts';
import { CONFIGURATION, readConfig } from '../../src/platform/config.ts';
import { startFailure } from '../../src/platform/start-failure.ts';
import { createTestDatabase, type TestDatabase } from '../support/cluster.ts';
import { ServerProcess } from './server-process.ts';

const SECRET = 'a secret that only these tests know';
const key = new TextEncoder().encode(SECRET);

let database: TestDatabase;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, AUTH_SECRET: SECRET };
});
afterAll(() => database?.drop());

interface Answer {
  readonly data: { readonly createFacility: { readonly facility: { readonly id: string } } };
  readonly errors: unknown;
}

async function ask(server: ServerProcess, query: string, variables: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const CREATE = 'mutation ($input: CreateFacilityInput!) { createFacility(input: $input) { facility { id } } }';

/** Creates facilities, four at a time, until the server is gone; answers the ids that it acknowledged. */
async function writeUntilGone(server: ServerProcess, token: string, acknowledged: string[]): Promise<void> {
  const writer = async () => {
    for (;;) {
      const input = { name: `Cơ sở ${acknowledged.length}` };
      const told = await ask(server, CREATE, { input }, { authorization: `Bearer ${token}` }).catch(() => null);
      if (!told) return;
      acknowledged.push(told.body.data.createFacility.facility.id.slice('fac_'.length));
    }
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
}

describe('a server', () => {
  it('that is killed amid writes has done what it acknowledged, and nothing by halves', {
    timeout: 60_000,
  }, async () => {
    const token = await signOperatorToken(key, 'operator', 1, new Date());
    const acknowledged: string[] = [];
    for (let kills = 0; kills < 2; kills++) {
      const server = await ServerProcess.start(environment);
      const writing = writeUntilGone(server, token, acknowledged);
      const enough = acknowledged.length + 20;
      while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 10));
      await server.end('SIGKILL');
      await writing;
    }
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query<{ id: string; traces: number }>(`
      select facility.id, (select count(*)::int from audit_entry where entity_id = facility.id and action = 'CREATED') as traces
      from facility`);
    await client.end();
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([...rows.map(({ id }) => id), ...acknowledged]));
    expect(rows.filter(({ traces }) => traces !== 1)).toEqual([]);
  });

  it('that is told to stop answers what it has begun; another one goes on', { timeout: 60_000 }, async () => {
    const [one, other] = await Promise.all([ServerProcess.start(environment), ServerProcess.start(environment)]);
    const fields = Array.from({ length: 50 }, (_, index) => `f${index}: units(first: 1) { totalCount }`);
    const begun = ask(one, `{ ${fields.join(' ')} }`, {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ended = one.end('SIGTERM');
    expect((await begun).status).toBe(200);
    expect(await ended).toBe(0);
    expect((await ask(other, '{ units(first: 1) { totalCount } }', {})).status).toBe(200);
    expect(await other.end('SIGTERM')).toBe(0);
  });

  it('whose port is taken says so and ends', { timeout: 60_000 }, async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const server = ServerProcess.launch({ ...environment, PORT: String(port) });
    expect(await server.ended()).toBe(1);
    expect(server.complaint).toContain(
      `caunoi: Something else listens at 127.0.0.1:${port} already: stop it, or set another PORT.`,
    );
    taken.close();
  });

  it('refuses tokens that are expired, foreign or malformed, in both languages', { timeout: 60_000 }, async () => {
    const server = await ServerProcess.start(environment);
    const month = 30 * 86_400_000;
    const expired = await signOperatorToken(key, 'operator', 1, new Date(Date.now() - month));
    const foreign = await signOperatorToken(new TextEncoder().encode('x'.repeat(40)), 'operator', 1, new Date());
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"role":"operator","sub":"a","iss":"cau-noi"}')}.`;
    for (const [authorization, vi, en] of [
      [`Bearer ${expired}`, /đã hết hạn/, /has expired/],
      [`Bearer ${foreign}`, /không do máy chủ này cấp/, /not issued by this server/],
      [`Bearer ${unsigned}`, /không do máy chủ này cấp/, /not issued by this server/],
      ['Bearer garbage', /không do máy chủ này cấp/, /not issued by this server/],
      [`Bearer ${'x'.repeat(10_000)}`, /không do máy chủ này cấp/, /not issued by this server/],
      ['Basic YTpi', /Bearer/, /Bearer/],
    ] as const) {
      for (const [language, message] of [
        ['vi', vi],
        ['en', en],
      ] as const) {
        const { status, body } = await ask(
          server,
          '{ __typename }',
          {},
          { authorization, 'accept-language': language },
        );
        expect(status).toBe(401);
        expect(body.errors).toEqual([
          { message: expect.stringMatching(message), extensions: { code: 'UNAUTHENTICATED', path: ['authorization'] } },
        ]);
      }
    }
    expect(await server.end('SIGTERM')).toBe(0);
  });
});

/** Wrong values of each variable; those that take any text have none. */
const WRONG: Record<string, readonly string[]> = {
  PORT: ['abc', '99999', '-1', '1.5', ' 80', '1e3'],
  HOST: [],
  DATABASE_URL: ['foo', 'mysql://u:secret@h/d', 'http://h/d'],
  DATA_DIR: [],
  DATABASE_CONNECTIONS: ['1', '201', 'many', '-5'],
  JOBS_AT_ONCE: ['0', '51', 'many'],
  MEILI_URL: ['localhost:7700', 'ftp://h', 'meili'],
  MEILI_KEY: [],
  AUTH_SECRET: ['secret', 'x'.repeat(31)],
  CORS_ORIGINS: ['nope', 'javascript:alert(1)', 'https://a.vn/path', ',', 'https://a.vn,'],
  UPLOAD_MAX_MB: ['0', '100001', '1.5', 'all'],
  IMPORT_HOSTS: ['*', 'ftp://a.vn', 'a.vn/path', 'a.vn,', 'u:p@a.vn', 'a vn'],
  LOG_LEVEL: ['loud', 'INFO'],
  SEED: ['yes', 'TRUE', '2'],
};

describe('a configuration', () => {
  it('has wrong values here of every variable', () => {
    expect(Object.keys(WRONG).sort()).toEqual(CONFIGURATION.map(({ name }) => name).sort());
  });

  it.each(Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    'with %s=%s is refused in a sentence that says why, and tells no secret',
    (name, value) => {
      const refusal = () => readConfig({ [name]: value });
      expect(refusal).toThrow(new RegExp(`^The configuration is wrong: ${name}[^\\n]* (?:is|holds) [^\\n]+\\.$`));
      if (/SECRET|URL/.test(name)) expect(refusal).not.toThrow(value);
    },
  );
});

it('what stops a start is said in a sentence, also where every address of a name failed', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address: '::1',
    port: 5432,
  });
  expect(startFailure(new AggregateError([refused, refused]))).toBe(
    'PostgreSQL does not answer at ::1:5432 (ECONNREFUSED): see DATABASE_URL.',
  );
});
