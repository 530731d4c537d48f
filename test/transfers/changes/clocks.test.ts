import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Facility } from '../../../src/facilities/facility.entity.ts';
import type { Category } from '../../../src/products/category.entity.ts';
import { changedRecords } from '../../../src/transfers/export/changed-records.ts';
import { newTally } from '../../../src/transfers/export/content.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { useTestApp } from '../../support/app.ts';
import { othersEnded } from '../../support/other-databases.ts';
import { linesOf, read, run, start } from '../export/export-support.ts';

/** Clocks of those who write a file and of those who read meanwhile. */
const [BEGUN, DUE, LATER] = ['2026-11-22T05:00:00Z', '2026-11-22T05:00:10Z', '2026-11-22T05:00:30Z'] as const;

const app = useTestApp();

let fixture: Fixture;
let category: Category;
let facility: Facility;

/** Reads the changes since a cursor, by the clock of the application. */
async function changesSince(since: string | null): Promise<{ ids: string[]; cursor: string }> {
  await othersEnded(app.services.db);
  const { catalogueChanges } = await app.asPublic.query(
    'query ($since: String) { catalogueChanges(since: $since, first: 1000) { changes { id } cursor } }',
    { since },
  );
  return {
    ids: catalogueChanges.changes.map(({ id }: { id: string }) => id),
    cursor: catalogueChanges.cursor,
  };
}

const publishedAt = async (instant: string): Promise<string> => {
  const product = fixture.product('Mắm hẹn giờ', { facility, category, publishAt: new Date(instant) });
  await fixture.em.flush();
  return product.id;
};

beforeAll(async () => {
  fixture = new Fixture(app);
  category = fixture.category('Nước mắm');
  facility = fixture.facility('HTX Hẹn Giờ');
  await fixture.em.flush();
});

beforeEach(async () => {
  app.setClock(BEGUN);
  await app.services.db.query('delete from catalogue_change');
  await app.services.db.query('update catalogue_clock set noted_until = null');
});

describe('a file whose writer is behind the readers', () => {
  it.each([
    ['changes', { what: 'CHANGES', format: 'JSONL' }],
    ['records', { what: 'RECORDS', format: 'JSONL' }],
  ])('of %s has what they know to be published, or comes before it', async (_, input) => {
    const { cursor } = await changesSince(null);
    const id = await publishedAt(DUE);
    app.setClock(LATER);
    expect((await changesSince(cursor)).ids).toContain(`prd_${id}`);

    const since = input.what === 'CHANGES' ? { since: cursor } : {};
    const { export: started } = await start(app, { ...input, ...since });
    await othersEnded(app.services.db);
    await run(app, started.id, { now: new Date(BEGUN) });
    const found = await read(app, started.id);
    const { rawPayload } = await app.asPublic.send('GET', found.link);
    const told = linesOf(rawPayload).map((line) => line.record?.id ?? line.id);
    expect([...told, ...(await changesSince(found.cursor)).ids]).toContain(`prd_${id}`);
  });
});

describe('a file of changes that takes long', () => {
  it('ends where it began: what is published meanwhile comes after its cursor', async () => {
    const id = await publishedAt(DUE);
    const { cursor } = await changesSince(null);
    await app.services.db.query(
      `insert into catalogue_change (type, id, at, was_public)
      select 'PRODUCT', gen_random_uuid(), now(), true from generate_series(1, 1500)`,
    );
    await othersEnded(app.services.db);
    const tally = newTally();
    const reads = { db: app.services.db, now: new Date(BEGUN), role: 'public' as const };
    const lines = changedRecords(reads, { kind: null, since: cursor }, tally, new AbortController().signal);
    await lines.next();
    app.setClock(LATER);
    expect((await changesSince(cursor)).ids.length).toBe(1_000);
    let rest = 1;
    for await (const line of lines) rest += 'change' in line ? 1 : 0;
    expect(rest).toBe(1_500);
    expect((await changesSince(tally.cursor)).ids).toContain(`prd_${id}`);
  });
});
