import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';
import { ownName } from './embedded-account.ts';
import { packagedBinaries, usableBinaries } from './embedded-binaries.ts';
import { createCluster, hasCluster, readPassword, removeDrafts, SUPERUSER } from './embedded-cluster.ts';
import { openDataDir, type Place, placeOf } from './embedded-location.ts';
import { withStartLock } from './embedded-lock.ts';
import { awaitReady, findServer, type Settings, startServer, stopServer } from './embedded-server.ts';
import { joinServer, type Share } from './embedded-share.ts';

const DATABASE = 'cau_noi';
/** How long a server that ends, or the children of one that was killed, may keep the next one waiting. */
const MAX_WAIT_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** The folder of the cluster; made when it is missing. */
  dataDir: string;
  /** Told what takes long or is not where one would look for it. */
  log?: (message: string) => void;
  /** Settings that differ from the usual ones; a server that is running already keeps its own. */
  settings?: Settings;
}

/** A share in a running PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connects to the database `cau_noi`. */
  url: string;
  /** Where the data lies: `dataDir`, or where PostgreSQL's user has access when root starts it. */
  location: string;
  /** True when this call started the server, false when it was running. */
  started: boolean;
  /** Ends this share; the last one of all processes stops the server. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought, with its data in `dataDir`; or shares it when it is running. The server outlives a process
 * that dies, for the next one to find.
 * @throws Error with one sentence that says what stands in the way, and where.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  try {
    const dataDir = await openDataDir(options.dataDir);
    return await withStartLock(dataDir, log, () => start(dataDir, options.settings ?? {}, log));
  } catch (error) {
    throw inOneSentence(error as NodeJS.ErrnoException, options.dataDir);
  }
}

async function start(dataDir: string, settings: Settings, log: (message: string) => void): Promise<EmbeddedPostgres> {
  const place = await placeOf(dataDir, log);
  await removeDrafts(place);
  if (!(await hasCluster(place, packagedBinaries().major))) {
    log(`Creating the database in ${place.location}: once, a few seconds.`);
    await createCluster(place, await usableBinaries(place.account, log), settings.fsync !== 'off');
  }
  const password = await readPassword(place);
  let hindrance = 'processes of an earlier server still use its data';
  const deadline = Date.now() + MAX_WAIT_MS;
  while (Date.now() < deadline) {
    const running = await findServer(place);
    const port = running
      ? await awaitReady(place, running, log)
      : await startServer(place, await usableBinaries(place.account, log), settings, log);
    const server: ClientConfig = {
      host: '127.0.0.1',
      port,
      user: SUPERUSER,
      password,
      database: 'postgres',
      ssl: false,
    };
    const share =
      port &&
      (await joinServer(server).catch((error) => {
        hindrance = passing(error);
      }));
    if (share) {
      await createDatabase(server);
      const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
      let stopped: Promise<void> | undefined;
      return {
        url,
        location: place.location,
        started: !running,
        stop() {
          stopped ??= leave(share, place);
          return stopped;
        },
      };
    }
    await sleep(50);
  }
  throw new Error(`PostgreSQL in ${place.location} does not become available: ${hindrance}.`);
}

/** What a server says that is about to stop, or has just gone. @throws the error when it will not pass. */
function passing(error: Error & { code?: string }): string {
  if (error.code === '28P01') {
    throw new Error('The PostgreSQL that runs there does not accept the password that lies beside its data.');
  }
  if (error.code && !/^(57P0[123]|08...|ECONN.*|EPIPE)$/.test(error.code)) throw error;
  return error.message;
}

async function createDatabase(server: ClientConfig): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function leave(share: Share, place: Place): Promise<void> {
  const alone = await share.leave();
  try {
    if (alone) await stopServer(place);
  } finally {
    await share.close();
  }
}

function inOneSentence(error: NodeJS.ErrnoException, dataDir: string): Error {
  const path = error.path ?? dataDir;
  if (/no space left on device|disk quota exceeded/i.test(error.message)) {
    return new Error(
      `The disk of the data folder ${dataDir} is full: PostgreSQL needs some 100 MB there to begin with.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new Error(`The data folder ${dataDir} cannot be used: ${ownName()} has no permission for ${path}.`, {
      cause: error,
    });
  }
  if (error.code === 'EROFS')
    return new Error(`The data folder ${dataDir} cannot be used: its disk is read-only.`, { cause: error });
  if (error.code === 'ENOTDIR' || error.code === 'EEXIST') {
    return new Error(`The data folder ${dataDir} cannot be used: ${path} is not a folder.`, { cause: error });
  }
  return error;
}
