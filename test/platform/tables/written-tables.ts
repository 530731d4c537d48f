/** All of a file that is written in pieces. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks);
}

/** Rows as a database hands them out: one at a time; `ended` is called when nobody wants any more. */
export async function* streamOf<Row>(rows: Iterable<Row>, ended: () => void = () => {}): AsyncGenerator<Row> {
  try {
    for (const row of rows) yield row;
  } finally {
    ended();
  }
}
