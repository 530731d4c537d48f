import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { MODULES } from '../src/modules.ts';

interface Import {
  file: string;
  target: string;
}

const IMPORT = /(?:import|export)\s[^'";]*?from\s+'([^']+)'|import\s+'([^']+)'/g;

/** Every import of a file in src/, with relative targets as paths from the root. */
const imports: Import[] = globSync('src/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, from, bare]) => {
    const target = (from ?? bare)!;
    return { file, target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target };
  }),
);

const features = MODULES.map(({ name }) => name);
const roomOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? 'root';
const offenders = (isWrong: (imported: Import) => boolean) =>
  imports.filter(isWrong).map(({ file, target }) => `${file} → ${target}`);

it('lists every feature folder in modules.ts', () => {
  const folders = new Set(globSync('src/*/*.module.ts').map(roomOf));
  expect(features.toSorted()).toEqual([...folders].sort());
});

it('keeps the platform free of features', () => {
  expect(
    offenders(
      ({ file, target }) => roomOf(file) === 'platform' && target.startsWith('src/') && roomOf(target) !== 'platform',
    ),
  ).toEqual([]);
});

it('lets a feature import the platform, itself and the features above it', () => {
  const rank = (path: string) => features.indexOf(roomOf(path));
  expect(offenders(({ file, target }) => rank(file) >= 0 && rank(target) > rank(file))).toEqual([]);
});

it('keeps resolvers, services and inputs out of entities', () => {
  expect(
    offenders(({ file, target }) => file.endsWith('.entity.ts') && /\.(resolver|service|inputs?)\.ts$/.test(target)),
  ).toEqual([]);
});

it('keeps GraphQL out of services and policies', () => {
  const isInner = (file: string) => /\.(service|policy)\.ts$/.test(file);
  expect(offenders(({ file, target }) => isInner(file) && /^(graphql|type-graphql)$/.test(target))).toEqual([]);
});

it('has no utils, barrels, managers or helpers', () => {
  const files = globSync('{src,seeds}/**/*.ts');
  expect(
    files
      .filter((file) => /(^|\/)(utils?|helpers?|index)(\/|\.ts$)|manager|helper/i.test(file))
      .filter((file) => file !== 'src/migrations/index.ts'),
  ).toEqual([]);
});
