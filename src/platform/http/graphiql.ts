import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** An example in a tab of GraphiQL; the tab is named after the operation. */
export interface ExampleTab {
  /** The document, usually a comment with a title and one named operation. */
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const PAGE = 'text/html; charset=utf-8';

/** The page may load and call this host only; styles are written by the editor as it runs, fonts come inside the style sheet. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A bridge: "cầu nối". */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M2 24h28M4 24a12 12 0 0 1 24 0M10 24v-9M16 24V12M22 24v-9" fill="none" stroke="#b5382a" stroke-width="3"/></svg>';

/**
 * Starts the page and names the workers of its editor; the options come as data, so that no script is inline. GraphiQL forgets
 * the variables of the tab that it opens with, unless it finds them stored.
 */
const START = `self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => '/graphiql/' + label + '.js' };
addEventListener('DOMContentLoaded', () => {
  const options = JSON.parse(document.getElementById('options').textContent);
  const variables = options.defaultTabs[0]?.variables;
  if (variables && !localStorage.getItem('graphiql:tabState')) localStorage.setItem('graphiql:variables', variables);
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options);
});
`;

/** Adds GraphiQL at `/`, with everything that it loads: it works offline. */
export function addGraphiql(server: FastifyInstance, endpoint: string, tabs: readonly ExampleTab[]): void {
  let loading: Promise<ReadonlyMap<string, Asset>> | undefined;
  const send = async (name: string, request: FastifyRequest, reply: FastifyReply) => {
    // Nine megabytes that most processes never serve: loaded when first asked for, then kept.
    loading ??= loadAssets(endpoint, tabs);
    const asset = (await loading).get(name);
    if (!asset) return reply.callNotFound();
    reply.headers({ etag: asset.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
    reply.type(asset.type);
    if (!request.headers['accept-encoding']?.includes('gzip')) return reply.send(asset.plain);
    return reply.header('content-encoding', 'gzip').send(asset.zipped);
  };

  server.get('/', (request, reply) => {
    reply.headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'referrer-policy': 'no-referrer' });
    return send('', request, reply);
  });
  server.get<{ Params: { file: string } }>('/graphiql/:file', (request, reply) =>
    send(request.params.file, request, reply),
  );
}

async function loadAssets(endpoint: string, tabs: readonly ExampleTab[]): Promise<ReadonlyMap<string, Asset>> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const files: [name: string, type: string, content: string][] = [
    ['', PAGE, page(endpoint, tabs)],
    ['start.js', SCRIPT, START],
    ['graphiql.js', SCRIPT, graphiql.js],
    ['graphiql.css', STYLE, graphiql.css],
    ['editorWorkerService.js', SCRIPT, graphiql.editorWorkerService],
    ['graphql.js', SCRIPT, graphiql.graphqlWorker],
    ['json.js', SCRIPT, graphiql.jsonWorker],
  ];
  const assets = files.map(async ([name, type, content]) => [name, await asset(type, content)] as const);
  return new Map(await Promise.all(assets));
}

async function asset(type: string, content: string): Promise<Asset> {
  const plain = Buffer.from(content);
  const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { type, etag, plain, zipped: await promisify(gzip)(plain) };
}

function page(endpoint: string, tabs: readonly ExampleTab[]): string {
  const defaultTabs = tabs.map(({ query, variables }) => ({
    query,
    variables: variables && JSON.stringify(variables, null, 2),
  }));
  // Headers hold tokens: they stay out of the browser's storage.
  const options = { endpoint, title: 'Cầu Nối', logo: LOGO, shouldPersistHeaders: false, defaultTabs };
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cầu Nối · GraphiQL</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(LOGO)}">
<link rel="stylesheet" href="/graphiql/graphiql.css">
<script type="application/json" id="options">${JSON.stringify(options).replaceAll('<', '\\u003c')}</script>
<script src="/graphiql/graphiql.js" defer></script>
<script src="/graphiql/start.js" defer></script>
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL cần JavaScript. / GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
</body>
</html>
`;
}
