import { SourceMap } from 'node:module';

/**
 * Shows the places of a bundle in stacks as those of its sources. Its map is read when a stack needs it and given up with the next
 * garbage: Node would keep it, with 25 MB.
 */
export function mapStacks(bundle: string, map: Uint8Array): void {
  let read: WeakRef<SourceMap> | undefined;
  const sources = (): SourceMap => {
    const known = read?.deref() ?? new SourceMap(JSON.parse(new TextDecoder().decode(map)));
    read = new WeakRef(known);
    return known;
  };
  const place = new RegExp(`${bundle.replace(/[^\w/]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');
  Error.prepareStackTrace = (error, sites) =>
    [String(error), ...sites].join('\n    at ').replace(place, (whole, line: string, column: string) => {
      const found = sources().findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in found)) return whole;
      const { originalSource, originalLine, originalColumn } = found;
      return `${new URL(originalSource, bundle)}:${originalLine + 1}:${originalColumn + 1}`;
    });
}
