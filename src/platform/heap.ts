import v8 from 'node:v8';

/** Bytes of the young generation, both halves. In less of it the rows that are worked on are copied again and again. */
const YOUNG = 8 * 1024 * 1024;

/**
 * Lets the process keep little more memory than what it uses: garbage is collected early, which long work with many short-lived rows
 * hardly notices. To be called before anything is loaded: what the young generation has grown to, it keeps.
 */
export function keepHeapSmall(): void {
  growYoungGeneration();
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  // The old generation is collected once it has grown by a tenth.
  v8.setFlagsFromString('--heap-growing-percent=10');
}

/** Once V8 runs, its young generation grows only by what survives in it: some objects do, for a moment. */
function growYoungGeneration(): void {
  const kept: object[][] = [];
  while (youngGeneration() < YOUNG && kept.length < 100) kept.push(Array.from({ length: 10_000 }, () => ({})));
}

const youngGeneration = (): number =>
  v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? YOUNG;

/** As Node has it by default: for a process that answers requests, which its larger heap would hold up too often. */
export function letHeapGrow(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=2');
  v8.setFlagsFromString('--heap-growing-percent=0');
}
