import sql, { type Sql } from 'sql-template-tag';
import {
  Arg,
  Args,
  Ctx,
  createUnionType,
  Field,
  Float,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { UserError } from '../../../src/platform/errors/user-error.ts';
import type { RequestContext } from '../../../src/platform/graphql/context.ts';
import { decodeIdOf } from '../../../src/platform/graphql/ids.ts';
import { InstantScalar } from '../../../src/platform/graphql/scalars.ts';
import { UserErrorType } from '../../../src/platform/graphql/user-error.type.ts';
import { connection, list, one, type Read, ref } from '../../../src/platform/read/reads.ts';
import { Badge, Good, GoodConnection, GoodPageArgs, Maker, MakerKind, Named, Thing } from './toy.ts';
import { GOOD_ORDERS, goodsFrom } from './toy-reads.ts';
import { KEYS } from './toy-rows.ts';

@ObjectType()
class Hit {
  @Field(() => String)
  cursor!: string;

  @Field(() => Thing)
  node!: typeof Thing;

  @Field(() => [String])
  highlights!: string[];
}

@ObjectType()
class Hits {
  @Field(() => [Hit])
  edges!: Hit[];

  @Field(() => Int)
  totalCount!: number;

  @Field(() => [MakerKind])
  kinds!: MakerKind[];
}

@ObjectType()
class Note {
  @Field(() => String)
  text!: string;
}

const GoodOrNote = createUnionType({ name: 'GoodOrNote', types: () => [Good, Note] as const });

@ObjectType()
class Report {
  @Field(() => InstantScalar)
  at!: Date;

  @Field(() => Float, { nullable: true })
  rate!: number | null;

  @Field(() => Good, { nullable: true })
  best!: Good | null;

  @Field(() => Good)
  worst!: Good;

  @Field(() => [Maker], { nullable: 'itemsAndList' })
  makers!: (Maker | null)[] | null;

  @Field(() => [Good])
  newest!: Good[];

  @Field(() => GoodOrNote, { nullable: true })
  remark!: Good | Note | null;

  @Field(() => Report, { nullable: true })
  previous!: Report | null;
}

@ObjectType()
class RenamePayload {
  @Field(() => Good, { nullable: true })
  good!: Good | null;

  @Field(() => [UserErrorType])
  errors!: UserErrorType[];
}

@Resolver()
export class ToyResolver {
  @Query(() => Good, { nullable: true })
  good(@Arg('id', () => ID) id: string): Read {
    return one(Good, decodeIdOf('god', id, ['id']));
  }

  @Query(() => Good, { nullable: true })
  goodNamed(@Arg('name', () => String) name: string): Read {
    return one(Good, { where: (row) => sql`${row}.name = ${name}`, orderBy: (row) => sql`${row}.id` });
  }

  /** Non-null, so that hidden ones null the whole response. */
  @Query(() => Good)
  mustGood(@Arg('id', () => ID) id: string): Read {
    return ref(Good, decodeIdOf('god', id, ['id']));
  }

  @Query(() => GoodConnection)
  goods(@Args(() => GoodPageArgs) args: GoodPageArgs): Read {
    return connection(Good, args, {
      where: (row) => goodsFrom(row, args.minPrice) ?? sql`true`,
      orderBy: GOOD_ORDERS[args.order],
    });
  }

  @Query(() => [Maker], { nullable: true })
  makers(@Arg('limit', () => Int, { defaultValue: 5 }) limit: number): Read {
    return list(Maker, { orderBy: (row: Sql) => sql`${row}.name collate "C" desc, ${row}.id`, limit });
  }

  @Query(() => [Maker], { nullable: 'itemsAndList' })
  lenientMakers(): Read {
    return list(Maker, { limit: 100 });
  }

  @Query(() => [Badge])
  badges(): Read {
    return list(Badge, { orderBy: (row) => sql`${row}.level desc, ${row}.id`, limit: 50 });
  }

  @Query(() => [Named], { nullable: 'itemsAndList' })
  named(): Read[] {
    return [
      ref(Good, KEYS.goods[0]!),
      ref(Maker, KEYS.makers[0]!),
      ref(Good, KEYS.goods[1]!),
      ref(Maker, KEYS.makers[1]!),
    ];
  }

  @Query(() => Hits)
  search(@Arg('from', () => Int, { defaultValue: 0 }) from: number) {
    const found = [
      ref(Good, KEYS.goods[from]!),
      ref(Maker, KEYS.makers[from]!),
      ref(Good, KEYS.goods[from + 1]!),
      ref(Badge, KEYS.badges[from]!),
    ];
    return {
      edges: found.map((node, index) => ({ cursor: `${from + index}`, node, highlights: [`<em>${index}</em>`, '"'] })),
      totalCount: 40,
      kinds: [MakerKind.COMPANY, MakerKind.HOUSEHOLD],
    };
  }

  @Query(() => Report, { nullable: true })
  report(@Ctx() { now }: RequestContext) {
    return {
      at: now,
      rate: 0.25,
      best: ref(Good, KEYS.goods[2]!),
      worst: ref(Good, KEYS.goods[3]!),
      makers: [ref(Maker, KEYS.makers[0]!), null, ref(Maker, KEYS.makers[2]!)],
      newest: list(Good, { orderBy: (row: Sql) => sql`${row}.created_at desc, ${row}.id`, limit: 3 }),
      remark: { __typename: 'Note', text: 'Ghi chú "1"' },
      previous: {
        at: now,
        rate: null,
        best: null,
        worst: ref(Good, KEYS.goods[4]!),
        makers: null,
        newest: [],
        remark: ref(Good, KEYS.goods[5]!),
        previous: null,
      },
    };
  }

  /** The value cannot be an int of PostgreSQL: the statement fails. */
  @Query(() => [Good], { nullable: true })
  overflowing(): Read {
    return list(Good, { where: (row) => sql`${row}.price = ${'99999999999999999999'}::bigint`, limit: 1 });
  }

  /** What it returns is not of the field's type. */
  @Query(() => Maker, { nullable: true })
  mistaken(): Read {
    return ref(Good, KEYS.goods[0]!);
  }

  /** Something in it was not awaited. */
  @Query(() => Hits, { nullable: true })
  hasty() {
    return { edges: [Promise.resolve({ cursor: '1', node: null, highlights: [] })], totalCount: 1, kinds: [] };
  }

  @Query(() => String)
  hello(@Arg('name', () => String, { nullable: true }) name: string | null): string {
    return `Xin chào ${name ?? 'bạn'}`;
  }

  @Query(() => [[Int]], { nullable: true })
  matrix(): number[][] {
    return [[1, 2], [], [3]];
  }

  @Query(() => String, { nullable: true })
  broken(): string {
    throw new Error('the password is "hunter2"');
  }

  @Query(() => String, { nullable: true })
  refused(): string {
    throw new UserError('FORBIDDEN', ['it'], { vi: 'Không được', en: 'Not allowed' });
  }

  @Mutation(() => RenamePayload)
  async rename(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String) name: string,
    @Ctx() { db }: RequestContext,
  ) {
    const key = decodeIdOf('god', id, ['id']);
    if (!name) throw new UserError('BAD_INPUT', ['name'], { vi: 'Thiếu tên', en: 'A name is needed' });
    if (name === 'crash') throw new Error('the database password is "hunter2"');
    await db.query('update good set name = $1 where id = $2', [name, key]);
    return { good: ref(Good, key) };
  }
}
