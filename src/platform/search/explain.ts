import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Database } from '../database/database.ts';
import type { AnalysedText } from './analysed-text.ts';
import { highlight } from './highlight.ts';
import type { Highlight, Hit } from './query.ts';
import { type LabelledText, type Reason, reasonsOf } from './reasons.ts';
import type { DocumentKind, SearchIndex } from './search-index.ts';

/** What a hit can say of itself. */
export type Telling = 'highlights' | 'reasons';

/** What a hit says of itself; empty unless it was asked for. */
export interface Explanation {
  /** Texts in which words were found. */
  readonly highlights: readonly Highlight[];
  readonly reasons: readonly Reason[];
}

const NOTHING: Explanation = { highlights: [], reasons: [] };

/**
 * What hits of a text say of themselves, in their order; whatever engine found them, their texts come from the database. What is not
 * public at the instant, or no more, says nothing.
 */
export async function explain(
  db: Database,
  index: SearchIndex,
  text: AnalysedText | null,
  hits: readonly Hit[],
  at: Date,
  wanted: readonly Telling[],
): Promise<readonly Explanation[]> {
  if (!text || text.variants.length === 0 || hits.length === 0 || wanted.length === 0) return hits.map(() => NOTHING);
  const statement = textsOf(index, hits, at, wanted.includes('reasons'));
  const rows = await db.query<{ texts: LabelledText[] | null }>(statement.text, statement.values);
  return hits.map(({ kind: name }, place) => {
    const kind = index.kinds.find((kind) => kind.name === name)!;
    const texts = rows[place]!.texts ?? [];
    return {
      highlights: wanted.includes('highlights') ? highlight(highlighted(texts, kind), text, kind.labels.names) : [],
      reasons: wanted.includes('reasons') ? reasonsOf(texts, text, kind.labels) : [],
    };
  });
}

function textsOf({ table, kinds }: SearchIndex, hits: readonly Hit[], at: Date, all: boolean): Sql {
  const texts = kinds.map(({ name, texts, labels, highlighted }) => {
    const { names, around, others } = labels;
    return sql`when ${name}::text then ${texts(raw('hit.id'), all ? [...names, ...around, ...others] : highlighted)}`;
  });
  return sql`
    select case hit.kind ${join(texts, ' ')} end as texts
    from unnest(${hits.map(({ id }) => id)}::uuid[]) with ordinality asked (id, place)
    left join ${raw(table)} hit on hit.id = asked.id and hit.visible_from <= ${at}::timestamptz
    order by asked.place`;
}

const highlighted = (texts: readonly LabelledText[], { highlighted }: DocumentKind): Record<string, string> =>
  Object.fromEntries(
    highlighted.flatMap((label) => texts.filter(({ field }) => field === label).map(({ text }) => [label, text])),
  );
