import type { FastifyRequest } from 'fastify';
import { UserError } from '../errors/user-error.ts';
import { failingAs } from './arriving.ts';
import { type FileServices, storeFile, tooLarge, untakenUntil } from './store-file.ts';
import { deleteStoredFiles, type StoredFileInfo } from './stored-files.ts';

/** Who uploads how much. */
export interface UploadTerms {
  readonly by: string;
  /** Bytes of the file at most. */
  readonly maxBytes: number;
}

/** Bytes of a form besides its file, at most: boundaries, heads, other fields. */
const FORM_ROOM = 64 * 1024;

const FORM_LIMITS = { fields: 20, fieldSize: 1024, parts: 25, fileSize: Number.POSITIVE_INFINITY };

/** What a form is sent as that curl makes of `--data-binary`: it says nothing about the file. */
const URL_ENCODED = 'application/x-www-form-urlencoded';

const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

/**
 * Stores the file that a request brings: its body, or the one file of its form. The query `name` names it, else the form does. It goes
 * again unless it is taken.
 * @throws UserError LIMIT_EXCEEDED when it is too large, unread where its length is told; BAD_INPUT when it is empty, does not arrive
 * whole, or the form has no file or several
 */
export async function receiveUpload(
  services: FileServices,
  request: FastifyRequest,
  { by, maxBytes }: UploadTerms,
): Promise<StoredFileInfo> {
  const isForm = request.isMultipart();
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes + (isForm ? FORM_ROOM : 0)) throw tooLarge(maxBytes);
  const { name } = request.query as { name?: unknown };
  const given = typeof name === 'string' ? name : '';
  const store = (source: AsyncIterable<Uint8Array>, ownName: string, type: string | undefined) =>
    storeFile(services, failingAs(source, broken), {
      name: given || ownName,
      mediaType: mediaType(type),
      by,
      expiresAt: untakenUntil(services.now),
      maxBytes,
    });
  if (isForm) return receiveForm(services, request, store);
  // Destroyed, the request would take the connection along, and with it the answer.
  return store(request.raw.iterator({ destroyOnReturn: false }), '', request.headers['content-type']);
}

async function receiveForm(
  { db }: FileServices,
  request: FastifyRequest,
  store: (source: AsyncIterable<Uint8Array>, name: string, type: string) => Promise<StoredFileInfo>,
): Promise<StoredFileInfo> {
  let stored: StoredFileInfo | null = null;
  try {
    for await (const part of failingAs(request.parts({ limits: FORM_LIMITS }), broken)) {
      if (part.type !== 'file') continue;
      if (stored) throw notOneFile();
      stored = await store(part.file, part.filename ?? '', part.mimetype);
    }
    if (!stored) throw notOneFile();
    return stored;
  } catch (error) {
    if (stored) await deleteStoredFiles(db, [stored.id]);
    throw error;
  }
}

/** The bare media type of a header, in small letters; of unknown bytes where it says none. */
export function mediaType(header: string | undefined): string {
  const type = (header ?? '').split(';', 1)[0]!.trim().toLowerCase();
  return MEDIA_TYPE.test(type) && type !== URL_ENCODED ? type : 'application/octet-stream';
}

const broken = (): UserError =>
  new UserError('BAD_INPUT', ['body'], {
    vi: 'Tệp không đến nơi trọn vẹn: kết nối bị ngắt giữa chừng, hoặc nội dung gửi lên sai định dạng.',
    en: 'The file did not arrive whole: the connection broke off, or the body is malformed.',
  });

const notOneFile = (): UserError =>
  new UserError('BAD_INPUT', ['body'], {
    vi: 'Biểu mẫu phải có đúng một tệp.',
    en: 'The form must hold exactly one file.',
  });
