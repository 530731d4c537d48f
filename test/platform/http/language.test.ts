import { expect, it } from 'vitest';
import { preferredLanguage } from '../../../src/platform/http/language.ts';

it.each([
  [undefined, 'vi'],
  ['', 'vi'],
  ['*', 'vi'],
  ['fr', 'vi'],
  ['vi', 'vi'],
  ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['en-US,en;q=0.9,vi;q=0.8', 'en'],
  ['fr, en;q=0.3', 'en'],
  ['en;q=0.5, *', 'vi'],
  ['en;q=0', 'vi'],
  ['en;q=nonsense', 'vi'],
  [';;;,,q=,', 'vi'],
])('understands %j as %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
