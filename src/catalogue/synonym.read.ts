import sql from 'sql-template-tag';
import { readType } from '../platform/read/read-type.ts';
import { Synonym } from './synonym.entity.ts';

export const SYNONYM_PREFIX = 'syn';

/** The names of things are public; deleted pairs are there for the seeds alone. */
export const synonymRead = readType(Synonym, {
  prefix: SYNONYM_PREFIX,
  visible: (row) => sql`${row}.deleted_at is null`,
});
