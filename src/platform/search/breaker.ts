/** Failures in a row after which nothing more is asked; one is enough where nobody answers at all. */
const PATIENCE = 3;

/** Milliseconds between two probes: at first, and at most. */
const FIRST_PROBE = 500;
const LAST_PROBE = 10_000;

/**
 * Keeps requests away from what fails, so that a dead engine costs them nothing. While it is open, a probe in the background finds out
 * whether it answers again; then one request may try, and if that goes well, all others may.
 */
export class Breaker {
  #state: 'closed' | 'open' | 'trial' = 'closed';
  #failures = 0;
  #pause = FIRST_PROBE;
  #probedAt = 0;

  /** `probe` throws while there is no use in trying. */
  constructor(
    readonly probe: () => Promise<unknown>,
    readonly now: () => number = () => performance.now(),
  ) {}

  get isOpen(): boolean {
    return this.#state !== 'closed';
  }

  /** Whether a request may ask. Must be followed by `succeeded` or `failed` if so. */
  mayTry(): boolean {
    if (this.#state === 'closed') return true;
    if (this.now() - this.#probedAt < this.#pause) return false;
    this.#probedAt = this.now();
    if (this.#state === 'trial') return true;
    void this.#probe();
    return false;
  }

  succeeded(): void {
    this.#state = 'closed';
    this.#failures = 0;
    this.#pause = FIRST_PROBE;
  }

  /** `isDead`: nobody is there who could answer. */
  failed(isDead: boolean): void {
    this.#failures++;
    if (this.#state === 'closed' && !isDead && this.#failures < PATIENCE) return;
    // One that was asked before the breaker opened must not make the next probe wait longer.
    if (this.#state === 'trial') this.#pause = Math.min(this.#pause * 2, LAST_PROBE);
    if (this.#state !== 'open') this.#probedAt = this.now();
    this.#state = 'open';
  }

  async #probe(): Promise<void> {
    try {
      await this.probe();
      if (this.#state !== 'open') return;
      this.#state = 'trial';
      this.#probedAt = Number.NEGATIVE_INFINITY;
    } catch {
      // It stays open.
    }
  }
}
