import type { Log } from '../logging/log.ts';

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;

/** Resolves with the first SIGTERM or SIGINT, so that the caller can drain; a second one ends the process at once. */
export function untilSignal(log: Log): Promise<keyof typeof SIGNALS> {
  return new Promise((resolve) => {
    let received = false;
    for (const [signal, number] of Object.entries(SIGNALS) as [keyof typeof SIGNALS, number][]) {
      process.on(signal, () => {
        if (received) process.exit(128 + number);
        received = true;
        log.info({ signal }, 'stopping; a second signal stops at once');
        resolve(signal);
      });
    }
  });
}
