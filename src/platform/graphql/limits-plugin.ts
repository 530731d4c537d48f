import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, parse } from 'graphql';
import type { Language } from '../errors/user-error.ts';
import { DocumentCache, type KnownDocument } from './document-cache.ts';
import { CostCompiler, costOf } from './document-cost.ts';
import { refuseDocument } from './document-structure.ts';
import { DEFAULT_LIMITS, type Limits, type Refusal, refusalError, refuseAbove } from './limits.ts';
import { countVariables } from './variable-count.ts';

/** What the limits need to know of a request. */
export interface LimitedContext {
  readonly language: Language;
}

/** Parsed in place of a refused document: Apollo reports an error of ours only once an operation is resolved. */
const PLACEHOLDER = parse('{ __typename }');

/**
 * Enforces the limits in Apollo's pipeline: structure before parsing and validation, variables and cost before execution, and
 * tells the cost of every response in `extensions.cost`. It also keeps the documents that passed, with their cost plans, so
 * Apollo's own document store must be off (`documentStore: null`).
 */
export function limitsPlugin<C extends LimitedContext>(limits: Limits = DEFAULT_LIMITS): ApolloServerPlugin<C> {
  const documents = new DocumentCache();
  let compiler: CostCompiler;
  return {
    async serverWillStart({ schema }) {
      compiler = new CostCompiler(schema, limits.cost);
    },

    async requestDidStart(): Promise<GraphQLRequestListener<C>> {
      let known: KnownDocument | undefined;
      let refusal: Refusal | null = null;
      let cost = 0;
      return {
        async didResolveSource(request) {
          known = documents.get(request.queryHash);
          if (!known) refusal = refuseDocument(request.source, limits);
          if (known) setDocument(request, known.document);
          else if (refusal) setDocument(request, PLACEHOLDER);
        },

        async didResolveOperation({ contextValue, document, operation, queryHash, request, source }) {
          if (refusal) throw refusalError(refusal, contextValue.language);
          known ??= documents.add(queryHash, document, source.length);
          if (!operation) return;
          const name = operation.name?.value ?? '';
          let plan = known.plans.get(name);
          if (!plan) {
            plan = compiler.compile(document, operation);
            known.plans.set(name, plan);
          }
          const variables = request.variables ?? {};
          const counts = countVariables(variables);
          refusal =
            refuseAbove('variableValues', counts.values, limits) ?? refuseAbove('valueNesting', counts.nesting, limits);
          if (!refusal) {
            cost = costOf(plan, variables);
            refusal = refuseAbove('cost', cost, limits);
          }
          if (refusal) throw refusalError(refusal, contextValue.language);
        },

        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single') return;
          const told = { requested: cost, limit: limits.cost, remaining: Math.max(0, limits.cost - cost) };
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: told };
        },
      };
    },
  };
}

/** Apollo parses and validates only when no document is there; the type says read-only, the pipeline reads it back. */
function setDocument(request: { readonly document?: DocumentNode }, document: DocumentNode): void {
  (request as { document?: DocumentNode }).document = document;
}
