import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { objectTypeName } from '../read/graphql-names.ts';
import type { PageArgs } from '../read/page.ts';

/** The arguments of every connection. */
@ArgsType()
export class ConnectionArgs implements PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the start, 1 to 100. Exactly one of `first` and `last` is needed.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many from the end, 1 to 100; they come in the same order as with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page lies in its connection.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether something precedes this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first on this page; null when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last on this page; null when the page is empty.' })
  endCursor!: string | null;
}

/** An edge and a connection of it, as GraphQL classes. */
export interface Connection<Node extends object> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** Makes the GraphQL types of a Relay connection: `XConnection` (returned) and `XEdge`. */
export function connectionType<Node extends object>(node: ClassType<Node>): ClassType<Connection<Node>> {
  const name = objectTypeName(node) ?? node.name;

  @ObjectType(`${name}Edge`, { description: `One ${name} and its place in a connection.` })
  class Edge {
    @Field(() => String, {
      description: 'Opaque; give it to `after` or `before`. It belongs to the order it was made for.',
    })
    cursor!: string;

    @Field(() => node, { description: `The ${name}.` })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} objects that the viewer may see.` })
  class NodeConnection implements Connection<Node> {
    @Field(() => [Edge], { description: 'The page, with cursors.' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The page, without cursors.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page lies.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are on all pages; counted only when selected.' })
    totalCount!: number;
  }
  return NodeConnection;
}
