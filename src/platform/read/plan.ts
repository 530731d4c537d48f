import type { GraphQLObjectType } from 'graphql';
import { LruMap } from '../lru.ts';
import { ConnectionCompiler } from './connection.ts';
import { memo } from './memo.ts';
import type { BoundType } from './model.ts';
import type { ReadViewer } from './policy.ts';
import type { FieldNodes, Fields, Selection } from './selection.ts';
import { type Compiled, ShapeCompiler } from './shape.ts';
import type { Statement } from './statement-columns.ts';

/** Statements kept of one plan: what is found may be of many mixtures of types. */
const MOST_STATEMENTS = 20;

/** The compiled selection of an entity in one place of an operation. */
export interface RowPlan extends Compiled {
  readonly target: BoundType;
  /** Its number within the plan. */
  readonly id: number;
}

/**
 * What is compiled of an operation, for a role and for the variables that shape it. Compiling waits for the root
 * resolvers, which decide what the types are; from the second request on everything is here already.
 */
export class Plan {
  readonly compiler: ShapeCompiler;
  /** Whole statements, by the columns in them. */
  readonly statements = new LruMap<string, Statement>(MOST_STATEMENTS);
  private readonly rows = new Map<FieldNodes, Map<BoundType, RowPlan>>();
  private readonly connections = new Map<FieldNodes, ConnectionCompiler>();
  private size = 0;

  constructor(
    readonly selection: Selection,
    readonly viewer: ReadViewer,
    readonly roots: Fields,
  ) {
    this.compiler = new ShapeCompiler(selection, viewer);
  }

  /** The selection below nodes for an entity. */
  row(target: BoundType, nodes: FieldNodes): RowPlan {
    const plans = memo(this.rows, nodes, () => new Map<BoundType, RowPlan>());
    return memo(plans, target, () => ({ ...this.compiler.row(target, nodes), target, id: this.size++ }));
  }

  /** The selection below nodes for a connection of a root field. */
  connection(type: GraphQLObjectType, target: BoundType, nodes: FieldNodes): ConnectionCompiler {
    return memo(this.connections, nodes, () => new ConnectionCompiler(this.compiler, type, target, nodes, 0));
  }
}
