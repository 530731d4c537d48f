import type { IncomingMessage } from 'node:http';
import { parse as parseDisposition } from 'content-disposition';
import { type Text, UserError, userErrorsOf } from '../errors/user-error.ts';
import { failingAs } from './arriving.ts';
import { readImportHost } from './import-hosts.ts';
import { InternalAddress, openUrl } from './open-url.ts';
import { type FileServices, storeFile, tooLarge, untakenUntil } from './store-file.ts';
import type { StoredFileInfo } from './stored-files.ts';
import { mediaType } from './upload.ts';

/** From where files may be fetched, and how large they may be. */
export interface FileTerms {
  /** Entries of IMPORT_HOSTS; with none, nothing is fetched. */
  readonly importHosts: readonly string[];
  /** Bytes of a file at most. */
  readonly maxBytes: number;
}

/** What a file is fetched with, and what bounds that. */
export interface FetchServices extends FileServices, FileTerms {
  /** Ends the fetching; its reason is then thrown. */
  readonly signal?: AbortSignal;
  /** Milliseconds in which nothing comes (default 30 s), and in all (default an hour). */
  readonly timeouts?: { readonly idle: number; readonly total: number };
}

const TIMEOUTS = { idle: 30_000, total: 60 * 60 * 1_000 };

const MAX_REDIRECTS = 3;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Fetches a file from a host that the operator allows, and stores it as it comes; it goes again unless it is taken. Redirects are
 * followed where they lead to such hosts.
 * @throws UserError at `url`: BAD_INPUT when it is not allowed, cannot be had, does not arrive whole or is empty; LIMIT_EXCEEDED when
 * it is too large
 */
export async function fetchFile(services: FetchServices, address: string, by: string): Promise<StoredFileInfo> {
  const { maxBytes, timeouts = TIMEOUTS } = services;
  const ended = AbortSignal.timeout(timeouts.total);
  const signal = services.signal ? AbortSignal.any([services.signal, ended]) : ended;
  try {
    const { url, response } = await follow(services, address, { idleTimeout: timeouts.idle, signal });
    try {
      expectFile(response, maxBytes);
      return await storeFile(services, failingAs(response, broken), {
        name: nameOf(response, url),
        mediaType: mediaType(response.headers['content-type']),
        by,
        expiresAt: untakenUntil(services.now),
        maxBytes,
      });
    } finally {
      response.destroy();
    }
  } catch (error) {
    services.signal?.throwIfAborted();
    const [own] = userErrorsOf(error) ?? [];
    throw own ? new UserError(own.code, ['url'], own.text) : error;
  }
}

async function follow(
  { importHosts }: FetchServices,
  address: string,
  bounds: { idleTimeout: number; signal: AbortSignal },
): Promise<{ url: URL; response: IncomingMessage }> {
  const hosts = importHosts.flatMap((entry) => readImportHost(entry) ?? []);
  let url = URL.parse(address);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw notAnAddress();
    const { origin, hostname }: URL = url;
    const host = hosts.find((listed) => listed.origin === origin);
    if (!host) throw notAllowed(origin);
    const response: IncomingMessage = await openUrl(url, { ...bounds, internal: host.internal }).catch((error) => {
      throw unreachable(hostname, error);
    });
    const { location } = response.headers;
    if (!REDIRECTS.includes(response.statusCode!) || !location) return { url, response };
    response.destroy();
    url = URL.parse(location, url.href);
  }
  throw problem({
    vi: `Địa chỉ này chuyển hướng quá ${MAX_REDIRECTS} lần.`,
    en: `The address redirects more than ${MAX_REDIRECTS} times.`,
  });
}

/** @throws UserError when the head of the response says that no file follows, or too large a one */
function expectFile({ statusCode, headers }: IncomingMessage, maxBytes: number): void {
  if (statusCode !== 200) {
    throw problem({
      vi: `Máy chủ ở địa chỉ này trả lời mã ${statusCode} thay vì gửi tệp.`,
      en: `The server at this address answered ${statusCode} instead of a file.`,
    });
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw problem({
      vi: `Máy chủ ở địa chỉ này nén nội dung (${encoding}) dù không được yêu cầu.`,
      en: `The server at this address compresses what it sends (${encoding}) though it was not asked to.`,
    });
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** The name that the server gives the file, else the last part of the address. */
function nameOf({ headers }: IncomingMessage, url: URL): string {
  // Node reads heads as Latin-1; many servers write a bare name in UTF-8.
  const disposition = Buffer.from(headers['content-disposition'] ?? '', 'latin1').toString();
  const given = parseDisposition(disposition).parameters.filename;
  if (given) return given;
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const problem = (text: Text): UserError => new UserError('BAD_INPUT', ['url'], text);

const notAnAddress = (): UserError =>
  problem({
    vi: 'Địa chỉ phải bắt đầu bằng https:// và không chứa tên đăng nhập hay mật khẩu.',
    en: 'The address must begin with https:// and hold no user name or password.',
  });

const notAllowed = (origin: string): UserError =>
  problem({
    vi: `Không được phép tải tệp từ ${origin}. Người quản trị máy chủ cho phép từng nơi trong IMPORT_HOSTS.`,
    en: `Files may not be fetched from ${origin}. Who runs the server allows places in IMPORT_HOSTS.`,
  });

function unreachable(host: string, error: unknown): UserError {
  if (error instanceof InternalAddress) {
    return problem({
      vi: `${host} dẫn vào mạng nội bộ; muốn cho phép, ghi tên kèm cổng hoặc ghi địa chỉ IP trong IMPORT_HOSTS.`,
      en: `${host} leads into an internal network; to allow it, IMPORT_HOSTS must name it with its port, or by its IP address.`,
    });
  }
  const code = (error as NodeJS.ErrnoException).code ?? 'timeout';
  return problem({
    vi: `Không kết nối được với ${host} (${code}).`,
    en: `${host} cannot be reached (${code}).`,
  });
}

const broken = (): UserError =>
  problem({
    vi: 'Việc tải tệp bị ngắt giữa chừng hoặc quá lâu; hãy thử lại.',
    en: 'The download broke off, or took too long; try again.',
  });
