import sql, { raw, type Sql } from 'sql-template-tag';
import { dayOf } from '../../time/vietnam-day.ts';
import type { LadderPoint } from '../query.ts';
import { type FieldKind, fieldOf, type SearchIndex } from '../search-index.ts';
import { amountAt, valueAt } from './encodings.ts';
import { snakeCase } from './field-columns.ts';

/** Reads the columns of the rows of a search table, which are `d`, at one instant. */
export class Columns {
  readonly #used = new Set<string>();

  constructor(
    readonly index: SearchIndex,
    readonly at: Date,
  ) {}

  /** A column of a field that must be of one of the kinds. */
  of(field: string, suffix: string, ...kinds: FieldKind[]): Sql {
    fieldOf(this.index, field, ...kinds);
    return this.own(`${snakeCase(field)}${suffix}`);
  }

  /** A column that every search table has. */
  own(name: string): Sql {
    this.#used.add(name);
    return raw(`d.${name}`);
  }

  /** The columns that were asked for so far. */
  get used(): readonly string[] {
    return [...this.#used];
  }

  /** The value that a timeline has at the instant. */
  state(field: string): Sql {
    const [since, states] = ['_since', '_states'].map((suffix) => this.of(field, suffix, 'timeline'));
    return valueAt(since!, states!, this.instant);
  }

  /** The badges that hold at the instant, as bits. */
  mask(field: string): Sql {
    const [since, masks] = ['_since', '_masks'].map((suffix) => this.of(field, suffix, 'badges'));
    return sql`coalesce(${valueAt(since!, masks!, this.instant)}, 0)`;
  }

  /** Bits of some badges. */
  bits(field: string, values: readonly string[]): number {
    const { values: all } = fieldOf(this.index, field, 'badges');
    return values.reduce((bits, value) => bits | (1 << place(all, value, field)), 0);
  }

  /** What a unit costs on the instant's day. */
  price(field: string, { audience, quantity }: LadderPoint): Sql {
    const { audiences } = fieldOf(this.index, field, 'ladder');
    const column = (suffix: string) => this.of(field, suffix, 'ladder');
    const columns = {
      periods: column('_periods'),
      starts: column('_starts'),
      quantities: column('_quantities'),
      amounts: column('_amounts'),
    };
    return amountAt(columns, { audience: place(audiences, audience, field), quantity, day: dayOf(this.at) });
  }

  point(field: string): [latitude: Sql, longitude: Sql] {
    return [this.of(field, '_latitude', 'point'), this.of(field, '_longitude', 'point')];
  }

  get instant(): Sql {
    return sql`${this.at}::timestamptz`;
  }
}

function place(values: readonly string[], value: string, field: string): number {
  const index = values.indexOf(value);
  if (index < 0) throw new Error(`${value} is none of the values of the search field ${field}.`);
  return index;
}
