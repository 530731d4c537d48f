import type { SearchEngine } from '../../src/platform/search/engine.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

/** An engine over the catalogue of an application; a search sees all that was written before, as of the instant of the query. */
export interface SearchUnderTest extends SearchEngine {
  readonly app: TestApp;
  close(): Promise<void>;
}

/** The engine that stands in the database. */
export async function postgresUnderTest(): Promise<SearchUnderTest> {
  const app = await createTestApp();
  const { postgres } = app.services.search;
  return { app, search: (index, query) => postgres.search(index, query), close: () => app.close() };
}
