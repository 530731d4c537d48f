import { readFileSync } from 'node:fs';
import type { ExampleTab } from '../platform/http/graphiql.ts';
import { PACKAGE_ROOT } from '../platform/package-root.ts';

/** The queries of the README's tour, in its order; each is a file beside this one. */
export const EXAMPLES = [
  'find-fish-sauce',
  'dua-three-ways',
  'as-people-type',
  'products-and-facilities',
  'places-then-and-now',
  'one-product',
] as const;

/** The text of an example. */
export const exampleText = (name: (typeof EXAMPLES)[number]): string =>
  readFileSync(new URL(`src/examples/${name}.graphql`, PACKAGE_ROOT), 'utf8');

/** The tour as tabs of GraphiQL. */
export const exampleTabs = (): ExampleTab[] => EXAMPLES.map((name) => ({ query: exampleText(name) }));
