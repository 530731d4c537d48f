import type { TestApp } from '../support/app.ts';
import { hiddenRows, tables } from './hidden-rows.ts';
import type { Values } from './values.ts';

const MOST = 2;

/** Entities whose values no field takes. */
const NOT_ASKED_FOR: readonly string[] = ['AuditEntry', 'StoredFile'];

/** What to ask for that is hidden: values of the columns of hidden rows, by the names of the fields that show them. */
export async function hiddenValues(app: TestApp, now: string, ids: readonly string[]): Promise<Values> {
  const texts = new Map<string, Set<string>>();
  const numbers = new Map<string, Set<number>>();
  const instants = new Map<string, Set<string>>();
  for (const [entity, table] of tables(app)) {
    const hidden = hiddenRows(now)[entity];
    if (!hidden || NOT_ASKED_FOR.includes(entity)) continue;
    for (const row of await app.services.db.query(`select * from ${table} where ${hidden} order by id desc`)) {
      for (const [column, value] of Object.entries(row)) {
        const name = nameOf(column);
        if (value instanceof Date) add(instants, name, value.toISOString());
        else if (typeof value === 'number') add(numbers, name, value);
        else if (typeof value === 'string' && !UUID.test(value)) add(texts, name, value);
      }
    }
  }
  const words = [...(texts.get('name') ?? []), 'kín', 'Mứt kín', 'mam kin', 'Cơ sở', 'Ảnh Mắm kín'];
  return {
    ID: { '*': ids },
    String: {
      ...listed(texts),
      '*': words,
      // Read otherwise than typed, too.
      query: [...words, 'cho hỏi ai bán tiêu Đắk Nông', 'miếng dong', 'mawms kín'],
      code: ['open-air-jam', 'jam-note', 'jam-kind', '29308'],
      text: ['nuoc m', 'Ghi chú Mắm kín DRAFT'],
    },
    Int: { ...listed(numbers), '*': [0, 10], withinDays: [3650], month: [10], position: [0] },
    Float: {
      ...listed(numbers),
      '*': [10, 500],
      quantity: [1, 500],
      latitude: [9.5],
      longitude: [106.5],
      kilometres: [2, 500],
      capacity: [9123],
    },
    VND: { ...listed(numbers), '*': [1, 8_000_000] },
    DateTimeISO: { ...listed(instants), '*': [now] },
    URL: { '*': ['https://example.com/kin'] },
    LocalDate: { '*': ['2024-01-01', '2026-11-22'] },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The GraphQL name of a column: `name_vi` and `name_en` are `name`. */
const nameOf = (column: string): string =>
  column.replace(/_(?:vi|en)$/, '').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function add<Value>(into: Map<string, Set<Value>>, name: string, value: Value): void {
  const values = into.get(name) ?? new Set();
  if (values.size < MOST) values.add(value);
  into.set(name, values);
}

const listed = <Value>(values: Map<string, Set<Value>>) =>
  Object.fromEntries(Array.from(values, ([name, known]) => [name, [...known]]));
