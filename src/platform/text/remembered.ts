/** A language has few words: their answers are remembered, the longest and the twenty-thousandth aside. */
export function remembered<Answer extends NonNullable<unknown> | null>(
  answer: (word: string) => Answer,
): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    // V8 keeps a whole text alive for a longer piece of it.
    if (word.length > 12) return answer(word);
    let value = known.get(word);
    if (value === undefined) {
      value = answer(word);
      if (known.size === 20_000) known.clear();
      known.set(word, value);
    }
    return value;
  };
}
