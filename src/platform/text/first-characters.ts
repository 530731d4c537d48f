/** At most so many characters of the beginning of a text; none that takes two units of UTF-16 is cut in two. */
export function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  return [...text.slice(0, 2 * most)].slice(0, most).join('');
}
