import { setTimeout as sleep } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError, type Settings, type Task } from 'meilisearch';
import type { EngineAddress } from '../meilisearch/connection.ts';
import { type IndexedDocument, jsonList } from '../meilisearch/documents.ts';
import { DocumentsRefused, EngineUnavailable, engineError, IndexGone } from './engine-errors.ts';

/** Milliseconds for one request. It only hands documents over; to work on them takes the engine as long as it takes. */
const REQUEST_TIMEOUT = 15_000;

/** Milliseconds between two looks at a task: at first, and at most. */
const FIRST_POLL = 15;
const LAST_POLL = 150;

/** Milliseconds after which a task that does not end counts as an engine that does not work. */
const TASK_TIMEOUT = 30 * 60_000;

/** Documents of one page when an index is read. */
const PAGE = 1_000;

/** Indexes of Meilisearch, as keeping them needs it: what resolves has happened, not only been queued. */
export class EngineIndexes {
  readonly #client: Meilisearch;

  /** `stopping` ends all waiting for the engine's work. */
  constructor(
    { url, key }: EngineAddress,
    readonly stopping?: AbortSignal,
  ) {
    this.#client = new Meilisearch({ host: url, apiKey: key || undefined, timeout: REQUEST_TIMEOUT });
  }

  /** When the index was made; null when there is none. @throws EngineUnavailable */
  async createdAt(uid: string): Promise<string | null> {
    try {
      return (await this.#client.getRawIndex(uid)).createdAt;
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found') return null;
      throw engineError(error, uid);
    }
  }

  /** Makes an empty index and answers when it was made. */
  async create(uid: string, settings: Settings): Promise<string> {
    const made = await this.#ask(uid, () => this.#client.createIndex(uid, { primaryKey: 'id' }));
    const set = await this.#ask(uid, () => this.#client.index(uid).updateSettings(settings));
    await this.settle(uid, [made.taskUid, set.taskUid]);
    return (await this.createdAt(uid))!;
  }

  /** Drops an index if it is there. */
  async drop(uid: string): Promise<void> {
    const { taskUid } = await this.#ask(uid, () => this.#client.deleteIndex(uid));
    await this.settle(uid, [taskUid]).catch((error) => {
      if (!(error instanceof IndexGone)) throw error;
    });
  }

  /** The uids that begin with a prefix. */
  async uids(prefix: string): Promise<string[]> {
    const { results } = await this.#ask(prefix, () => this.#client.getRawIndexes({ limit: 10_000 }));
    return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(prefix));
  }

  /**
   * Hands documents over, whole, and ids to delete; answers the tasks to settle.
   * @throws EngineUnavailable when it is not known whether they arrived; IndexGone, DocumentsRefused
   */
  async send(uid: string, documents: readonly IndexedDocument[], gone: readonly string[]): Promise<number[]> {
    const index = this.#client.index(uid);
    const tasks: number[] = [];
    if (documents.length > 0) {
      const list = jsonList(documents);
      tasks.push((await this.#ask(uid, () => index.addDocumentsFromString(list, 'application/json'))).taskUid);
    }
    if (gone.length > 0) tasks.push((await this.#ask(uid, () => index.deleteDocuments([...gone]))).taskUid);
    return tasks;
  }

  /**
   * Waits until the engine has carried tasks out: that it took them only means that they are queued.
   * @throws EngineUnavailable, IndexGone, DocumentsRefused
   */
  async settle(uid: string, tasks: readonly number[]): Promise<void> {
    for (const task of tasks) await this.#settleOne(uid, task);
  }

  async #settleOne(uid: string, taskUid: number): Promise<void> {
    const deadline = Date.now() + TASK_TIMEOUT;
    for (let pause = FIRST_POLL; ; pause = Math.min(pause * 1.5, LAST_POLL)) {
      const task = await this.#ask(uid, () => this.#client.tasks.getTask(taskUid));
      if (task.status === 'succeeded') return;
      if (task.status === 'failed' || task.status === 'canceled') throw failure(uid, task);
      if (Date.now() > deadline) throw new EngineUnavailable(`The search engine has not ended task ${taskUid}.`);
      await sleep(pause, undefined, { signal: this.stopping });
    }
  }

  /** What an index holds, or what of some documents; a hash that is not there is blank. */
  async *contents(uid: string, ids?: readonly string[]): AsyncGenerator<{ id: string; kind: string; hash: string }> {
    if (ids?.length === 0) return;
    for (let offset = 0; ; offset += PAGE) {
      const page = { fields: ['id', 'kind', 'hash'], limit: PAGE, offset, ...(ids && { ids: [...ids] }) };
      const { results } = await this.#ask(uid, () => this.#client.index(uid).getDocuments(page));
      for (const { id, kind, hash } of results) yield { id, kind, hash: hash ?? ' ' };
      if (results.length < PAGE) return;
    }
  }

  async #ask<T>(uid: string, request: () => PromiseLike<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw engineError(error, uid);
    }
  }
}

function failure(uid: string, { error, status }: Task): Error {
  if (error?.code === 'index_not_found') return new IndexGone(uid);
  const reason = `The search engine ${status === 'canceled' ? 'was told to drop' : 'failed'} a task: ${error?.message ?? status}`;
  // What the engine says is its own fault, such as a full disk, is none of the documents'.
  const isTheirs = error?.type === 'invalid_request';
  return isTheirs ? new DocumentsRefused(reason) : new EngineUnavailable(reason);
}
