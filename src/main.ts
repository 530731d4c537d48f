import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { seed } from '../seeds/seed.ts';
import { graphqlSchemaText, openServices, ROLES, type Role, type Services, serve } from './app.ts';
import { CertificateKind } from './certificates/certificate.entity.ts';
import { authSecret, signOperatorToken } from './platform/auth/token.ts';
import { CONFIGURATION, type Config, readConfig } from './platform/config.ts';
import { migrate } from './platform/database/orm.ts';
import { letHeapGrow } from './platform/heap.ts';
import { createLog } from './platform/logging/log.ts';
import { terminalProgress } from './platform/logging/progress.ts';
import { giveWay } from './platform/priority.ts';
import { checkSearch, detachEngine, reindex, repairSearch } from './platform/search/sync/commands.ts';
import { describeComparison, isEqual } from './platform/search/sync/describe.ts';
import { startFailure } from './platform/start-failure.ts';
import { ENCODINGS } from './platform/tables/encoding.ts';
import { exportCommands } from './transfers/export/command.ts';
import { describeImport, importFile, refusedRowsAsCsv } from './transfers/import/command.ts';
import { type ImportFlags, keyAndChoice, letterAndField, orderOf, rowNumbers } from './transfers/import/flags.ts';

const program = new Command('caunoi')
  .description(
    'Cầu Nối: rural producers and their products, for fairs, showrooms and retail chains, behind one GraphQL API.',
  )
  .showHelpAfterError()
  .addHelpText('after', () => `\nConfiguration, from the environment:\n${configurationHelp()}`);

program
  .command('serve', { isDefault: true })
  .description(
    'Migrate, seed an empty database, serve the API and run its jobs until SIGTERM or SIGINT. With --only, processes on any ' +
      'number of machines share the work; one that is a worker only answers /health/live and /health/ready at PORT.',
  )
  .addOption(new Option('--only <role>', 'do one of both: answer requests, or run the jobs').choices(ROLES))
  .action(async ({ only }: { only?: Role }) => {
    if (only === 'worker') giveWay();
    else letHeapGrow();
    await run((config) => serve(config, createLog(config.LOG_LEVEL), only ? [only] : ROLES));
    // A job that did not end when it was told to must not keep the process.
    process.exit();
  });

program
  .command('migrate')
  .description('Bring the schema of the database up to date.')
  .action(() =>
    withServices(async ({ orm }) => {
      const names = await migrate(orm);
      console.log(names.length > 0 ? `Ran ${names.join(', ')}.` : 'Nothing to do: the schema is up to date.');
    }),
  );

program
  .command('seed')
  .description('Load the seeds. What is already there stays as it is.')
  .action(() =>
    withServices(async (services) => {
      await migrate(services.orm);
      const loaded = await seed(services, terminalProgress());
      const added = Object.entries(loaded).map(([what, count]) => `${count} ${what}`);
      console.log(added.length > 0 ? `Added ${added.join(', ')}.` : 'Nothing to do: all seeds are there.');
    }),
  );

program
  .command('reindex')
  .description(
    'Build the search rows of the whole catalogue anew, and the index of Meilisearch beside the one that answers.',
  )
  .action(() =>
    withServices(async (services) => {
      const { rows, documents } = await reindex(services, terminalProgress());
      console.log(
        `Built ${rows} search rows${documents === null ? '' : ` and ${documents} documents of Meilisearch`}.`,
      );
    }),
  );

const search = program.command('search').description('Look after the index of Meilisearch.');

search
  .command('check')
  .description('Compare the index with the database; exit status 1 where they differ.')
  .option('--json', 'print what differs as JSON')
  .action(({ json }: { json?: boolean }) =>
    withServices(async (services) => {
      const comparisons = await checkSearch(services, terminalProgress());
      console.log(json ? JSON.stringify(comparisons, null, 2) : comparisons.map(describeComparison).join('\n'));
      if (!comparisons.every(isEqual)) process.exitCode = 1;
    }),
  );

search
  .command('repair')
  .description('Mend what differs between the index and the database, and nothing else.')
  .action(() =>
    withServices(async (services) => {
      const comparisons = await repairSearch(services, terminalProgress());
      console.log(comparisons.map(describeComparison).join('\n'));
      const mended = comparisons.reduce((sum, { differences }) => sum + differences.length, 0);
      if (mended > 0) console.log(`Mended ${mended}.`);
    }),
  );

search
  .command('detach')
  .description('Note no more changes for Meilisearch. Unset MEILI_URL everywhere first; its indexes there stay.')
  .action(() =>
    withServices(async (services) => {
      console.log((await detachEngine(services)) ? 'Detached.' : 'Nothing to do: no index was ever built.');
    }),
  );

program
  .command('import')
  .description(
    'Bring a table (CSV, XLSX) of products, facilities or certificates into the catalogue. What is not clear is asked: the questions ' +
      'are printed, and answered by --answer or --accept; exit status 2 while some are open, 1 where rows were refused.',
  )
  .argument('<file>', 'the table')
  .addOption(
    new Option('--kind <kind>', 'what its rows are')
      .choices(['products', 'facilities', 'certificates'])
      .default('products'),
  )
  .option('--source <name>', 'where such files come from: what was said of earlier ones is used')
  .option('--facility <which>', 'facility of rows that name none, by its id, tax code or name')
  .option('--category <code>', 'category of rows that name none')
  .addOption(
    new Option('--certificate <kind>', 'kind of the certificates of rows that name none').choices(
      Object.values(CertificateKind).map((kind) => kind.toLowerCase()),
    ),
  )
  .option('--sheet <name>', 'sheet of a workbook')
  .option('--header-row <row>', 'row of the header; 0 where there is none', wholeNumber(0, 1_048_576))
  .addOption(new Option('--encoding <encoding>', 'how the file writes letters').choices(ENCODINGS))
  .option('--delimiter <character>', 'what separates the cells of a text file')
  .option('--column <letters=field>', 'which field a column is, as in B=nameVi; may be given again', letterAndField, [])
  .option('--vat-included', 'prices include VAT where nothing in the file says so')
  .option('--leave-out <rows>', 'numbers of rows that are no records, separated by commas', rowNumbers)
  .addOption(
    new Option('--publish <which>', 'publish new products at once')
      .choices(['none', 'complete', 'all'])
      .default('none'),
  )
  .option('--answer <key=choice>', 'answer a question; may be given again', keyAndChoice, {})
  .option('--accept', 'take what is suggested, for the questions that suggest something', false)
  .option('--dry-run', 'say what would be done, and do nothing', false)
  .option('--without-undecided', 'leave out rows that wait for answers', false)
  .option('--refused <file>', 'write the refused rows there, as CSV with a column of reasons')
  .option('--by <name>', 'who brings it; stands in the records of what was changed', notEmpty, 'operator')
  .action((path: string, options: ImportFlags) =>
    withServices(async (services) => {
      await migrate(services.orm);
      const report = await importFile(services, await orderOf(services.db, path, options), terminalProgress());
      console.log(describeImport(report, 'en'));
      const { id, refused, undecided, state } = report.found;
      if (options.refused && refused > 0) {
        await writeFile(options.refused, refusedRowsAsCsv(services, id, 'vi'));
        console.log(`The refused rows are in ${options.refused}.`);
      }
      if (undecided > 0 && !options.withoutUndecided) process.exitCode = 2;
      else if (refused > 0 || state === 'FAILED') process.exitCode = 1;
    }),
  );

for (const command of exportCommands(withServices)) program.addCommand(command);

program
  .command('token')
  .description('Print a token with which an operator writes.')
  .option('--name <name>', 'who the token is for; stands in the records of what was changed', notEmpty, 'operator')
  .option('--days <days>', 'days until it expires', wholeNumber(1, 3650), 365)
  .action(({ name, days }: { name: string; days: number }) =>
    run(async (config) => {
      const secret = await authSecret(config.AUTH_SECRET, config.DATA_DIR);
      console.log(await signOperatorToken(secret, name, days, new Date()));
    }),
  );

program
  .command('schema')
  .description('Print the GraphQL schema.')
  .option('--write', 'write it to schema.graphql instead')
  .action(({ write }: { write?: boolean }) =>
    run(async () => {
      const text = await graphqlSchemaText();
      if (write) await writeFile('schema.graphql', text);
      else process.stdout.write(text);
    }),
  );

await program.parseAsync();

/** Reads the configuration and runs a command; what stops it is said in one sentence, with exit status 1. */
async function run(command: (config: Config) => Promise<void>): Promise<void> {
  try {
    await command(readConfig(process.env));
  } catch (error) {
    console.error(process.env.DEBUG ? error : `caunoi: ${startFailure(error)}`);
    process.exitCode = 1;
  }
}

/** Runs a command that needs the database, and closes it afterwards. */
function withServices(command: (services: Services) => Promise<void>): Promise<void> {
  return run(async (config) => {
    const services = await openServices(config, createLog('warn'));
    try {
      await command(services);
    } finally {
      await services.close();
    }
  });
}

function notEmpty(value: string): string {
  if (value.trim() !== '') return value.trim();
  throw new InvalidArgumentError('It must not be empty.');
}

function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

function configurationHelp(): string {
  return CONFIGURATION.map(
    ({ name, default: value, about }) => `  ${name.padEnd(22)} ${about}${value ? ` Default: ${value}` : ''}`,
  ).join('\n');
}
