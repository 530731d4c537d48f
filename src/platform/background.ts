/** Something that runs until it is stopped. */
export interface Running {
  /** Takes on nothing new, lets what it does end within a few seconds, and gives back what it holds. Never rejects. */
  stop(): Promise<void>;
}

/** Work that goes on beside the requests from the start of a process to its end. It starts itself, and mends itself after faults. */
export interface Background extends Running {
  /** As the readiness of the process calls it. */
  readonly name: string;
  /** Throws while it does not work. */
  check(): Promise<unknown>;
}
