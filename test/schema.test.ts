import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { graphqlSchemaText } from '../src/app.ts';
import { useTestApp } from './support/app.ts';

const app = useTestApp();

it('has schema.graphql as the code prints it: after a change, run `npm run schema`', () => {
  expect(readFileSync('schema.graphql', 'utf8')).toBe(graphqlSchemaText());
});

it('has migrations that make just the tables of the entities', async () => {
  const difference = await app.services.orm.schema.getUpdateSchemaSQL();
  // The functions of the search and of folding are written in SQL; MikroORM does not know them.
  const statements = difference.split(/;\s*/).filter((line) => line && !/^set names|^drop function/.test(line));
  expect(statements).toEqual([]);
});

it('describes every field and argument that does not explain itself', () => {
  const undescribed = [
    ...readFileSync('schema.graphql', 'utf8').matchAll(/^type (?:Query|Mutation) \{[\s\S]*?^\}/gm),
  ].flatMap(([root]) => [...root.matchAll(/(?<!""")\n {2}(\w+)(?:\(|:)/g)].map(([, name]) => name));
  expect(undescribed).toEqual([]);
});
