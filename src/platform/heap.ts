import v8 from 'node:v8';

/**
 * Lets the process keep little more memory than what it uses: garbage is collected early, which long work with many short-lived rows
 * hardly notices. To be called before anything is loaded: what the young generation has grown to, it keeps.
 */
export function keepHeapSmall(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  // The old generation is collected once it has grown by a tenth.
  v8.setFlagsFromString('--heap-growing-percent=10');
}

/** As Node has it by default: for a process that answers requests, which its larger heap would hold up too often. */
export function letHeapGrow(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=2');
  v8.setFlagsFromString('--heap-growing-percent=0');
}
