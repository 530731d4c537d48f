import { Presets, SingleBar } from 'cli-progress';

/** How far a long task is: called with what is done and what there is in all. */
export type Progress = (done: number, total: number) => void;

/** Where long tasks show how far they are; each has a label. */
export interface ProgressDisplay {
  bar(label: string): Progress;
}

/** Shows nothing. */
export const NO_PROGRESS: ProgressDisplay = { bar: () => () => {} };

/** Bars in a terminal; silent where standard error is none. */
export function terminalProgress(): ProgressDisplay {
  if (!process.stderr.isTTY) return NO_PROGRESS;
  return {
    bar(label) {
      const bar = new SingleBar(
        { format: `${label} {bar} {percentage}% | {value}/{total} | {eta_formatted}` },
        Presets.shades_classic,
      );
      let started = false;
      return (done, total) => {
        if (!started) bar.start(total, done);
        started = true;
        bar.update(done);
        if (done >= total) bar.stop();
      };
    },
  };
}
