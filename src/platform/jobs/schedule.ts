import { type ParsedCronItem, parseCronItems } from 'graphile-worker';
import { attemptsOf, type Job } from './job.ts';

/** When something falls due, again and again. */
export type Schedule =
  /** On the full hour, and every so many minutes from it. */
  | { readonly everyMinutes: 1 | 2 | 5 | 10 | 15 | 20 | 30 | 60 }
  /** Each day at a time in Viet Nam, HH:MM. A day that was missed, since no worker ran, is made up for by the next start. */
  | { readonly dailyAt: string };

const DAY = 24 * 60 * 60 * 1_000;

/** Hours by which the clocks of Viet Nam are ahead of those of the schedules, all year. */
const OFFSET = 7;

/** The minutes at which a schedule falls due, as crontab says it, in UTC. @throws RangeError for a time that no clock shows */
export function crontabOf(schedule: Schedule): string {
  if ('everyMinutes' in schedule) {
    return schedule.everyMinutes === 60 ? '0 * * * *' : `*/${schedule.everyMinutes} * * * *`;
  }
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(schedule.dailyAt) ?? [];
  if (!hour || !minute) throw new RangeError(`Not a time of day, HH:MM: ${schedule.dailyAt}`);
  return `${Number(minute)} ${(Number(hour) - OFFSET + 24) % 24} * * *`;
}

/** The schedules of jobs, as the library takes them. */
export function cronItems(jobs: readonly Job[]): ParsedCronItem[] {
  return parseCronItems(
    jobs.flatMap((job) => {
      const { name, schedule } = job;
      if (!schedule) return [];
      return {
        task: name,
        identifier: name,
        match: crontabOf(schedule),
        options: {
          backfillPeriod: 'dailyAt' in schedule ? DAY : 0,
          maxAttempts: attemptsOf(job),
          // One that still waits is replaced, and one that still runs is waited for.
          jobKey: name,
          queueName: name,
        },
      };
    }),
  );
}
