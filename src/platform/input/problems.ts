import { type ErrorCode, type Text, UserError, UserErrors } from '../errors/user-error.ts';
import type { Parsed } from '../standards/parsed.ts';

/** Where in an input something stands. */
export type Path = readonly string[];

/** Gathers all that is wrong with an input, so that a form can be mended in one go. */
export class Problems {
  readonly #list: UserError[] = [];

  add(path: Path, text: Text, code: ErrorCode = 'BAD_INPUT'): void {
    this.#list.push(new UserError(code, path, text));
  }

  /** The value of what was read, or undefined after noting why it was refused. */
  take<T>(path: Path, parsed: Parsed<T>): T | undefined {
    if (parsed.ok) return parsed.value;
    this.add(path, parsed.reason);
    return undefined;
  }

  /** Whether something was noted at a path: what only follows from it need not be said too. */
  has(path: Path): boolean {
    return this.#list.some((problem) => problem.path.join('.') === path.join('.'));
  }

  get list(): readonly UserError[] {
    return this.#list;
  }

  /** @throws UserErrors when anything was noted */
  refuseAny(): void {
    if (this.#list.length > 0) throw new UserErrors(this.#list);
  }
}
