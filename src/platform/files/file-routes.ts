import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../auth/token.ts';
import { requireOperator, type Viewer } from '../auth/viewer.ts';
import type { Database } from '../database/database.ts';
import { decodeId, encodeId } from '../graphql/ids.ts';
import { letRunOut } from '../http/refused-body.ts';
import { isGenuineLink, type SignedFile, signLinks } from './file-link.ts';
import { FILE_PREFIX, findStoredFile, readStoredFile, type StoredFileInfo } from './stored-files.ts';
import { receiveUpload } from './upload.ts';

export interface FileRoutesOptions {
  readonly db: Database;
  readonly clock: () => Date;
  readonly authenticate: Authenticate;
  /** Signs links; see `fileLink`. */
  readonly secret: Uint8Array;
  /** Bytes of an uploaded file at most. */
  readonly maxBytes: number;
}

/** A link that was genuine, and leads to nothing any more. */
const EXPIRED = Object.assign(new Error('The link has expired.'), { statusCode: 410 });

/**
 * Adds `POST /files`, by which an operator uploads a file as the body of a request or in a form, and `GET /files/:id/:name`, by which
 * anybody with a link from `fileLink` gets one.
 */
export async function addFileRoutes(server: FastifyInstance, options: FileRoutesOptions): Promise<void> {
  signLinks(options.db, options.secret);
  await server.register(async (scope) => {
    // Whatever the type of a body: it is not parsed, and not read before the handler does so.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.post('/files', { config: { longBody: true } }, async (request, reply) => {
      try {
        const file = await upload(request, options);
        return reply.code(201).send({ file: shown(file) });
      } catch (error) {
        letRunOut(request.raw);
        throw error;
      }
    });
    const send = (request: FastifyRequest, reply: FastifyReply) => sendFile(request, reply, options);
    scope.head('/files/:id/*', send);
    scope.get('/files/:id/*', { exposeHeadRoute: false }, send);
  });
}

/** @throws UserError UNAUTHENTICATED, and what `receiveUpload` throws */
async function upload(request: FastifyRequest, { db, clock, authenticate, maxBytes }: FileRoutesOptions) {
  const now = clock();
  const viewer: Viewer = await authenticate(request.headers.authorization, now);
  requireOperator(viewer);
  return receiveUpload({ db, now }, request, { by: viewer.name, maxBytes });
}

const shown = ({ id, name, size, sha256 }: StoredFileInfo) => ({ id: encodeId(FILE_PREFIX, id), name, size, sha256 });

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, clock, secret }: FileRoutesOptions,
): Promise<unknown> {
  const link = linkOf(request);
  const id = decodeId(link.id);
  if (id?.prefix !== FILE_PREFIX || !isGenuineLink(secret, link)) return reply.callNotFound();
  const now = clock();
  if (Number(link.expires) * 1000 <= now.getTime()) throw EXPIRED;
  const file = await findStoredFile(db, id.uuid);
  // A genuine link leads to a file that was there.
  if (!file || (file.expiresAt && file.expiresAt <= now)) throw EXPIRED;
  reply.headers({
    'content-type': file.mediaType,
    'content-length': file.size,
    'content-disposition': contentDisposition(file.name),
    'cache-control': 'private, no-store',
  });
  if (request.method === 'HEAD') return reply.send();
  return reply.send(Readable.from(readStoredFile(db, file.id), { objectMode: false, highWaterMark: 1 }));
}

/** What the address says; what it lacks reads as nothing that was ever signed. */
function linkOf({ params, query }: FastifyRequest): SignedFile {
  const { id } = params as { id: string };
  const { expires, signature } = query as Record<string, unknown>;
  return { id, expires: String(expires), signature: String(signature) };
}
