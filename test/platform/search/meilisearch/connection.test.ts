import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../src/catalogue/catalogue-index.ts';
import { SearchConnection } from '../../../../src/platform/search/meilisearch/connection.ts';
import { installedMeilisearch, type MeilisearchServer, startMeilisearch } from '../../../support/meilisearch.ts';

const KEY = 'a key that only the tests know';
const OURS = `${CATALOGUE.table}_1`;

describe.skipIf(installedMeilisearch() === null)(
  'the connection for searches (skipped without meilisearch on the PATH)',
  () => {
    let server: MeilisearchServer;
    let admin: Meilisearch;

    beforeAll(async () => {
      server = (await startMeilisearch(KEY))!;
      admin = new Meilisearch({ host: server.url, apiKey: KEY });
      for (const uid of [OURS, 'others']) await admin.createIndex(uid, { primaryKey: 'id' }).waitTask();
    });
    afterAll(() => server?.stop());

    const connect = (key: string, url = server.url) => new SearchConnection({ url, key }, [CATALOGUE]).client();
    const refused = { cause: { code: 'invalid_api_key' } };

    it('may search our indexes, and nothing else', async () => {
      const client = await connect(KEY);
      expect((await client.index(OURS).search('')).hits).toEqual([]);
      await expect(client.index('others').search('')).rejects.toMatchObject(refused);
      await expect(client.index(OURS).addDocuments([{ id: 1 }])).rejects.toMatchObject(refused);
      await expect(client.index(OURS).getDocuments()).rejects.toMatchObject(refused);
      await expect(client.getKeys()).rejects.toMatchObject(refused);
    });

    it('makes its key once, whoever connects', async () => {
      const before = (await admin.getKeys()).results.length;
      const clients = await Promise.all([connect(KEY), connect(KEY), connect(KEY)]);
      expect(new Set(clients.map(({ config }) => config.apiKey)).size).toBe(1);
      expect((await admin.getKeys()).results).toHaveLength(before);
      await admin.deleteKey((await admin.getKeys()).results.find(({ name }) => name === 'Cầu Nối: search')!.uid);
      const again = await Promise.all([connect(KEY), connect(KEY), connect(KEY)]);
      expect(new Set(again.map(({ config }) => config.apiKey)).size).toBe(1);
      expect((await admin.getKeys()).results).toHaveLength(before);
    });

    it('uses a key that may not manage keys as it is', async () => {
      const own = await admin.createKey({ actions: ['search'], indexes: [OURS], expiresAt: null });
      const client = await connect(own.key);
      expect(client.config.apiKey).toBe(own.key);
      expect((await client.index(OURS).search('')).hits).toEqual([]);
    });

    it('fails where nobody answers, and not for ever', async () => {
      const connection = new SearchConnection({ url: 'http://127.0.0.1:9', key: KEY }, [CATALOGUE]);
      await expect(connection.client()).rejects.toThrow();
      await expect(connection.client()).rejects.toThrow();
    });

    it('needs no key where the server asks for none', async () => {
      const open = (await startMeilisearch())!;
      try {
        for (const key of ['', 'some key']) {
          const client = await connect(key, open.url);
          await expect(client.index(OURS).search('')).rejects.toMatchObject({ cause: { code: 'index_not_found' } });
        }
      } finally {
        await open.stop();
      }
    });
  },
);
