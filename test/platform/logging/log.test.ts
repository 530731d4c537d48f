import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/platform/logging/log.ts';

function linesOf(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const stream = new PassThrough();
  write(createLog('info', stream));
  return String(stream.read())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('createLog', () => {
  it('tells of an error what it is, where it came from and its code, and not the client that lost its connection', () => {
    const error = Object.assign(new Error('gone'), { code: '57P01', client: { parsedStatements: { a: 'select 1' } } });
    const [line] = linesOf((log) => log.error(error, 'lost a connection'));
    expect(line).toMatchObject({ level: 'error', msg: 'lost a connection', err: { message: 'gone', code: '57P01' } });
    expect(line!.err).toHaveProperty('stack');
    expect(line!.err).not.toHaveProperty('client');
  });

  it('writes no token that somebody logs with its headers', () => {
    const [line] = linesOf((log) => log.info({ headers: { authorization: 'Bearer secret' } }, 'asked'));
    expect(JSON.stringify(line)).not.toContain('secret');
  });
});
