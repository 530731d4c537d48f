import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';
import { mapStacks } from '../../src/platform/stacks.ts';

const SOURCE = `type Left = 'out';

export function failing(said: Left): never {
  throw new TypeError(said);
}
failing('out');
`;

it('shows places of a bundle as those of its sources, and leaves others', () => {
  const { prepareStackTrace } = Error;
  onTestFinished(() => void Object.assign(Error, { prepareStackTrace }));
  const [map, code] = buildSync({
    stdin: { contents: SOURCE, loader: 'ts', sourcefile: 'inner/failing.ts' },
    outfile: 'main.js',
    bundle: true,
    format: 'iife',
    sourcemap: 'external',
    write: false,
  }).outputFiles;
  mapStacks('file:///app/main.ts', map!.contents);
  const stackOf = (filename: string): string => {
    try {
      return String(runInThisContext(code!.text, { filename, displayErrors: false }));
    } catch (error) {
      return (error as Error).stack!;
    }
  };
  const lines = stackOf('file:///app/main.ts').split('\n');
  expect(lines[0]).toBe('TypeError: out');
  expect(lines[1]).toBe('    at failing (file:///app/inner/failing.ts:4:9)');
  expect(lines[2]).toMatch(/^ {4}at (?:\S+ \()?file:\/\/\/app\/inner\/failing\.ts:6:1\)?$/);
  expect(stackOf('file:///app/another.ts')).toMatch(/at failing \(file:\/\/\/app\/another\.ts:\d+:\d+\)/);
});
