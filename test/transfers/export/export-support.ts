import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import type { JobContext } from '../../../src/platform/jobs/job.ts';
import { RUN_EXPORT } from '../../../src/transfers/export/export.jobs.ts';
import type { TestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';

export const EXPORT = 'id state percent rows cut cursor fileName link linkExpiresAt failure';

const START = `mutation ($input: StartExportInput!) { startExport(input: $input) { export { ${EXPORT} } errors { code path message } } }`;

/** Starts an export and answers the payload. */
export const start = (app: TestApp, input: object) => app.asOperator.mutate(START, input);

export const read = async (app: TestApp, id: string) =>
  (await app.asOperator.query(`query ($id: ID!) { export(id: $id) { ${EXPORT} } }`, { id })).export;

export const run = (app: TestApp, id: string, more: Partial<JobContext> = {}) =>
  RUN_EXPORT.run(jobContext(app, more), { id: id.slice('exp_'.length) });

/** Has a file written, and answers the export and the bytes that its link leads to. @throws Error when it is refused */
export async function write(
  app: TestApp,
  input: object,
): Promise<{ found: Awaited<ReturnType<typeof read>>; bytes: Buffer }> {
  const { export: started, errors } = await start(app, input);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  await run(app, started.id);
  const found = await read(app, started.id);
  if (found.state !== 'DONE') throw new Error(`The export is ${found.state}: ${found.failure}`);
  const { rawPayload, statusCode } = await app.asPublic.send('GET', found.link);
  if (statusCode !== 200) throw new Error(`The link answers ${statusCode}.`);
  return { found, bytes: rawPayload };
}

/** The cells of a file by header, as a reader sees them that others have written. */
export async function recordsOf(bytes: Buffer): Promise<Record<string, unknown>[]> {
  if (bytes.subarray(0, 2).toString() !== 'PK') return parse(bytes, { bom: true, columns: true });
  const { sheets } = await readXlsx(bytes);
  const [header, ...rows] = sheets[0]!.rows as unknown[][];
  return rows.map((row) => Object.fromEntries(header!.map((title, index) => [title as string, row[index] ?? ''])));
}

/** The lines of a JSON Lines file. */
// biome-ignore lint/suspicious/noExplicitAny: records are what partners read, without types
export const linesOf = (bytes: Buffer): any[] =>
  bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
