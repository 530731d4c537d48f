/** An engine that is judged. */
export interface SearchContender {
  readonly name: string;
  /** Ids of the first ten products for a query. */
  find(query: string): Promise<readonly string[]>;
  close(): Promise<void>;
}
