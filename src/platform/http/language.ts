import type { Language } from '../errors/user-error.ts';

/**
 * The language of messages for people, from an `Accept-Language` header: English where it is preferred to Vietnamese, else
 * Vietnamese, also without a header.
 */
export function preferredLanguage(header: string | undefined): Language {
  if (!header) return 'vi';
  const weights = new Map<string, number>();
  for (const range of header.toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const primary = tag.split('-')[0]!;
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = quality ? Number(quality.slice(2)) : 1;
    if (weight >= 0) weights.set(primary, Math.max(weight, weights.get(primary) ?? 0));
  }
  const others = weights.get('*') ?? 0;
  return (weights.get('en') ?? others) > (weights.get('vi') ?? others) ? 'en' : 'vi';
}
