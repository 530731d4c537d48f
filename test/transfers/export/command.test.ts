import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { exportCommands } from '../../../src/transfers/export/command.ts';
import { useTestApp } from '../../support/app.ts';

const app = useTestApp();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `export` as the command line does, and answers where it was to write. */
async function run(...words: string[]): Promise<string> {
  const path = join(folder, 'out');
  const [command] = exportCommands((work) => work(app.services));
  await command!.parseAsync([...words, '--out', path], { from: 'user' });
  return path;
}

it('refuses changes as a table, and writes no file', async () => {
  await expect(run('changes', '--format', 'csv')).rejects.toThrow('CHANGES');
  await expect(access(join(folder, 'out'))).rejects.toThrow('ENOENT');
});

it('writes changes as JSON Lines, whether that is said or not', async () => {
  for (const words of [[], ['--format', 'jsonl']]) {
    const written = await readFile(await run('changes', ...words), 'utf8');
    expect(JSON.parse(written.trimEnd().split('\n').at(-1)!)).toHaveProperty('cursor');
  }
});

it('writes a workbook of records unless another form is said', async () => {
  expect((await readFile(await run('products'))).subarray(0, 2).toString()).toBe('PK');
});
