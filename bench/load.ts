import autocannon from 'autocannon';

/** One HTTP request of a load. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A GraphQL request as clients send it. */
export const graphqlRequest = (
  query: string,
  variables: object,
  headers: Readonly<Record<string, string>> = {},
): LoadRequest => ({
  method: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query, variables }),
});

/** Sends one request and answers the body, parsed. @throws Error when the status is not 200 */
export async function send(url: string, { method, path, headers, body }: LoadRequest): Promise<unknown> {
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}${path} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Sent one after the other, again and again; or made one by one, with a look at each answer. */
  readonly requests: readonly LoadRequest[] | Conversation;
}

/** Requests that depend on earlier answers. */
export interface Conversation {
  /** The next request, with what is to be done with its answer. */
  next(): { request: LoadRequest; answered: (body: string) => void };
}

/** Seconds of load before each measurement: connections to the database that were idle have been closed meanwhile. */
const LEAD_IN = 1;

/** Loads a server and answers how many requests a second it served. @throws Error when one was not answered with 200 */
export async function throughput(url: string, { connections, seconds, requests }: Load): Promise<number> {
  const load = (duration: number) =>
    autocannon({
      url,
      connections,
      duration,
      requests: Array.isArray(requests) ? requests.map(toRequest) : [],
      ...('next' in requests && { setupClient: (client) => converse(client, requests) }),
    });
  await load(LEAD_IN);
  const result = await load(seconds);
  if (result.non2xx || result.errors || result.timeouts) {
    throw new Error(`${url}: ${result.non2xx} answers were no success, ${result.errors} requests failed.`);
  }
  return result['2xx'] / result.duration;
}

const toRequest = ({ method, path, headers = {}, body }: LoadRequest): autocannon.Request => ({
  method,
  path,
  headers: { ...headers },
  body,
});

/** Every connection asks for its next request when it has the answer to the last. */
function converse(client: autocannon.Client, { next }: Conversation): void {
  let answered: (body: string) => void;
  client.setRequests([
    {
      setupRequest(request: autocannon.Request) {
        const turn = next();
        answered = turn.answered;
        return { ...request, ...toRequest(turn.request) };
      },
      onResponse: (_status: number, body: string) => answered(body),
    } as autocannon.Request,
  ]);
}
