import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migration20261122Catalogue } from './migration-20261122-catalogue.ts';
import { Migration20261122Search } from './migration-20261122-search.ts';
import { Migration20261122Suggestions } from './migration-20261122-suggestions.ts';
import { Migration20261122Synonyms } from './migration-20261122-synonyms.ts';
import { Migration20261122Text } from './migration-20261122-text.ts';
import { Migration20261122UnansweredSearches } from './migration-20261122-unanswered-searches.ts';
import { Migration20261123SearchSync } from './migration-20261123-search-sync.ts';
import { Migration20261129BatchCounts } from './migration-20261129-batch-counts.ts';
import { Migration20261129ChangeNotes } from './migration-20261129-change-notes.ts';
import { Migration20261129CheckAttempts } from './migration-20261129-check-attempts.ts';
import { Migration20261129Corrections } from './migration-20261129-corrections.ts';
import { Migration20261129ExpiringFiles } from './migration-20261129-expiring-files.ts';
import { Migration20261129Exports } from './migration-20261129-exports.ts';
import { Migration20261129Files } from './migration-20261129-files.ts';
import { Migration20261129ImportRounds } from './migration-20261129-import-rounds.ts';
import { Migration20261129ImportSheet } from './migration-20261129-import-sheet.ts';
import { Migration20261129ImportUndo } from './migration-20261129-import-undo.ts';
import { Migration20261129Imports } from './migration-20261129-imports.ts';
import { Migration20261129RefusedKeys } from './migration-20261129-refused-keys.ts';
import { Migration20261129Renumbering } from './migration-20261129-renumbering.ts';
import { Migration20261129Search } from './migration-20261129-search.ts';
import { Migration20261129SearchChanges } from './migration-20261129-search-changes.ts';
import { Migration20261129SearchTerms } from './migration-20261129-search-terms.ts';
import { Migration20261129SourceColumns } from './migration-20261129-source-columns.ts';
import { Migration20261129UndoneBatches } from './migration-20261129-undone-batches.ts';

/** All migrations, in the order in which they run; what has landed is never changed. */
export const MIGRATIONS: readonly Constructor<Migration>[] = [
  Migration20261122Text,
  Migration20261122Catalogue,
  Migration20261122Search,
  Migration20261122UnansweredSearches,
  Migration20261122Synonyms,
  Migration20261122Suggestions,
  Migration20261123SearchSync,
  Migration20261129Files,
  Migration20261129Search,
  Migration20261129Imports,
  Migration20261129Exports,
  Migration20261129SearchChanges,
  Migration20261129SearchTerms,
  Migration20261129ImportRounds,
  Migration20261129ExpiringFiles,
  Migration20261129Renumbering,
  Migration20261129ImportUndo,
  Migration20261129SourceColumns,
  Migration20261129ChangeNotes,
  Migration20261129Corrections,
  Migration20261129RefusedKeys,
  Migration20261129ImportSheet,
  Migration20261129BatchCounts,
  Migration20261129UndoneBatches,
  Migration20261129CheckAttempts,
];
