import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { ProductSearchOrder } from '../../catalogue/search.inputs.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import type { JobServices } from '../../platform/jobs/job-run.ts';
import { terminalProgress } from '../../platform/logging/progress.ts';
import { commandContext } from '../command-context.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { checkOrder } from './check-order.ts';
import { contentOf, type ExportOrder, newTally } from './content.ts';
import { ExportAudience, ExportContent, type ExportFormat } from './export.entity.ts';
import { fileNameOf } from './names.ts';

type WithServices = (command: (services: JobServices) => Promise<void>) => Promise<void>;

interface ExportFlags {
  readonly format?: string;
  readonly out?: string;
  readonly language: Language;
  readonly operator: boolean;
  readonly query?: string;
  readonly since?: string;
}

const KINDS = ['products', 'facilities', 'certificates'];

const LANGUAGE = new Option('--language <language>', 'language of the headers').choices(['vi', 'en']).default('vi');

/** The commands that write files: `export` and `template`; `run` opens the database for them. */
export const exportCommands = (run: WithServices): readonly Command[] => [
  new Command('export')
    .description(
      'Write what the public sees of the catalogue into a file, or with --operator all of it. `changes` are what has changed since a cursor.',
    )
    .argument('<what>', `one of ${[...KINDS, 'changes'].join(', ')}`)
    .addOption(
      new Option('--format <format>', 'its form: xlsx unless given, jsonl of changes').choices([
        'csv',
        'xlsx',
        'jsonl',
        'jsonld',
      ]),
    )
    .addOption(LANGUAGE)
    .option('--out <file>', 'where to write it; a name is made up unless given')
    .option('--operator', 'all records whatever their state, with past and future prices', false)
    .option('--query <words>', 'only products that are found by these words, the best first')
    .option('--since <cursor>', 'of changes: only those after this cursor')
    .action((what: string, flags: ExportFlags) =>
      run((services) => writeExport(services, orderOf(what, flags), flags)),
    ),
  new Command('template')
    .description('Write an empty table to fill in and import.')
    .argument('<kind>', `one of ${KINDS.join(', ')}`)
    .addOption(new Option('--format <format>', 'its form').choices(['csv', 'xlsx']).default('xlsx'))
    .addOption(LANGUAGE)
    .option('--out <file>', 'where to write it; a name is made up unless given')
    .action((kind: string, flags: ExportFlags) =>
      run((services) => writeExport(services, { ...orderOf(kind, flags), what: ExportContent.TEMPLATE }, flags)),
    ),
];

function orderOf(what: string, { format, language, operator, query, since }: ExportFlags): ExportOrder {
  const content =
    what === 'changes' ? ExportContent.CHANGES : query === undefined ? ExportContent.RECORDS : ExportContent.SEARCH;
  return {
    what: content,
    kind: what === 'changes' ? null : kindOf(what),
    format: (format ?? (what === 'changes' ? 'jsonl' : 'xlsx')).toUpperCase() as ExportFormat,
    audience: operator ? ExportAudience.OPERATOR : ExportAudience.PUBLIC,
    language,
    settings: {
      ...(query !== undefined && { search: { query, orderBy: ProductSearchOrder.RELEVANCE } }),
      ...(since !== undefined && { since }),
    },
  };
}

function kindOf(word: string): TransferKind {
  if (KINDS.includes(word)) return word.toUpperCase() as TransferKind;
  throw new Error(`"${word}" is none of ${KINDS.join(', ')}.`);
}

/** Writes a file under another name first, so that a broken one is never taken for a whole one. */
async function writeExport(services: JobServices, order: ExportOrder, { out }: ExportFlags): Promise<void> {
  const context = commandContext(services, 'command line');
  await checkOrder(context, order);
  const path = out ?? fileNameOf(order, context.now);
  const tally = newTally();
  const bar = terminalProgress().bar('writing');
  const partial = `${path}.part`;
  try {
    await pipeline(
      contentOf(context, order, tally, new AbortController().signal),
      async function* (bytes) {
        for await (const piece of bytes) {
          yield piece;
          bar(Math.round(tally.fraction * 100), 100);
        }
      },
      createWriteStream(partial),
    );
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  const more = tally.cut ? ' (the first of more)' : '';
  console.log(`Wrote ${tally.rows} records${more} into ${path}.`);
  if (tally.cursor !== null) console.log(`The next changes begin at ${tally.cursor}`);
}
