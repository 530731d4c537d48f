import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Role } from '../auth/viewer.ts';
import { LruMap } from '../lru.ts';
import { memo } from './memo.ts';
import type { Model } from './model.ts';
import { Plan } from './plan.ts';
import { type Fragments, Selection, type Variables } from './selection.ts';

/** Plans kept at most; one takes some tens of kilobytes. */
const MOST_PLANS = 1_000;
/** Operations whose shaping variables are longer than this, in characters, are compiled each time. */
const LONGEST_KEY = 2_000;

/** What is known of an operation whatever its variables. */
interface OperationFacts {
  readonly id: number;
  readonly fragments: Fragments;
  /** The variables that shape the plan: in directives, and in arguments below root fields. */
  readonly shaping: readonly string[];
}

/** Finds the plan of an operation by the operation, the viewer's role and the variables that shape it. */
export class PlanCache {
  private readonly facts = new WeakMap<OperationDefinitionNode, OperationFacts>();
  private readonly plans = new LruMap<string, Plan>(MOST_PLANS);
  private operations = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly model: Model,
  ) {}

  /** The plan for coerced variables; `raw` are the same as they came, which is what JSON can tell apart. */
  find(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
    raw: Variables,
    role: Role,
  ): Plan {
    const { id, fragments, shaping } = memo(this.facts, operation, () =>
      factsOf(document, operation, this.operations++),
    );
    // An absent variable (0) may have a default; one that is null ([null]) has none.
    const values = shaping.map((name) => (raw[name] === undefined ? 0 : [raw[name]]));
    const key = `${id} ${role} ${JSON.stringify(values)}`;
    const known = this.plans.get(key);
    if (known) return known;
    // The plan outlives the request: it keeps the variables that shape it, and no others.
    const kept = Object.fromEntries(shaping.filter((name) => name in variables).map((name) => [name, variables[name]]));
    const rootType = this.schema.getRootType(operation.operation) as GraphQLObjectType;
    const selection = new Selection(this.schema, fragments, kept);
    const plan = new Plan(selection, { role, model: this.model }, selection.root(rootType, operation.selectionSet));
    if (key.length <= LONGEST_KEY) this.plans.set(key, plan);
    return plan;
  }
}

function factsOf(document: DocumentNode, operation: OperationDefinitionNode, id: number): OperationFacts {
  const fragments = Object.fromEntries(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const shaping = new Set<string>();
  const seen = new Set<string>();
  addShaping(operation.selectionSet, true);
  return { id, fragments, shaping: [...shaping] };

  function addShaping(set: SelectionSetNode, isRoot: boolean): void {
    for (const node of set.selections) {
      const outer = isRoot && node.kind === Kind.FIELD;
      for (const part of [
        ...(node.directives ?? []),
        ...(node.kind === Kind.FIELD && !outer ? (node.arguments ?? []) : []),
      ]) {
        visit(part, { Variable: ({ name }) => void shaping.add(name.value) });
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[node.name.value];
        const key = `${isRoot} ${node.name.value}`;
        if (!fragment || seen.has(key)) continue;
        seen.add(key);
        addShaping(fragment.selectionSet, isRoot);
      } else if (node.selectionSet) addShaping(node.selectionSet, isRoot && !outer);
    }
  }
}
