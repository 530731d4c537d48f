import { MeilisearchApiError } from 'meilisearch';

/** The engine cannot be reached or cannot work; the same documents may well go through later. */
export class EngineUnavailable extends Error {}

/** The engine does not have the index. */
export class IndexGone extends Error {
  constructor(readonly uid: string) {
    super(`The search engine has no index ${uid}; it is built anew.`);
  }
}

/** The engine does not take these documents; fewer of them may go through. */
export class DocumentsRefused extends Error {}

/** What a failed request means for the documents that it was about. */
export function engineError(error: unknown, uid: string): Error {
  if (error instanceof EngineUnavailable || error instanceof IndexGone || error instanceof DocumentsRefused)
    return error;
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response;
    if (error.cause?.code === 'index_not_found') return new IndexGone(uid);
    const isRefusal = status === 400 || status === 413 || status === 422;
    if (isRefusal) return new DocumentsRefused(error.message, { cause: error });
  }
  return new EngineUnavailable(`The search engine does not answer: ${reasonOf(error)}`, { cause: error });
}

/** What failed below: the client only says that a request did. */
function reasonOf(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  return deepest instanceof Error ? deepest.message || deepest.name : String(deepest);
}
