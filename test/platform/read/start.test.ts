import 'reflect-metadata';
import { Collection, type EntityClass } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/postgresql';
import { GraphQLScalarType } from 'graphql';
import sql, { raw } from 'sql-template-tag';
import {
  Authorized,
  buildSchemaSync,
  type ClassType,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
  UseMiddleware,
} from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { UserErrorType } from '../../../src/platform/graphql/user-error.type.ts';
import { buildModel } from '../../../src/platform/read/build-model.ts';
import { connection, embedded, sqlField, toMany, toOne } from '../../../src/platform/read/fields.ts';
import { extendReadType, type ReadType, readType } from '../../../src/platform/read/read-type.ts';
import type { ScalarPrinter } from '../../../src/platform/read/scalars.ts';

/** Starts with the entities and a root field of each type; answers what the start says, or null. */
function start(
  entities: EntityClass<object>[],
  reads: ReadType[],
  types: ClassType[] = [],
  scalars?: Record<string, ScalarPrinter>,
): string | null {
  class Roots {}
  Resolver()(Roots);
  const roots = [...types, ...(entities as ClassType[])].filter((type) => type.name.startsWith('G'));
  for (const type of roots) {
    const name = `root${type.name}`;
    const method = { value: () => null };
    Object.defineProperty(Roots.prototype, name, method);
    Query(() => type, { nullable: true })(Roots.prototype, name, method);
  }
  const orm = new MikroORM({ dbName: 'none', entities, discovery: { warnWhenNoEntities: false } });
  const schema = buildSchemaSync({ resolvers: [Roots], validate: false, authChecker: () => true });
  try {
    buildModel({ schema, metadata: orm.getMetadata(), reads, scalars });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const everybody = { visible: () => raw('true') };

class Row {
  id!: string;
}
PrimaryKey({ type: 'uuid' })(Row.prototype, 'id');

describe('a type', () => {
  @Entity()
  @ObjectType()
  class GOpen extends Row {
    @Property({ type: 'text' })
    @Field(() => String)
    name!: string;
  }

  it('starts when all of it can be read', () => {
    expect(start([GOpen], [readType(GOpen, everybody)])).toBeNull();
  });

  it('needs a policy', () => {
    const message = 'the type GOpen has no policy: declare with readType() which of its rows a viewer may see';
    expect(start([GOpen], [])).toContain(message);
    expect(start([GOpen], [extendReadType(GOpen, {})])).toContain(message);
    expect(start([GOpen], [{ entity: GOpen, fields: {} } as unknown as ReadType])).toContain(message);
  });

  it('is declared once, and has only fields of its own', () => {
    expect(start([GOpen], [readType(GOpen, everybody), readType(GOpen, everybody)])).toContain(
      'GOpen: it is declared twice',
    );
    const fields = { nmae: sqlField((row) => sql`${row}.name`) };
    expect(start([GOpen], [readType(GOpen, { ...everybody, fields })])).toContain(
      'GOpen.nmae is declared to be read, but is no field of the type',
    );
    const name = { name: sqlField((row) => sql`${row}.name`) };
    expect(start([GOpen], [readType(GOpen, { ...everybody, fields: name }), extendReadType(GOpen, name)])).toContain(
      'GOpen.name is declared twice',
    );
  });

  it('with an id needs a prefix of its own', () => {
    @Entity()
    @ObjectType()
    class GWithId extends Row {
      @Field(() => ID)
      override id!: string;
    }
    @Entity()
    @ObjectType()
    class GOtherId extends Row {
      @Field(() => ID)
      override id!: string;
    }
    expect(start([GWithId], [readType(GWithId, everybody)])).toContain('GWithId.id needs the prefix of its ids');
    const twice = [GWithId, GOtherId].map((entity) => readType(entity, { ...everybody, prefix: 'x' }));
    expect(start([GWithId, GOtherId], twice)).toContain('the id prefix "x" is used twice');
  });
});

describe('a field', () => {
  const printers = { print: () => [], columns: [], cast: 'text' };
  const Odd = new GraphQLScalarType({ name: 'Odd' });
  enum Few {
    ONE = 'ONE',
  }
  registerEnumType(Few, { name: 'Few' });

  @Entity()
  @ObjectType()
  class GFields extends Row {
    @Field(() => String)
    nothing!: string;

    @Property({ type: 'bigint' })
    @Field(() => Int)
    tooBig!: number;

    @Property({ type: 'text' })
    @Field(() => Odd)
    odd!: unknown;

    @Enum({ items: ['ONE', 'TWO'] })
    @Field(() => Few)
    few!: Few;

    @Property({ type: 'text' })
    @Field(() => [String])
    list!: string[];

    @Property({ type: 'jsonb' })
    @Field(() => [[Int]])
    lists!: number[][];
  }

  it('is named with its type when it cannot be read', () => {
    const message = start([GFields], [readType(GFields, everybody)]);
    expect(message?.split('\n').slice(1)).toEqual([
      '- GFields.nothing cannot be read: it is no column or relation; declare it in the fields of its read type',
      '- GFields.tooBig cannot be read: a column of type bigint cannot be printed as Int',
      '- GFields.odd cannot be read: the scalar Odd has no SQL printer: add it to the scalars of the executor',
      '- GFields.few cannot be read: the column can hold TWO, which the enum Few lacks',
      '- GFields.list cannot be read: either both the field and the column are lists, or neither',
      '- GFields.lists cannot be read: either both the field and the column are lists, or neither',
    ]);
  });

  it('may be of a scalar that a feature prints', () => {
    const message = start([GFields], [readType(GFields, everybody)], [], { Odd: { ...printers, columns: ['text'] } });
    expect(message).not.toContain('GFields.odd');
  });
});

describe('a relation', () => {
  @Entity()
  @ObjectType()
  class GChild extends Row {
    @ManyToOne(() => GParent)
    parent!: unknown;

    @Property({ type: 'text' })
    @Field(() => String)
    name!: string;
  }
  @ObjectType()
  class Plain {
    @Field(() => String)
    name!: string;
  }
  @Entity()
  @ObjectType()
  class GParent extends Row {
    @OneToMany(
      () => GChild,
      (child) => child.parent as never,
    )
    @Field(() => [GChild])
    children = new Collection<GChild>(this);

    @Field(() => GChild, { nullable: true })
    oldest!: GChild;

    @Field(() => [GChild])
    some!: GChild[];

    @Field(() => Plain)
    page!: Plain;

    @Field(() => Plain)
    plain!: Plain;
  }
  const fields = {
    oldest: toOne(GParent, () => ({})),
    some: toOne(GChild, () => ({})),
    page: connection(GChild, () => ({ orderBy: [] })),
    plain: embedded({}),
  };

  it('must fit its type, and lead to a type that is read', () => {
    const message = start(
      [GParent, GChild],
      [readType(GParent, { ...everybody, fields }), readType(GChild, everybody)],
    );
    expect(message?.split('\n').slice(1)).toEqual([
      '- GParent.oldest cannot be read: it is of type GChild, but reads GParent',
      '- GParent.some cannot be read: it must not be a list',
      '- GParent.page cannot be read: a connection has no field name',
      '- Plain.name cannot be read: it is no column or relation; declare it in the fields of its read type',
    ]);
    const manyInOne = { ...fields, oldest: toMany(GChild, () => ({})) };
    const withoutChild = start([GParent, GChild], [readType(GParent, { ...everybody, fields: manyInOne })]);
    expect(withoutChild).toContain('GParent.children cannot be read: GChild has no read type');
    expect(withoutChild).toContain('GParent.oldest cannot be read: it must be a list');
  });
});

describe('what would not run', () => {
  it('below root fields stops the start', () => {
    @ObjectType()
    class GGuarded {
      @Authorized()
      @Field(() => String)
      secret!: string;

      @UseMiddleware(async (_, next) => next())
      @Field(() => String)
      watched!: string;

      @Field(() => String)
      made(): string {
        return 'made';
      }

      get half(): string {
        return 'fine';
      }

      @Field(() => String)
      resolved!: string;
    }
    Field(() => String)(GGuarded.prototype, 'half', Object.getOwnPropertyDescriptor(GGuarded.prototype, 'half')!);

    @Resolver(() => GGuarded)
    class GuardedResolver {
      @FieldResolver(() => String)
      resolved(): string {
        return 'x';
      }
    }
    expect(GuardedResolver).toBeDefined();
    const lines = start([], [], [GGuarded])?.split('\n').slice(1);
    expect(lines).toEqual([
      expect.stringMatching(/^- GGuarded\.secret has @Authorized/),
      expect.stringMatching(/^- GGuarded\.watched has @Authorized or a middleware/),
      expect.stringMatching(/^- GGuarded\.made is resolved by a method/),
      expect.stringMatching(/^- GGuarded\.resolved is resolved by a method/),
    ]);
  });

  it('is fine on root fields', () => {
    @ObjectType()
    class GFree {
      @Field(() => String)
      name!: string;
    }
    @Resolver()
    class Rooted {
      @Authorized()
      @UseMiddleware(async (_, next) => next())
      @Query(() => GFree)
      free() {
        return { name: 'x' };
      }
    }
    expect(Rooted).toBeDefined();
    expect(start([], [], [GFree])).toBeNull();
  });
});

it('a payload that tells errors may hold nothing else that must be there', () => {
  @ObjectType()
  class SavePayload {
    @Field(() => Int)
    count!: number;

    @Field(() => [UserErrorType])
    errors!: UserErrorType[];
  }
  @Resolver()
  class Saving {
    @Query(() => Int)
    one() {
      return 1;
    }

    @Mutation(() => SavePayload)
    save() {
      return { count: 1 };
    }
  }
  const orm = new MikroORM({ dbName: 'none', entities: [], discovery: { warnWhenNoEntities: false } });
  const schema = buildSchemaSync({ resolvers: [Saving], validate: false, authChecker: () => true });
  expect(() => buildModel({ schema, metadata: orm.getMetadata(), reads: [] })).toThrow(
    'SavePayload.count must be nullable: it is null when `errors` is not empty',
  );
});
