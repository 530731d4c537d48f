import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildSync, type OutputFile, stop } from 'esbuild';
import { keepHeapSmall } from './platform/heap.ts';
import { mapStacks } from './platform/stacks.ts';

/**
 * Starts the command line: Node runs this file as it is, and src/main.ts with all it imports as one file of JavaScript, made in
 * memory each time. That starts in half the time of a loader, which would also look at every module that is required later on.
 */
const MAIN = new URL('./main.ts', import.meta.url).href;

keepHeapSmall();
// Beside the packages: a folder that others may write to, as the default is, could hand us their code.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));
const hooks = registerHooks({
  load(url, context, next) {
    if (url !== MAIN) return next(url, context);
    hooks.deregister();
    return { format: 'module', source: bundle(MAIN), shortCircuit: true };
  },
});
await import(MAIN);

function bundle(url: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Entities, types and errors are known by the names of their classes.
    keepNames: true,
    outfile: fileURLToPath(url),
    sourcemap: 'external',
    sourcesContent: false,
    write: false,
  });
  // Else its process and a thread of ours would stay as long as this process, with 100 MB.
  void stop();
  const [map, code] = outputFiles as [OutputFile, OutputFile];
  mapStacks(url, map.contents);
  return code.text;
}
