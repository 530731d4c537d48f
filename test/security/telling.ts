import type { TestClient } from '../support/app.ts';

interface ToldError {
  code?: string;
  message: string;
  path?: readonly (string | number)[];
}

/** What a request was answered. */
export interface Told {
  status: number;
  milliseconds: number;
  /** GraphQL errors. */
  errors: ToldError[];
  /** Errors of the payload of a mutation, and of its parts. */
  userErrors: ToldError[];
  /** Whether nothing of the mutation was done, as far as it says. */
  refused: boolean;
}

/** Sends variables as JSON text, which may hold what JavaScript cannot. */
export async function tell(client: TestClient, query: string, variables: string, language = 'en'): Promise<Told> {
  const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
  const start = performance.now();
  const response = await client.post(body as unknown as object, { 'accept-language': language });
  const milliseconds = performance.now() - start;
  const { data, errors = [] } = response.json();
  const payload = Object.values(data ?? {})[0] as { errors?: ToldError[]; results?: { errors: ToldError[] }[] } | null;
  const parts = payload?.results ?? [];
  const some = (list: ToldError[] | undefined) => list !== undefined && list.length > 0;
  return {
    status: response.statusCode,
    milliseconds,
    errors: errors.map(({ message, extensions }: { message: string; extensions: object }) => ({
      message,
      ...extensions,
    })),
    userErrors: [...(payload?.errors ?? []), ...parts.flatMap((part) => part.errors)],
    refused: !payload || some(payload.errors) || (parts.length > 0 && parts.every((part) => some(part.errors))),
  };
}

/** Words of the database, of JavaScript and of the file system, which no client should read. */
export const INSIDES =
  /postgres|relation "|constraint|syntax error at|duplicate key|violates|node_modules|\/src\/|undefined|is not a function|\bat \w+ \(/i;

/** What is wrong with an answer, whatever was asked. */
export function faultsOf({ status, milliseconds, errors, userErrors }: Told): string[] {
  const all = [...errors, ...userErrors];
  return [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(milliseconds > 3_000 ? [`${Math.round(milliseconds)} ms`] : []),
    ...all.filter(({ code }) => !code || code === 'INTERNAL_SERVER_ERROR').map(({ message }) => `internal: ${message}`),
    ...all.filter(({ message }) => INSIDES.test(message)).map(({ message }) => `tells: ${message}`),
  ];
}
