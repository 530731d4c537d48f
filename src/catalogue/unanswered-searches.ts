import sql, { raw, type Sql } from 'sql-template-tag';
import { requireOperator } from '../platform/auth/viewer.ts';
import { UserError } from '../platform/errors/user-error.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { cursorSql, type Key } from '../platform/read/cursor.ts';
import { pageOf } from '../platform/read/page.ts';
import { and } from '../platform/read/sql-text.ts';
import { addDays, dayOf } from '../platform/time/vietnam-day.ts';
import type { UnansweredSearch, UnansweredSearchesArgs } from './unanswered.types.ts';

/** Days for which the counts are kept; more cannot be asked for. */
export const DAYS_KEPT = 400;

const DAYS_SHOWN = 30;

const ORDER = [
  { type: 'int', expr: sql`found.count` },
  { type: 'text', expr: sql`found.text` },
] as const;

interface Answer {
  readonly total: number;
  /** How many there are up to the cursor `after`, and from the cursor `before` on. */
  readonly until: number;
  readonly since: number;
  readonly page: readonly (UnansweredSearch & { readonly cursor: string; readonly place: number })[];
}

/** What was searched for and is not there, what was asked for most often first. For operators. @throws UserError */
export async function unansweredSearches(
  { viewer, db, now }: RequestContext,
  args: UnansweredSearchesArgs,
): Promise<object> {
  requireOperator(viewer);
  const { from, to } = daysOf(args, dayOf(now));
  const { size, backward, after, before } = pageOf(args, ORDER);
  const direction = raw(backward ? 'desc' : 'asc');
  const { text, values } = sql`
    with found as (
      select text, sum(count)::int as count, sum(without_filters)::int as "withoutFilters", count(distinct day)::int as days,
        min(day) as "firstDay", max(day) as "lastDay", max(last_at) as "lastAt",
        row_number() over (order by sum(count) desc, text)::int as place
      from search_unanswered
      where day between ${from}::date and ${to}::date and ${args.kind ? sql`kind = ${args.kind}` : raw('true')}
      group by text
    ), page as (
      select found.*, ${cursorSql(ORDER)} as cursor from found
      where ${and(after && beyond(after, '>'), before && beyond(before, '<'))}
      order by place ${direction} limit ${size}
    )
    select (select count(*)::int from found) as total,
      ${after ? sql`(select count(*)::int from found where not ${beyond(after, '>')})` : raw('0')} as until,
      ${before ? sql`(select count(*)::int from found where not ${beyond(before, '<')})` : raw('0')} as since,
      (select coalesce(json_agg(to_json(page) order by place), '[]') from page) as page`;
  const [answer] = await db.query<Answer>(text, values);
  const { total, until, since, page } = answer!;
  const nodes = page.map(({ cursor, place, ...node }) => ({ ...node, lastAt: new Date(node.lastAt) }));
  const [first, last] = [page[0], page.at(-1)];
  return {
    edges: nodes.map((node, index) => ({ cursor: page[index]!.cursor, node })),
    nodes,
    totalCount: total,
    pageInfo: {
      hasPreviousPage: first ? first.place > 1 : until > 0,
      hasNextPage: last ? last.place < total : since > 0,
      startCursor: first?.cursor ?? null,
      endCursor: last?.cursor ?? null,
    },
  };
}

/** Whether a text comes after (`>`) or before (`<`) a place in the order. */
function beyond([count, text]: Key, side: '>' | '<'): Sql {
  return sql`(-found.count, found.text) ${raw(side)} (-${count}::int, ${text}::text)`;
}

/** The days that are asked for. @throws UserError BAD_INPUT, LIMIT_EXCEEDED */
function daysOf(args: UnansweredSearchesArgs, today: string): { from: string; to: string } {
  const to = args.to ?? today;
  const from = args.from ?? addDays(to, 1 - DAYS_SHOWN);
  if (from > to) {
    throw new UserError('BAD_INPUT', ['from'], {
      vi: `Ngày đầu (${from}) phải không sau ngày cuối (${to}).`,
      en: `The first day (${from}) must not be after the last (${to}).`,
    });
  }
  if (addDays(from, DAYS_KEPT) <= to) {
    throw new UserError('LIMIT_EXCEEDED', ['from'], {
      vi: `Chỉ hỏi được tối đa ${DAYS_KEPT} ngày một lần.`,
      en: `At most ${DAYS_KEPT} days can be asked for at once.`,
    });
  }
  return { from, to };
}
