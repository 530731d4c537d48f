import type { IncomingMessage } from 'node:http';

/** Milliseconds for which what a client still sends is taken and thrown away. */
const RUN_OUT = 2_000;

/**
 * For a request that is answered before its body was read: cut off at once, the client might meet a broken connection instead of the
 * answer. What is on its way is let run out for a moment, then the connection ends.
 */
export function letRunOut(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, RUN_OUT).unref();
}
