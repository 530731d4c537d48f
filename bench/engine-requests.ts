import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the API sent the engine for one search: it goes out once those it waited for are answered. */
interface Sent {
  readonly body: string;
  /** Places of the requests that had been answered when it was sent. */
  readonly after: readonly number[];
}

export type Exchange = readonly Sent[];

interface Seen {
  readonly body: string;
  readonly begin: number;
  end: number;
}

const SEARCHES = '/multi-search';

/** Stands before an engine and writes down the searches that pass. */
export interface Recorder {
  readonly url: string;
  /** What has passed since the last call, to be called when nothing is under way. */
  take(): Exchange;
  close(): Promise<void>;
}

export async function recordSearches(engineUrl: string): Promise<Recorder> {
  let seen: Seen[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const one = { body, begin: performance.now(), end: Number.POSITIVE_INFINITY };
    if (incoming.url === SEARCHES) seen.push(one);
    await pass(engineUrl, incoming, body, outgoing);
    one.end = performance.now();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = seen;
      seen = [];
      return taken.map(({ body, begin }) => ({
        body,
        after: taken.flatMap(({ end }, place) => (end <= begin ? [place] : [])),
      }));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pass(engineUrl: string, incoming: IncomingMessage, body: string, outgoing: ServerResponse) {
  const headers = { ...incoming.headers };
  delete headers['transfer-encoding'];
  const answer = await exchange(new URL(incoming.url!, engineUrl), incoming.method!, headers, body);
  outgoing.writeHead(answer.status, { 'content-type': 'application/json' });
  outgoing.end(answer.text);
}

/** Keeps connections open, as the API's client does. */
const agent = new Agent({ keepAlive: true });

async function exchange(
  url: URL,
  method: string,
  headers: NodeJS.Dict<string | string[]>,
  body: string,
): Promise<{ status: number; text: string }> {
  const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
  const outgoing = request(url, { agent, method, headers: { ...headers, ...length } });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode!, text: await textOf(incoming) };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Sends the engine what it was sent for a search, in the order in which the API did; answers how long it took. */
export async function replay(engineUrl: string, requests: Exchange): Promise<{ milliseconds: number }> {
  const url = new URL(SEARCHES, engineUrl);
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
  const begin = performance.now();
  const answers: Promise<void>[] = [];
  for (const { body, after } of requests) {
    const before = Promise.all(after.map((place) => answers[place]));
    answers.push(
      before.then(async () => {
        const { status, text } = await exchange(url, 'POST', headers, body);
        if (status !== 200) throw new Error(`Meilisearch answered ${status}: ${text.slice(0, 500)}`);
        JSON.parse(text);
      }),
    );
  }
  await Promise.all(answers);
  return { milliseconds: performance.now() - begin };
}
