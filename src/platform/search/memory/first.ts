/** The first `count` of the things that are offered, in an order. */
export class First<Thing> {
  #things: Thing[] = [];
  /** What does not come before it is none of the first. */
  #bound: Thing | null = null;

  constructor(
    readonly count: number,
    readonly order: (a: Thing, b: Thing) => number,
  ) {}

  offer(thing: Thing): void {
    if (this.#bound !== null && this.order(thing, this.#bound) >= 0) return;
    this.#things.push(thing);
    // To sort now and then is quicker than to keep them in order.
    if (this.#things.length >= 4 * this.count) this.#cut();
  }

  get isFull(): boolean {
    return this.#things.length >= this.count;
  }

  get inOrder(): readonly Thing[] {
    this.#cut();
    return this.#things;
  }

  #cut(): void {
    this.#things = this.#things.sort(this.order).slice(0, this.count);
    if (this.isFull) this.#bound = this.#things.at(-1)!;
  }
}
