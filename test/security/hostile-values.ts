const KEY = '01980000-0000-7000-8000-000000000000';
const LONG = 900_000;

/** Texts that are wrong nearly everywhere, or that break what does not expect them. */
export const TEXTS: readonly string[] = [
  '',
  ' \t\n ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udc00y',
  '\u0001\u001f\u007f',
  '\u0085\u2028\u2029\ufeff',
  '\ufffe\uffff',
  '\u200b\u200d\u2060',
  '\u202eabc\u202c مرحبا שלום',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(20),
  `a${'\u0301'.repeat(5_000)}`,
  'x'.repeat(LONG),
  'ệ '.repeat(LONG / 8),
  "'; drop table product; --",
  "\\' or 1=1 \\",
  '$1 $$ $ {x} {{x}} %s %',
  '"}],"errors":[',
  '\u0002"\u0001',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e999',
  '0'.repeat(400),
  '9'.repeat(400),
];

const IDS: readonly string[] = [
  ...TEXTS.filter((text) => text.length < 1_000),
  KEY,
  `_${KEY}`,
  'prd_',
  `prd_${KEY}`,
  `fac_${KEY}`,
  `cat_${KEY}`,
  `plc_${KEY}`,
  `crt_${KEY}`,
  `doc_${KEY}`,
  `prd_${KEY.toUpperCase().replace('8000', 'ABCD')}`,
  `prd_${KEY} `,
  `prd_${KEY}\0`,
  `prd_{${KEY}}`,
  `prd_prd_${KEY}`,
  `toString_${KEY}`,
  `__proto___${KEY}`,
  'x'.repeat(LONG),
];

/** JSON texts of hostile values, by the name of the scalar. Numbers that JSON can write and JavaScript cannot hold included. */
const BY_SCALAR: Readonly<Record<string, readonly string[]>> = {
  String: TEXTS.map((text) => JSON.stringify(text)),
  ID: [...IDS.map((text) => JSON.stringify(text)), '0', '-1', '9007199254740993'],
  Int: ['0', '-1', '-2147483648', '2147483647', '2147483648', '1.5', '1e10', '9007199254740993', '1e999', '"1"'],
  Float: [
    '0',
    '-0.0',
    '-1',
    '1e308',
    '-1e308',
    '5e-324',
    '9007199254740993',
    '1e999',
    '-1e999',
    '"NaN"',
    '0.1',
    '1e15',
  ],
  VND: ['0', '-1', '0.5', '9007199254740991', '9007199254740992', '1e999', '"1"', '2675000000'],
  Boolean: ['true', 'false', '"true"', '1'],
  LocalDate: [
    '0000-01-01',
    '0001-01-01',
    '9999-12-31',
    '2026-02-30',
    '2026-13-01',
    '10000-01-01',
    '2026-1-1',
    '',
    'NaN',
    'infinity',
    '2026-01-01\0',
  ].map(quoted),
  DateTimeISO: [
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2026-02-30T00:00:00Z',
    '2026-12-31T23:59:60Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00.000Z',
    '2026-01-01',
    '',
    'infinity',
    '2030-01-01T00:00:00.123456789Z',
    '2030-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-23:59',
  ].map(quoted),
  URL: [
    '',
    'http://',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://a.vn/\0',
    'http://a.vn/\ud800',
    'http://user:secret@a.vn/',
    'http://[::1',
    'http://999.999.999.999/',
    'http://a.vn:99999/',
    'http://\u202ea.vn/',
    'http://é.vn/ü?q=ệ',
    `http://a.vn/${'x'.repeat(3_000)}`,
    `http://${'a.'.repeat(5_000)}vn/`,
    'HTTP://A.VN',
    '//a.vn',
    'http:a.vn',
  ].map(quoted),
};

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** What fits no type. */
export const SHAPES: readonly string[] = [
  'null',
  '[]',
  '[null]',
  '{}',
  '[[[]]]',
  '{"__proto__":{"a":1}}',
  '"x"',
  '1',
  'true',
];

/** Hostile values of a scalar, as JSON text. @throws Error when the scalar is not known here */
export function hostile(scalar: string): readonly string[] {
  const known = BY_SCALAR[scalar];
  if (!known) throw new Error(`No hostile values of ${scalar} are known: add some.`);
  return [...known, ...SHAPES];
}
