import { expect, it } from 'vitest';
import { parseVsicCode } from '../../../src/platform/standards/vsic.ts';

it.each(['1020', '0111', '9900', ' 1030 '])('accepts %s', (text) => {
  expect(parseVsicCode(text, '2018')).toEqual({ ok: true, value: { value: text.trim(), version: '2018' } });
});

it.each([
  ['102', 'A VSIC code of level 4 has 4 digits; this one has 3.'],
  ['10201', 'A VSIC code of level 4 has 4 digits; this one has 5.'],
  ['C102', 'The VSIC code has digits only; “C” is not one.'],
  ['0011', 'VSIC codes of level 4 go from 0111 to 9900; 0011 lies outside.'],
  ['9999', 'VSIC codes of level 4 go from 0111 to 9900; 9999 lies outside.'],
])('refuses %s', (text, en) => {
  const parsed = parseVsicCode(text, '2025');
  expect(parsed).toMatchObject({ ok: false, reason: { en } });
  expect(parsed.ok || parsed.reason.vi).toMatch(/VSIC/);
});
