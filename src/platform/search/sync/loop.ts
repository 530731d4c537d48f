import type { Log } from '../../logging/log.ts';

/** How work in a loop waits. */
export interface Pause {
  /** Aborted when the work is to end. */
  readonly stopping: AbortSignal;
  /** Waits so many milliseconds, or until it is woken; not at all if it was since it last waited. */
  wait(milliseconds: number): Promise<void>;
  wake(): void;
  /** Says that what failed before works again. */
  wentWell(): void;
}

/** Milliseconds until work that failed is begun anew: at first, and at most. */
const FIRST_PAUSE = 250;
const LAST_PAUSE = 5_000;

/** Milliseconds that work has to come to its end when it is stopped. */
const STOP_TIMEOUT = 5_000;

/** Work that goes on until it is stopped. What fails is begun anew, after a pause that grows while it goes on failing. */
export class Loop implements Pause {
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #failures = 0;
  #isAwake = false;
  #wake: () => void = () => {};

  constructor(log: Log, what: string, work: (pause: Pause) => Promise<void>) {
    this.stopping.addEventListener('abort', () => this.wake());
    this.#running = this.#run(log, what, work);
  }

  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, STOP_TIMEOUT);
    await Promise.race([this.#running, late]);
    clearTimeout(timer);
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#isAwake && !this.stopping.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = resolve;
      await promise;
      clearTimeout(timer);
    }
    this.#isAwake = false;
  }

  wake(): void {
    this.#isAwake = true;
    this.#wake();
  }

  wentWell(): void {
    this.#failures = 0;
  }

  async #run(log: Log, what: string, work: (pause: Pause) => Promise<void>): Promise<void> {
    while (!this.stopping.aborted) {
      try {
        await work(this);
      } catch (error) {
        if (this.stopping.aborted) return;
        // Once, not each time: a dead engine must not fill the log.
        if (this.#failures === 0) log.warn(error, `failed to ${what}; trying again until it works`);
        const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(this.#failures++, 10), LAST_PAUSE);
        this.#isAwake = false;
        await this.wait(pause);
      }
    }
  }
}
