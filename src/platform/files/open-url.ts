import dns from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A name that leads into an internal network, or to the machine itself. */
export class InternalAddress extends Error {}

export interface OpenOptions {
  /** Whether addresses of internal networks will do. */
  readonly internal: boolean;
  /** Milliseconds in which nothing comes, after which it is given up. */
  readonly idleTimeout: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for a URL and answers with the head of the response, whatever its status; the body is still to be read. No redirect is followed. The
 * address is looked at as the connection is made, so that a name cannot lead elsewhere a moment later.
 * @throws InternalAddress; Error of the network
 */
export function openUrl(url: URL, { internal, idleTimeout, signal }: OpenOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { get } = url.protocol === 'https:' ? https : http;
  const request = get(url, {
    agent: false,
    headers: { 'user-agent': 'cau-noi', accept: '*/*', 'accept-encoding': 'identity' },
    lookup: internal ? undefined : lookUpPublic,
    timeout: idleTimeout,
    signal,
  });
  request.on('response', resolve);
  // Left alone, Node closes the connection of a response that switches to another protocol, and tells nobody.
  request.on('upgrade', (response, socket) => {
    socket.destroy();
    resolve(response);
  });
  request.on('error', reject);
  request.on('close', () => reject(Object.assign(new Error('The connection closed.'), { code: 'ECONNRESET' })));
  request.on('timeout', () => request.destroy(new Error('Nothing came for too long.')));
  return promise;
}

const lookUpPublic: LookupFunction = (name, options, callback) => {
  dns.lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const open = found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) return callback(new InternalAddress(`${name} is ${found.map(({ address }) => address)}`), '', 0);
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

/** Whether an IP address is one of the open internet: not private, not this machine, not reserved for anything. */
export const isPublicAddress = (address: string): boolean => ipaddr.process(address).range() === 'unicast';
