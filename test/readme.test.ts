import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES, exampleText } from '../src/examples/examples.ts';
import { CONFIGURATION } from '../src/platform/config.ts';
import { createTestApp, type TestApp } from './support/app.ts';

const readme = readFileSync('README.md', 'utf8');

/** Each query of the README with the answer that is printed beside it. */
const tour = [...readme.matchAll(/```graphql\n([\s\S]*?)```\n+```json\n([\s\S]*?)```/g)].map(([, query, answer]) => ({
  query: query!,
  name: /query (\w+)/.exec(query!)?.[1] ?? query!,
  answer: JSON.parse(answer!) as unknown,
}));

describe.each(['2026-11-22T05:00:00.000Z', '2031-11-22T05:00:00.000Z'])('the tour, at %s', (instant) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp('seeded', instant);
  });
  afterAll(() => app.close());

  it.each(tour)('$name gives the answer printed beside it', async ({ query, answer }) => {
    expect(await app.asPublic.query(query)).toEqual(answer);
  });
});

it('prints what a mutation answers that is sent twice', async () => {
  const [, mutation, answer] = /## Writing[\s\S]*?```graphql\n([\s\S]*?)```[\s\S]*?```json\n([\s\S]*?)```/.exec(
    readme,
  )!;
  const app = await createTestApp('seeded');
  try {
    expect(await app.asOperator.query(mutation!)).toMatchObject({
      suspendProduct: { product: { version: 2 }, errors: [] },
    });
    expect(await app.asOperator.query(mutation!)).toEqual(JSON.parse(answer!));
  } finally {
    await app.close();
  }
});

it('prints each query of the tabs of GraphiQL', () => {
  expect(tour.map(({ query }) => query)).toEqual(EXAMPLES.map(exampleText));
});

it('lists every variable of the configuration, with its default and its meaning', () => {
  const rows = CONFIGURATION.map(
    ({ name, default: value, about }) => `| \`${name}\` | ${value && `\`${value}\``} | ${about} |`,
  );
  expect(readme).toContain(rows.join('\n'));
});

it('names every command of the command line', () => {
  const declared = readFileSync('src/main.ts', 'utf8').matchAll(/^(program|search)\s+\.command\('(\w+)'/gm);
  const commands = Array.from(declared, ([, of, name]) =>
    of === 'program' ? `| \`${name}\` |` : `| \`${of} ${name}\` |`,
  );
  expect(commands.length).toBeGreaterThan(6);
  expect(commands.filter((row) => !readme.includes(row))).toEqual([]);
});
