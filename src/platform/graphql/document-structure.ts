import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { scanDocument } from './document-scan.ts';
import { type Limits, type Refusal, refuseAbove, refuseCycle } from './limits.ts';

/** What one operation or fragment holds as written, without what its spreads bring. */
interface Definition {
  depth: number;
  rootFields: number;
  fields: number;
  duplicates: number;
  /** Fragments spread, each with the number of fields above the spread. */
  spreads: { readonly name: string; readonly depth: number }[];
}

/** The same with fragments expanded. */
interface Expanded {
  readonly depth: number;
  readonly rootFields: number;
  readonly fields: number;
}

/**
 * Why a document may not even be validated, or null. Everything here is linear in the length of the document; validation is not.
 * A document that does not parse is left to the parser's own message.
 */
export function refuseDocument(source: string, limits: Limits): Refusal | null {
  const tooLong = refuseAbove('documentLength', source.length, limits);
  if (tooLong) return tooLong;
  const counts = scanDocument(source);
  // Tokens come last: a more telling reason wins.
  const written =
    refuseAbove('braces', counts.braces, limits) ??
    refuseAbove('valueNesting', counts.valueNesting, limits) ??
    refuseAbove('aliases', counts.aliases, limits) ??
    refuseAbove('directives', counts.directives, limits) ??
    refuseAbove('tokens', counts.tokens, limits);
  if (written) return written;
  const document = parsed(source);
  return document && refuseStructure(document, limits);
}

function parsed(source: string): DocumentNode | null {
  try {
    return parse(source, { noLocation: true });
  } catch {
    return null;
  }
}

function refuseStructure(document: DocumentNode, limits: Limits): Refusal | null {
  const operations: Definition[] = [];
  const fragments = new Map<string, Definition>();
  let fragmentCount = 0;
  let fields = 0;
  let duplicates = 0;
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION && node.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const definition = describe(node.selectionSet, 'typeCondition' in node ? node.typeCondition.name.value : '');
    fields += definition.fields;
    duplicates += definition.duplicates;
    if (node.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else {
      fragmentCount += 1;
      fragments.set(node.name.value, definition);
    }
  }
  const written =
    refuseAbove('operations', operations.length, limits) ?? refuseAbove('fragments', fragmentCount, limits);
  if (written) return written;

  const expansion = new Expansion(fragments);
  let deepest = 0;
  let largest = fields;
  for (const definition of [...operations, ...fragments.values()]) {
    const expanded = expansion.of(definition);
    deepest = Math.max(deepest, expanded.depth);
    largest = Math.max(largest, expanded.fields);
  }
  if (expansion.cycle !== null) return refuseCycle(expansion.cycle);
  const widest = Math.max(0, ...operations.map((operation) => expansion.of(operation).rootFields));
  return (
    refuseAbove('depth', deepest, limits) ??
    refuseAbove('duplicateFields', duplicates, limits) ??
    refuseAbove('rootFields', widest, limits) ??
    refuseAbove('fields', Math.min(largest, Number.MAX_SAFE_INTEGER), limits)
  );
}

function describe(selectionSet: SelectionSetNode, type: string): Definition {
  const definition: Definition = { depth: 0, rootFields: 0, fields: 0, duplicates: 0, spreads: [] };
  collect(selectionSet, type, new Map(), 0, definition);
  return definition;
}

/**
 * Adds a selection to its definition. `seen` holds, by type condition, what the selection already has: one field under two types
 * of a union is no duplicate, one field twice under the same type is. The recursion is bounded by the limit on braces.
 */
function collect(
  { selections }: SelectionSetNode,
  type: string,
  seen: Map<string, Set<string>>,
  depth: number,
  into: Definition,
): void {
  let keys = seen.get(type);
  if (!keys) {
    keys = new Set();
    seen.set(type, keys);
  }
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, selection.typeCondition?.name.value ?? type, seen, depth, into);
      continue;
    }
    const isField = selection.kind === Kind.FIELD;
    const key = isField ? (selection.alias ?? selection.name).value : `...${selection.name.value}`;
    if (keys.has(key)) into.duplicates += 1;
    else keys.add(key);
    // A spread counts too, so that chains of fragments without a field are bounded as well.
    into.fields += 1;
    if (!isField) {
      into.spreads.push({ name: selection.name.value, depth });
      continue;
    }
    if (depth === 0) into.rootFields += 1;
    into.depth = Math.max(into.depth, depth + 1);
    if (selection.selectionSet) collect(selection.selectionSet, '', new Map(), depth + 1, into);
  }
}

/** Expands fragments, each once; the recursion is bounded by the limit on fragments. */
class Expansion {
  /** A fragment that contains itself, if there is one. */
  cycle: string | null = null;
  private readonly done = new Map<Definition, Expanded>();
  private readonly open = new Set<Definition>();

  constructor(private readonly fragments: ReadonlyMap<string, Definition>) {}

  of(definition: Definition): Expanded {
    const known = this.done.get(definition);
    if (known) return known;
    this.open.add(definition);
    let { depth, rootFields, fields } = definition;
    for (const spread of definition.spreads) {
      const fragment = this.fragments.get(spread.name);
      // An unknown fragment is for validation to report.
      if (!fragment) continue;
      if (this.open.has(fragment)) {
        this.cycle = spread.name;
        continue;
      }
      const expanded = this.of(fragment);
      depth = Math.max(depth, spread.depth + expanded.depth);
      fields += expanded.fields;
      if (spread.depth === 0) rootFields += expanded.rootFields;
    }
    this.open.delete(definition);
    const expanded = { depth, rootFields, fields };
    this.done.set(definition, expanded);
    return expanded;
  }
}
