import { Meilisearch, MeilisearchApiError } from 'meilisearch';
import { v5 } from 'uuid';
import type { SearchIndex } from '../search-index.ts';

/** Where the engine is. */
export interface EngineAddress {
  readonly url: string;
  /** Empty where it wants none. */
  readonly key: string;
}

/** Milliseconds that a search may take. */
const TIMEOUT = 5_000;

/** Milliseconds for which a key is used before the engine is asked whether it is still there. */
const KEY_LASTS = 60_000;

/** Names keys: the same rights on the same indexes have the same key. */
const KEYS = 'd8ad6f9e-0b0f-4b57-8d8c-5f7c0a6b2f61';

/** All that a search may do. */
const RIGHTS = ['search'];

/** What people read in the engine's list of keys. */
const NAME = 'Cầu Nối: search';

/**
 * Clients that may only search the indexes, whatever the key they were given may do. That key is used itself only where it may not
 * manage keys, as one that was made for the purpose: it then needs the right to search. Where the engine wants no key, none is used.
 */
export class SearchConnection {
  readonly #admin: Meilisearch;
  #client: Promise<Meilisearch> | null = null;
  #until = 0;

  constructor(
    readonly address: EngineAddress,
    readonly indexes: readonly SearchIndex[],
  ) {
    this.#admin = clientOf(address);
  }

  /** @throws an error of the client when the engine does not answer */
  client(): Promise<Meilisearch> {
    if (this.#client && performance.now() < this.#until) return this.#client;
    const client = this.#restricted();
    [this.#client, this.#until] = [client, performance.now() + KEY_LASTS];
    client.catch(() => {
      this.#client = null;
    });
    return client;
  }

  async #restricted(): Promise<Meilisearch> {
    if (this.address.key === '') return this.#admin;
    const key = await this.#searchKey();
    return key === null ? this.#admin : clientOf({ ...this.address, key });
  }

  /** The key that may only search; made where there is none. Null where keys are not for the given key to manage. */
  async #searchKey(): Promise<string | null> {
    // Whatever an index is called in the engine, it begins so.
    const indexes = this.indexes.map(({ table }) => `${table}_*`);
    const uid = v5(JSON.stringify([RIGHTS, indexes]), KEYS);
    const known = await this.#unless(['api_key_not_found'], () => this.#admin.getKey(uid));
    if (known !== undefined) return known?.key ?? null;
    const rights = { uid, name: NAME, actions: RIGHTS, indexes, expiresAt: null };
    const made = await this.#unless(['api_key_already_exists'], () => this.#admin.createKey(rights));
    // Another process made it at the same time.
    return made === undefined ? (await this.#admin.getKey(uid)).key : (made?.key ?? null);
  }

  /** Null where it is refused to this key, and undefined where the engine says one of some things. */
  async #unless<Answer>(codes: readonly string[], ask: () => Promise<Answer>): Promise<Answer | null | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof MeilisearchApiError)) throw error;
      if (codes.includes(error.cause?.code ?? '')) return undefined;
      if (error.response.status === 403 || error.cause?.code === 'missing_master_key') return null;
      throw error;
    }
  }
}

/** Compressed answers come in pieces, each of which may wait for the network to acknowledge the one before. */
const clientOf = ({ url, key }: EngineAddress): Meilisearch =>
  new Meilisearch({
    host: url,
    apiKey: key || undefined,
    timeout: TIMEOUT,
    requestInit: { headers: { 'accept-encoding': 'identity' } },
  });
