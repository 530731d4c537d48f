import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import pg from 'pg';
import { terminalProgress } from '../src/platform/logging/progress.ts';
import { benchImport } from './benchmarks/import.ts';
import { benchList } from './benchmarks/list.ts';
import { benchMutation } from './benchmarks/mutation.ts';
import { benchQuality } from './benchmarks/quality.ts';
import { benchSearch } from './benchmarks/search.ts';
import { benchSearchOnMeilisearch } from './benchmarks/search-meilisearch.ts';
import { benchSingle } from './benchmarks/single.ts';
import { benchStartUp } from './benchmarks/start-up.ts';
import { benchSuggest } from './benchmarks/suggest.ts';
import { benchSync } from './benchmarks/sync.ts';
import { prepareCatalogue } from './catalogue/prepare.ts';
import type { Rounds } from './rounds.ts';
import type { Ground } from './servers.ts';
import { machineLine, type Section, tableText } from './table.ts';

type Benchmark = (ground: Ground, rounds: Rounds) => Promise<Section[]>;

/** What changes data comes last. */
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  list: benchList,
  single: benchSingle,
  search: benchSearch,
  suggest: benchSuggest,
  'search-meilisearch': benchSearchOnMeilisearch,
  quality: benchQuality,
  mutation: benchMutation,
  sync: benchSync,
  import: benchImport,
};

/** Needs no data, but a clean clone and minutes: it runs only when it is asked for. */
const START_UP = 'start-up';

const NAMES = [...Object.keys(BENCHMARKS), START_UP];

const program = new Command('bench')
  .description('Compares the API with others over 100,000 products, and prints one table.')
  .option(
    '--only <names>',
    `which benchmarks, separated by commas: ${NAMES.join(', ')}`,
    names,
    Object.keys(BENCHMARKS),
  )
  .option('--rounds <count>', 'rounds of each comparison', wholeNumber, 7)
  .option('--seconds <count>', 'length of one measurement', wholeNumber, 4)
  .action(run);

await program.parseAsync();

async function run({ only, ...rounds }: { only: string[] } & Rounds): Promise<void> {
  const sections: Section[] = [];
  if (only.includes(START_UP)) sections.push(await benchStartUp());
  const chosen = Object.entries(BENCHMARKS).filter(([name]) => only.includes(name));
  let postgres = 'not used';
  if (chosen.length > 0) {
    const catalogue = await prepareCatalogue(terminalProgress());
    try {
      const ground = { databaseUrl: catalogue.url, authSecret: 'a secret of the benchmark, which guards nothing' };
      postgres = await postgresVersion(catalogue.url);
      for (const [name, benchmark] of chosen) {
        process.stderr.write(`${name}\n`);
        sections.push(...(await benchmark(ground, rounds)));
      }
    } finally {
      await catalogue.close();
    }
  }
  console.log(`\n${tableText(sections)}\n\n${machineLine(postgres)}`);
  console.log(
    `Ratios and figures: median (least–most) of ${rounds.rounds} rounds of ${rounds.seconds} s, the servers in turn.`,
  );
}

async function postgresVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  } finally {
    await client.end();
  }
}

function names(value: string): string[] {
  const chosen = value.split(',').map((name) => name.trim());
  const unknown = chosen.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no ${unknown.join(', ')}; there are ${NAMES.join(', ')}.`);
  return chosen;
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
