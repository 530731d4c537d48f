/** The same pieces as they come; where the source fails, the error is what `failure` makes of it. What the reader throws stays its own. */
export async function* failingAs<Piece>(
  source: AsyncIterable<Piece>,
  failure: (cause: unknown) => unknown,
): AsyncGenerator<Piece, void, void> {
  try {
    yield* source;
  } catch (error) {
    throw failure(error);
  }
}
