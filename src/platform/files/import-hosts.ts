import { isIP } from 'node:net';

/** A host that files may be fetched from. */
export interface ImportHost {
  /** Scheme, host and port, as `URL.origin` writes them. */
  readonly origin: string;
  /** Whether it may lie in an internal network: only one that was named by its address, or with its port. */
  readonly internal: boolean;
}

/**
 * Reads an entry of IMPORT_HOSTS: `files.example.vn`, `files.example.vn:8443`, or `http://10.0.0.5:8080`; https unless http is written.
 * Null when it is none of these.
 */
export function readImportHost(entry: string): ImportHost | null {
  const [, scheme = 'https://', host] = /^(https?:\/\/)?([^\s/?#@\\*]+)$/i.exec(entry) ?? [];
  const url = host ? URL.parse(scheme + host) : null;
  if (!url) return null;
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) > 0;
  return { origin: url.origin, internal: isAddress || /:\d+$/.test(host!) };
}
