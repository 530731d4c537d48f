/** How many values some variables hold, lists and objects included, and how deep they nest. */
export interface VariableCounts {
  readonly values: number;
  readonly nesting: number;
}

/** Counts without recursion: what a client sent may nest as deep as its body is long. */
export function countVariables(variables: Readonly<Record<string, unknown>> | undefined): VariableCounts {
  let values = 0;
  let nesting = 0;
  let level: unknown[] = variables ? Object.values(variables) : [];
  while (level.length > 0) {
    values += level.length;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) next.push(item);
    }
    // The last level holds scalars, or nothing: lists and objects are what nests.
    if (level.some((value) => typeof value === 'object' && value !== null)) nesting += 1;
    level = next;
  }
  return { values, nesting };
}
