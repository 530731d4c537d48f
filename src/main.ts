import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { seed } from '../seeds/seed.ts';
import { graphqlSchemaText, openServices, ROLES, type Role, type Services, serve } from './app.ts';
import { authSecret, signOperatorToken } from './platform/auth/token.ts';
import { CONFIGURATION, type Config, readConfig } from './platform/config.ts';
import { migrate } from './platform/database/orm.ts';
import { createLog } from './platform/logging/log.ts';
import { terminalProgress } from './platform/logging/progress.ts';
import { startFailure } from './platform/start-failure.ts';

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
  .description('Build the search rows of the whole catalogue anew.')
  .action(() =>
    withServices(async ({ search, orm }) => {
      const rows = await search.rebuild(orm, terminalProgress().bar('search rows'));
      console.log(`Built ${rows} search rows.`);
    }),
  );

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
