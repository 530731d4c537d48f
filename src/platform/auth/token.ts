import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, jwtVerify, SignJWT } from 'jose';
import { UserError } from '../errors/user-error.ts';
import { LruMap } from '../lru.ts';
import { PUBLIC, type Viewer } from './viewer.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'cau-noi';

/** How many verified tokens are remembered: a client sends the same one with each of its requests. */
const REMEMBERED_TOKENS = 1_000;

/** The secret that signs tokens: the configured one, or one made once and kept in the data folder. */
export async function authSecret(configured: string, dataDir: string): Promise<Uint8Array> {
  return new TextEncoder().encode(configured || (await keptSecret(dataDir)));
}

async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret');
  await mkdir(dataDir, { recursive: true });
  // Two first starts may race, or one be killed: the file appears at once and whole, and only once.
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(file, 'utf8');
}

/** A token with which somebody named `name` writes as an operator for `days` days from `now`. */
export function signOperatorToken(secret: Uint8Array, name: string, days: number, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ role: 'operator' })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(name)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + days * 86_400)
    .sign(secret);
}

/**
 * Answers who stands behind an `Authorization` header; without one, the public.
 * @throws UserError UNAUTHENTICATED when a token was sent that is malformed, foreign or expired
 */
export type Authenticate = (authorization: string | undefined, now: Date) => Promise<Viewer>;

/** What a genuine token says. */
interface Claims {
  readonly viewer: Viewer;
  /** Milliseconds since 1970 at which it expires. */
  readonly expires: number;
}

/** Makes the check of tokens that were signed with a secret. */
export function createAuthenticate(secret: Uint8Array): Authenticate {
  const genuine = new LruMap<string, Claims>(REMEMBERED_TOKENS);
  return async (authorization, now) => {
    if (!authorization) return PUBLIC;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw refused('malformed');
    const known = genuine.get(token);
    if (known) {
      if (known.expires <= now.getTime()) throw refused('expired');
      return known.viewer;
    }
    const claims = await verify(token, secret, now);
    genuine.set(token, claims);
    return claims.viewer;
  };
}

/** @throws UserError UNAUTHENTICATED */
async function verify(token: string, secret: Uint8Array, now: Date): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      currentDate: now,
      requiredClaims: ['exp'],
    });
    if (payload.role !== 'operator' || !payload.sub) throw refused('foreign');
    return { viewer: { role: 'operator', name: payload.sub }, expires: payload.exp! * 1000 };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refused(error instanceof errors.JWTExpired ? 'expired' : 'foreign');
  }
}

const REASONS = {
  malformed: {
    vi: 'tiêu đề Authorization phải có dạng "Bearer <mã>"',
    en: 'the Authorization header must read "Bearer <token>"',
  },
  foreign: { vi: 'mã truy cập không do máy chủ này cấp', en: 'the token was not issued by this server' },
  expired: { vi: 'mã truy cập đã hết hạn', en: 'the token has expired' },
} as const;

function refused(reason: keyof typeof REASONS): UserError {
  const { vi, en } = REASONS[reason];
  return new UserError('UNAUTHENTICATED', ['authorization'], {
    vi: `Không xác thực được: ${vi}.`,
    en: `Not authenticated: ${en}.`,
  });
}
