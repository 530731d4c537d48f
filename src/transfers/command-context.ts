import type { RequestContext } from '../platform/graphql/context.ts';
import type { JobServices } from '../platform/jobs/job-run.ts';

/** What a command works with, as a request has it: whoever runs the machine may do what operators do. */
export const commandContext = ({ clock, ...services }: JobServices, by: string): RequestContext => ({
  ...services,
  requestId: 'command-line',
  viewer: { role: 'operator', name: by },
  language: 'en',
  now: clock(),
});
