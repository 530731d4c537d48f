import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import { expect, it } from 'vitest';
import { graphqlSchemaText } from '../src/app.ts';
import { useTestApp } from './support/app.ts';

interface Described {
  readonly name: string;
  readonly description?: string | null;
  readonly args?: readonly Described[];
}

const app = useTestApp();

it('has schema.graphql as the code prints it: after a change, run `npm run schema`', () => {
  expect(readFileSync('schema.graphql', 'utf8')).toBe(graphqlSchemaText());
});

it('has migrations that make just the tables of the entities', async () => {
  const difference = await app.services.orm.schema.getUpdateSchemaSQL();
  // The functions of the search and of folding, and the triggers that note changes, are written in SQL; MikroORM does not know them.
  const statements = difference
    .split(/;\s*/)
    .filter((line) => line && !/^set names|^drop function|^drop trigger if exists "note_/.test(line));
  expect(statements).toEqual([]);
});

it('describes every type, field, argument and value', () => {
  const types = Object.values(buildSchema(graphqlSchemaText()).getTypeMap()).filter(
    ({ name }) => !name.startsWith('__'),
  );
  const undescribed = types.flatMap((type) => {
    const fields = 'getFields' in type ? Object.values<Described>(type.getFields()) : [];
    const values = isEnumType(type) ? type.getValues() : [];
    return [type, ...fields, ...values, ...fields.flatMap(({ args = [] }) => args)]
      .filter(({ description }) => !description)
      .map(({ name }) => `${type.name}: ${name}`);
  });
  expect(undescribed).toEqual([]);
});
