import type { JobServices } from '../../../src/platform/jobs/job-run.ts';
import { startJobs } from '../../../src/platform/jobs/jobs.ts';
import { createLog } from '../../../src/platform/logging/log.ts';

// A worker in a process of its own, to be killed: it says that it has the job, which never ends.
startJobs({
  url: process.argv[2]!,
  services: { log: createLog('silent'), clock: () => new Date() } as JobServices,
  concurrency: 1,
  jobs: [
    {
      name: 'killed',
      run: () => {
        console.log('running');
        return new Promise(() => {});
      },
    },
  ],
});
