import { Readable } from 'node:stream';
import { expect } from 'vitest';
import { storeFile, untakenUntil } from '../../../src/platform/files/store-file.ts';
import { FILE_PREFIX } from '../../../src/platform/files/stored-files.ts';
import { decodeIdOf, encodeId } from '../../../src/platform/graphql/ids.ts';
import { IMPORT_JOBS, RUN_IMPORT } from '../../../src/transfers/import/import.jobs.ts';
import { IMPORT_PREFIX } from '../../../src/transfers/import/import.read.ts';
import type { TestApp } from '../../support/app.ts';
import { jobContext } from '../job-context.ts';

/** Runs the jobs of an import that wait, one after the other, until none is left. */
export async function runImportJobs(app: TestApp): Promise<void> {
  const { db } = app.services;
  for (;;) {
    const [job] = await db.query<{ id: string; task: string; payload: unknown }>(
      `with next as (
         select job.id, task.identifier as task, job.payload from graphile_worker._private_jobs job
         join graphile_worker._private_tasks task on task.id = job.task_id order by job.id limit 1
       ), taken as (delete from graphile_worker._private_jobs where id = (select id from next))
       select * from next`,
    );
    if (!job) return;
    const known = IMPORT_JOBS.find(({ name }) => name === job.task);
    if (known) await known.run(jobContext(app), job.payload);
  }
}

/** Stores a file as an upload does, and answers its id. */
export async function upload(
  { services: { db, clock } }: TestApp,
  name: string,
  content: string | Buffer,
): Promise<string> {
  const now = clock();
  const about = { name, mediaType: 'text/csv', by: 'operator', maxBytes: 2 ** 30, expiresAt: untakenUntil(now) };
  const { id } = await storeFile({ db, now }, Readable.from([Buffer.from(content)]), about);
  return encodeId(FILE_PREFIX, id);
}

/** What holds for rows that name no facility and no category: ones that there are. */
export async function holdingOf({ services: { db } }: TestApp): Promise<{ facility: string; category: string }> {
  const [found] = await db.query<{ facility: string; category: string }>(
    `select facility.id as facility, category.id as category from facility, category
      where facility.name like '%Sóng Biếc%' and category.code = 'vegetables'`,
  );
  return { facility: `fac_${found!.facility}`, category: `cat_${found!.category}` };
}

export const IMPORT = `
  id version state rows created changed same refused undecided leftOut facilitiesCreated percent failure
  heldBack { rows firstRow reason(language: EN) }
  headerRow format encoding delimiter sheets sheet hiddenRows
  columns { column header field confidence isHidden }`;

const CREATE = `mutation ($input: CreateImportInput!) { createImport(input: $input) { import { ${IMPORT} } errors { code path message } } }`;

const READ = `query ($id: ID!) {
  import(id: $id) {
    ${IMPORT}
    questions(first: 100, open: true) { nodes { key kind column value rows firstRow suggestion choices { choice labelVi } } }
    answered: questions(first: 100) { nodes { key answer rows } }
    problems(first: 100) { totalCount nodes { row column header value code message(language: EN) suggestion } }
    changes(first: 100) { nodes { row action name fields { field from to } } }
    batches(first: 100) { nodes { firstRow lastRow created changed undoneAt } }
  }
}`;

/** Uploads a file, has it checked, and answers what is said of it. */
export async function check(app: TestApp, content: string | Buffer, input: object = {}, name = 'tệp.csv') {
  const file = await upload(app, name, content);
  const payload = await app.asOperator.mutate(CREATE, { kind: 'PRODUCTS', file, ...input });
  if (payload.errors.length > 0) return payload;
  await runImportJobs(app);
  return read(app, payload.import.id);
}

export const read = async (app: TestApp, id: string) => (await app.asOperator.query(READ, { id })).import;

/** Sends a mutation of an import, runs what it asks for, and answers what is said of it then. */
export async function act(app: TestApp, mutation: string, input: { id: string } & Record<string, unknown>) {
  const payload = await send(app, mutation, input);
  if (payload.errors.length > 0) return payload;
  await runImportJobs(app);
  return read(app, input.id);
}

/** The same, but that its jobs are dropped as if they had run: the test runs them. */
export async function actWithoutJobs(app: TestApp, mutation: string, input: { id: string } & Record<string, unknown>) {
  await send(app, mutation, input);
  await app.services.db.query('delete from graphile_worker._private_jobs');
  return read(app, input.id);
}

function send(app: TestApp, mutation: string, input: object) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1).replace('ImportSuggestions', 'Suggestions')}Input`;
  const name = /^(cancel|undo)Import$/.test(mutation) ? 'ImportIdInput' : type;
  const text = `mutation ($input: ${name}!) { ${mutation}(input: $input) { import { id } errors { code path message } } }`;
  return app.asOperator.mutate(text, input);
}

/** What the jobs of an import work on. */
export async function roundOf(app: TestApp, id: string): Promise<{ id: string; round: number }> {
  const key = decodeIdOf(IMPORT_PREFIX, id, []);
  const [row] = await app.services.db.query<{ round: number }>('select round from import where id = $1', [key]);
  return { id: key, round: row!.round };
}

/** Lets the job write one batch of an import that was started, and ends it there as the end of its process does. */
export async function writeOneBatch(app: TestApp, id: string): Promise<void> {
  const stop = new AbortController();
  const context = jobContext(app, { signal: stop.signal, progress: () => stop.abort(new Error('The process ends.')) });
  await expect(RUN_IMPORT.run(context, await roundOf(app, id))).rejects.toThrow('The process ends.');
}
