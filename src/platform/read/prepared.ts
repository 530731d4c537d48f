import { LruMap } from '../lru.ts';

/** Most names at once; a connection holds every prepared statement until it is replaced. */
const MOST_NAMES = 200;
/** How often a statement must run before it is worth a name. */
const HOT = 5;
/** One more name may be given per so many statements, so that a changed workload gets its names in time. */
const RENEWAL = 5_000;

/**
 * Names for the statements worth preparing: a text gets one when it has run often, and no text shares one. The
 * number of names is bounded in all and over time, because `pg` never frees what a connection has prepared.
 */
export class PreparedNames {
  private readonly uses = new LruMap<string, { count: number; name: string | undefined }>(5 * MOST_NAMES);
  private left = MOST_NAMES;
  private given = 0;
  private ran = 0;

  /** The name to run this text under, or undefined to run it unprepared. */
  of(text: string): string | undefined {
    if (++this.ran % RENEWAL === 0) this.left = Math.min(this.left + 1, MOST_NAMES);
    const use = this.uses.get(text);
    if (!use) {
      this.uses.set(text, { count: 1, name: undefined });
      return undefined;
    }
    use.count += 1;
    if (use.name === undefined && use.count >= HOT && this.left > 0) {
      this.left -= 1;
      use.name = `read_${++this.given}`;
    }
    return use.name;
  }
}
