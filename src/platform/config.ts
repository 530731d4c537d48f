import { z } from 'zod';
import { readImportHost } from './files/import-hosts.ts';

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `is not between ${min} and ${max}`);

const VARIABLES = {
  PORT: { schema: integer(0, 65_535), default: '4000', about: 'Port of the HTTP server; 0 takes a free one.' },
  HOST: { schema: z.string().min(1), default: '127.0.0.1', about: 'Address to listen on; 0.0.0.0 for all.' },
  DATABASE_URL: {
    schema: z.union([z.literal(''), z.url({ protocol: /^postgres(ql)?$/, message: 'is not a postgresql:// URL' })]),
    default: '',
    about: 'PostgreSQL to use; absent, one is started in DATA_DIR.',
  },
  DATA_DIR: {
    schema: z.string().min(1),
    default: '.data',
    about: 'Folder of the embedded PostgreSQL and of local secrets.',
  },
  DATABASE_CONNECTIONS: {
    schema: integer(2, 200),
    default: '10',
    about: 'Connections for reads, and as many for writes.',
  },
  JOBS_AT_ONCE: {
    schema: integer(1, 50),
    default: '2',
    about: 'Jobs that a worker runs at once; it holds three connections more than that.',
  },
  MEILI_URL: {
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/, message: 'is not an http:// or https:// URL' })]),
    default: '',
    about: 'Meilisearch to search with; absent, PostgreSQL does.',
  },
  MEILI_KEY: { schema: z.string(), default: '', about: 'API key of Meilisearch; absent, it needs none.' },
  AUTH_SECRET: {
    schema: z.union([z.literal(''), z.string().min(32, 'is shorter than 32 characters')]),
    default: '',
    about: 'Secret that signs tokens, 32 characters or more; absent, one is made and kept in DATA_DIR.',
  },
  CORS_ORIGINS: {
    schema: z
      .string()
      .transform((value) => value.split(',').map((origin) => origin.trim()))
      .refine(
        (origins) => origins.every((origin) => origin === '*' || URL.parse(origin)?.origin === origin),
        'holds something that is not an origin, such as https://example.com',
      ),
    default: '*',
    about: 'Origins of frontends allowed to call, separated by commas; * allows all.',
  },
  UPLOAD_MAX_MB: {
    schema: integer(1, 100_000),
    default: '512',
    about: 'Largest file that is taken, uploaded or fetched, in MB of 1,048,576 bytes.',
  },
  IMPORT_HOSTS: {
    schema: z
      .string()
      .transform((value) => (value ? value.split(',').map((host) => host.trim()) : []))
      .refine(
        (hosts) => hosts.every((host) => readImportHost(host)),
        'holds something that is not a host, such as files.example.vn or http://10.0.0.5:8080',
      ),
    default: '',
    about:
      'Hosts to fetch files from, separated by commas; https unless http:// is written; internal ones with their port or IP address.',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    about: 'Least severe level that is logged.',
  },
  SEED: { schema: flag, default: 'true', about: 'Whether the first start on an empty database loads the seeds.' },
} as const;

/** What no log should hold: passwords stand in addresses, too. */
const SECRETS: ReadonlySet<string> = new Set(['DATABASE_URL', 'AUTH_SECRET', 'MEILI_URL', 'MEILI_KEY']);

type Name = keyof typeof VARIABLES;
export type Config = { readonly [K in Name]: z.infer<(typeof VARIABLES)[K]['schema']> };

/** Every variable with its default and its meaning, for --help and the README's test. */
export const CONFIGURATION: readonly { name: string; default: string; about: string }[] = Object.entries(VARIABLES).map(
  ([name, { default: value, about }]) => ({ name, default: value, about }),
);

/**
 * Parses the environment once. An empty value counts as absent.
 * @throws Error with one line per wrong variable: which, its value unless it is a secret, and why
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const wrong: string[] = [];
  const config: Record<string, unknown> = {};
  for (const [name, { schema, default: fallback }] of Object.entries(VARIABLES)) {
    const given = environment[name] || fallback;
    const parsed = schema.safeParse(given);
    if (parsed.success) config[name] = parsed.data;
    else wrong.push(`${name}${SECRETS.has(name) ? '' : `=${JSON.stringify(given)}`} ${reasonOf(parsed.error)}.`);
  }
  if (wrong.length > 0) throw new Error(`The configuration is wrong: ${wrong.join(' ')}`);
  return config as Config;
}

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const deepest = issue.code === 'invalid_union' ? (issue.errors.at(-1)?.[0] ?? issue) : issue;
  if (deepest.code === 'invalid_value') return `is none of ${deepest.values.join(', ')}`;
  return deepest.message;
}
