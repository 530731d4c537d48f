import { describe, expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { recordsOf, write } from './export-support.ts';

const app = useTestApp();

describe('an export of nothing', () => {
  it.each([
    ['records', { kind: 'CERTIFICATES' }],
    ['a search without hits', { what: 'SEARCH', search: { query: 'mắm' } }],
  ])('of %s has no lines', async (_, input) => {
    const { found, bytes } = await write(app, { format: 'JSONL', ...input });
    expect(found).toMatchObject({ state: 'DONE', rows: 0, percent: 100 });
    expect(bytes.length).toBe(0);
    const { headers } = await app.asPublic.send('GET', found.link);
    expect(headers).toMatchObject({ 'content-length': '0', 'content-type': 'application/x-ndjson' });
  });

  it('has the cursor of changes', async () => {
    const { found, bytes } = await write(app, { what: 'CHANGES', format: 'JSONL' });
    expect(found.rows).toBe(0);
    expect(JSON.parse(bytes.toString())).toEqual({ cursor: expect.any(String) });
  });

  it.each(['CSV', 'XLSX'])('has the header of a table as %s', async (format) => {
    const { found, bytes } = await write(app, { kind: 'CERTIFICATES', format });
    expect(found.rows).toBe(0);
    expect(bytes.length).toBeGreaterThan(10);
    expect(await recordsOf(bytes)).toEqual([]);
  });

  it('is an empty feed', async () => {
    const { found, bytes } = await write(app, { format: 'JSONLD' });
    expect(found.rows).toBe(0);
    expect(JSON.parse(bytes.toString())).toMatchObject({ '@type': 'DataFeed', dataFeedElement: [] });
  });
});
