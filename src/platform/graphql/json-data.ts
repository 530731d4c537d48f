import type { FormattedExecutionResult } from 'graphql';

/** The `data` of a response as JSON text, which reaches the client without being parsed. */
export class JsonData {
  constructor(readonly text: string) {}

  /** For plugins and tests, which see an object. */
  toJSON(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }
}

/** Apollo's `stringifyResult`: splices the text of the data into the response. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  if (!(data instanceof JsonData)) return `${JSON.stringify({ ...rest, data })}\n`;
  const others = JSON.stringify(rest);
  return `${others.length > 2 ? `${others.slice(0, -1)},` : '{'}"data":${data.text}}\n`;
}
