/** Somebody who can be measured again and again; more is better. */
export interface Contender {
  readonly name: string;
  measure(seconds: number): Promise<number>;
}

export interface Rounds {
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
}

/** The middle of some figures, and how far they went. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0]!, max: sorted.at(-1)! };
}

/** The value below which a part of sorted figures lies; between two of them in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

/** What a comparison yields for one contender. */
export interface Standing {
  readonly name: string;
  readonly figure: Spread;
  /** Of the first contender to this one, round by round; absent for the first itself. */
  readonly ratio: Spread | null;
}

/**
 * Measures contenders in turn (A B C, A B C …) after a warm-up of each, and compares the first with every other within
 * each round: what slows the machine down for a while slows all of them.
 */
export async function compare(contenders: readonly Contender[], { rounds, seconds }: Rounds): Promise<Standing[]> {
  for (const contender of contenders) await contender.measure(seconds);
  const figures = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) figures[index]!.push(await contender.measure(seconds));
    process.stderr.write(
      `  round ${round + 1}: ${contenders.map(({ name }, index) => `${name} ${Math.round(figures[index]!.at(-1)!)}`).join(', ')}\n`,
    );
  }
  const [first] = figures;
  return contenders.map(({ name }, index) => ({
    name,
    figure: spread(figures[index]!),
    ratio: index === 0 ? null : spread(figures[index]!.map((figure, round) => first![round]! / figure)),
  }));
}
