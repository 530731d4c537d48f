import {
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { TestApp } from '../support/app.ts';
import { type Field, QueryWriter } from './query-writer.ts';
import type { Values } from './values.ts';

export type Input = Record<string, unknown>;

/** Fields that no input can do without, though the schema does not say so. */
const alsoNeeded = (id: string): Input => ({ version: 1, group: 'OTHER', reason: 'Lý do', type: 'TEXT', product: id });

let serial = 0;

/** Inputs of mutations that would be accepted, or nearly: each id is of the type that its place wants. */
export class Baselines {
  constructor(
    private readonly app: TestApp,
    private readonly schema: GraphQLSchema,
    /** Ids of all types that inputs name; the first that fits is taken. */
    private readonly ids: readonly string[],
  ) {}

  /** @throws Error when the ids do not suffice */
  async of(mutation: Field): Promise<Input> {
    for (const id of this.ids) {
      const input = await this.fitted(mutation, id);
      if (input) return input;
    }
    throw new Error(`No ids suit ${mutation.name}`);
  }

  /** The input with the versions that what it names has now. */
  async withVersions(input: Input): Promise<Input> {
    const result = { ...input };
    for (const [field, id] of VERSIONS) {
      if (field in input && typeof input[id] === 'string') result[field] = await this.versionOf(input[id]);
    }
    return result;
  }

  private async versionOf(id: string): Promise<number> {
    const types = ['Product', 'Facility', 'Certificate', 'Category', 'Synonym', 'Import', 'ImportSource'].map(
      (type) => `... on ${type} { version }`,
    );
    const { node } = await this.app.asOperator.query(`query ($id: ID!) { node(id: $id) { ${types.join(' ')} } }`, {
      id,
    });
    return node?.version ?? 1;
  }

  /** Two facilities, where an input names two. */
  private withTwo(input: Input): Input {
    if (!('merge' in input)) return input;
    return { ...input, merge: this.ids.find((id) => id.startsWith('fac_') && id !== input.keep) };
  }

  /** An input with the id, and with others where another type is wanted, or null when it does not suit at all. */
  private async fitted(mutation: Field, id: string): Promise<Input | null> {
    const writer = new QueryWriter(this.schema, valid(id, codeFor(mutation)));
    const type = getNamedType(mutation.args[0]!.type) as GraphQLInputObjectType;
    const also = Object.entries(alsoNeeded(id)).filter(([name]) => name in type.getFields());
    const { input } = writer.neededOf(mutation.args);
    const given: Input = { ...(input as Input), ...Object.fromEntries(also) };
    for (let tries = 0; tries < 6; tries++) {
      const whole = withLists(JSON.parse(JSON.stringify(given)), type);
      const answer = await this.app.asPublic.run(
        `mutation ($input: ${type.name}!) { ${mutation.name}(input: $input) ${writer.payload(mutation)} }`,
        { input: whole },
      );
      const body = JSON.stringify(answer);
      const wrong = /"path":\["(\w+)"(?:,"\d+")*\],"message":"[^"]*\(expected (\w+_)/.exec(body.replaceAll('\\"', ''));
      if (!wrong) return body.includes('"UNAUTHENTICATED"') ? this.withTwo(whole) : null;
      const [, name, prefix] = wrong as unknown as [string, string, string];
      const other = this.ids.find((candidate) => candidate.startsWith(prefix));
      if (!other || !(name in given)) return null;
      given[name] = other;
    }
    return null;
  }
}

const VERSIONS = [
  ['version', 'id'],
  ['keepVersion', 'keep'],
  ['mergeVersion', 'merge'],
] as const;

/** Single values where the type wants lists become lists. */
function withLists(input: Input, type: GraphQLInputObjectType): Input {
  const entries = Object.entries(input).map(([name, value]): [string, unknown] => {
    const field = type.getFields()[name]!.type;
    const named = getNamedType(field);
    const inner = isInputObjectType(named) && !Array.isArray(value) ? withLists(value as Input, named) : value;
    return [name, isListType(getNullableType(field)) && !Array.isArray(inner) ? [inner] : inner];
  });
  return Object.fromEntries(entries);
}

/** A code that nothing has, for what is new; else that of an attribute which there is. */
function codeFor({ name }: Field): string {
  serial += 1;
  return name.startsWith('create') ? `valid-${serial}` : 'jam-note';
}

const valid = (id: string, code: string): Values => ({
  ID: { '*': [id] },
  String: { '*': [`Giá trị ${code}`], code: [code], unit: ['KGM'], synonym: [`Từ khác ${code}`] },
  Int: { '*': [1] },
  Float: { '*': [1], latitude: [9.5], longitude: [106.5] },
  VND: { '*': [1_000] },
  LocalDate: { '*': ['2027-01-01'] },
  DateTimeISO: { '*': ['2027-01-01T00:00:00.000Z'] },
  URL: { '*': ['https://example.com/'] },
});
