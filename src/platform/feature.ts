import type { EntityClass } from '@mikro-orm/core';
import type { FastifyInstance } from 'fastify';
import type { Running } from './background.ts';
import type { Database } from './database/database.ts';
import type { Job } from './jobs/job.ts';
import type { Log } from './logging/log.ts';
import type { ReadType } from './read/read-type.ts';
import type { SearchIndex } from './search/search-index.ts';

/** What a feature hands to the platform. A feature is a folder, its migration, and its line in modules.ts. */
export interface Feature {
  readonly name: string;
  readonly entities: readonly EntityClass<object>[];
  /** type-graphql classes with the root fields, and the fields added to the types of features above. */
  readonly resolvers: readonly (new () => object)[];
  /** How each of its GraphQL types is read, and which rows a viewer may see. */
  readonly reads: readonly ReadType[];
  /** What it lets people search. */
  readonly search?: readonly SearchIndex[];
  /** What workers do for it, when asked for or by a schedule. */
  readonly jobs?: readonly Job[];
  /** Adds what it answers beside GraphQL in every process that serves the API. */
  readonly routes?: (server: FastifyInstance, services: { readonly db: Database; readonly clock: () => Date }) => void;
  /** Starts what goes on beside its requests in every process that serves the API. */
  readonly serve?: (services: { readonly db: Database; readonly log: Log }) => Running;
}
