import type { Feature } from '../platform/feature.ts';
import { ChangesResolver } from './changes/changes.resolver.ts';
import { Export } from './export/export.entity.ts';
import { EXPORT_JOBS } from './export/export.jobs.ts';
import { exportRead } from './export/export.read.ts';
import { ExportResolver } from './export/export.resolver.ts';
import { addProductRoutes } from './export/routes.ts';
import { ImportBatch, ImportChange, ImportProblem, ImportQuestion } from './import/findings.entity.ts';
import { Import, ImportSource } from './import/import.entity.ts';
import { IMPORT_JOBS } from './import/import.jobs.ts';
import { importReads } from './import/import.read.ts';
import { ImportResolver } from './import/import.resolver.ts';

/** Files that come in and go out. */
export const transfers: Feature = {
  name: 'transfers',
  entities: [ImportSource, Import, ImportProblem, ImportQuestion, ImportChange, ImportBatch, Export],
  resolvers: [ImportResolver, ExportResolver, ChangesResolver],
  reads: [...importReads, exportRead],
  jobs: [...IMPORT_JOBS, ...EXPORT_JOBS],
  routes: addProductRoutes,
};
