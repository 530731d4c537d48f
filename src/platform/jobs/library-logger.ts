import { Logger } from 'graphile-worker';
import type { Log } from '../logging/log.ts';

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** What the library has to say, in our log. How jobs end the runner says itself, without their payloads. */
export function libraryLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta?.success || meta?.failure) return;
    log[LEVELS[level]]({ err: meta?.error }, message);
  });
}
