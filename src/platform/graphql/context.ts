import type { MikroORM } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.ts';
import type { Database } from '../database/database.ts';
import type { Language } from '../errors/user-error.ts';
import type { Log } from '../logging/log.ts';
import type { Search } from '../search/search.ts';

/** What every resolver, read and write of one request shares. */
export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** Language of messages for people, from `Accept-Language`; Vietnamese unless English is preferred. */
  readonly language: Language;
  /** The one instant that the whole request calls "now"; SQL never asks its own clock. */
  readonly now: Date;
  readonly orm: MikroORM;
  readonly db: Database;
  readonly search: Search;
  readonly log: Log;
}
