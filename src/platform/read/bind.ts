import type { RequestContext } from '../graphql/context.ts';

/** A bound value that is known only when the statement runs, so that the compiled plan can be shared by requests. */
export class Bind {
  constructor(readonly resolve: (request: RequestContext) => unknown) {}
}

/** Binds what `resolve` takes from the request: use it for everything of a viewer but the role. */
export const bind = (resolve: (request: RequestContext) => unknown): Bind => new Bind(resolve);

/** The clock of the request (timestamptz). */
export const nowBind = bind((request) => request.now);
