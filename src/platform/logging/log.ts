import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, destination, pino, stdSerializers, stdTimeFunctions } from 'pino';

/** The structured logger that everything writes to; one JSON object a line. */
export type Log = FastifyBaseLogger;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Lines are written together, at the latest after this many milliseconds and when the process ends; one by one cost 20 µs each. */
const FLUSH_INTERVAL = 100;
const FLUSH_LENGTH = 4_096;

/**
 * Makes the process's logger: JSON lines on standard output, times in ISO 8601, levels by name.
 * @param level least severe level that is written; `silent` writes nothing
 */
export function createLog(level: LogLevel, stream: DestinationStream = standardOutput()): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: serializeError },
    // The last resort should somebody log headers: a token never reaches the log.
    redact: ['authorization', 'headers.authorization', 'headers.cookie', '*.headers.authorization', '*.headers.cookie'],
  };
  return pino(options, stream);
}

/** The driver hangs its whole client, with all statements it has prepared, on the error of a connection that it loses. */
function serializeError(error: Error): object {
  const { client: _, ...told } = stdSerializers.err(error);
  return told;
}

function standardOutput(): DestinationStream {
  return destination({ fd: 1, sync: false, minLength: FLUSH_LENGTH, periodicFlush: FLUSH_INTERVAL });
}
