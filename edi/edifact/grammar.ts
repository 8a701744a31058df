import type { FaultLog } from './faults.ts';
import type { Segment } from './segment.ts';

/** A place in a segment table: a segment, or a group opened by its first segment. */
type Node = {
  readonly tag: string;
  readonly name: string;
  readonly required: boolean;
  readonly max: number;
  readonly children: readonly Node[] | undefined;
};

/** A message's segment table (UN/EDIFACT directory, part «message structure»). */
export type MessageGrammar = { readonly name: string; readonly nodes: readonly Node[] };

const TOKEN = /([A-Z0-9]+)(!)?(?:\*(\d+))?(\()?|(\))/g;

/**
 * Reads a segment table from its compact text: `RFF!` mandatory, `DTM*5` up to five, `SG1*10(RFF! DTM*5)`
 * a group. A group's first segment is its trigger.
 */
export function grammar(name: string, text: string): MessageGrammar {
  const root: Node[] = [];
  const open: { node: Omit<Node, 'children' | 'tag'>; children: Node[] }[] = [];
  for (const [, id = '', bang, max, opens, closes] of text.matchAll(TOKEN)) {
    if (closes) {
      const group = open.pop();
      const tag = group?.children[0]?.tag;
      if (!group || !tag) continue;
      (open.at(-1)?.children ?? root).push({ ...group.node, tag, children: group.children });
      continue;
    }
    const node = { name: id, required: bang !== undefined, max: Number(max ?? 1) };
    if (opens) open.push({ node, children: [] });
    else (open.at(-1)?.children ?? root).push({ ...node, tag: id, children: undefined });
  }
  return { name, nodes: root };
}

type Frame = { nodes: readonly Node[]; index: number; count: number };

/**
 * Follows a message through its segment table and reports segments that are not expected, repeated too
 * often, or missing. An unexpected segment leaves the position where it was.
 */
export class GrammarCursor {
  private readonly grammar: MessageGrammar;
  private readonly faults: FaultLog;
  private stack: Frame[];

  constructor(grammar: MessageGrammar, faults: FaultLog) {
    this.grammar = grammar;
    this.faults = faults;
    this.stack = [{ nodes: grammar.nodes, index: 0, count: 0 }];
  }

  next(segment: Segment): void {
    const found = this.find(segment.tag);
    if (!found) {
      const { tag } = segment;
      this.faults.add('edi.segment_unexpected', segment, { value: tag, expected: this.path() });
      return;
    }
    const { depth, index } = found;
    this.missing(depth, index, segment);
    this.stack.length = depth + 1;
    const frame = this.stack[depth];
    const node = frame?.nodes[index];
    if (!frame || !node) return;
    frame.count = frame.index === index ? frame.count + 1 : 1;
    frame.index = index;
    if (frame.count === node.max + 1) {
      this.faults.add('edi.segment_repeated', segment, { value: node.name, expected: node.max });
    }
    if (node.children) this.stack.push({ nodes: node.children, index: 0, count: 1 });
  }

  private find(tag: string): { depth: number; index: number } | undefined {
    let full: { depth: number; index: number } | undefined;
    for (let depth = this.stack.length - 1; depth >= 0; depth -= 1) {
      const frame = this.stack[depth];
      if (!frame) continue;
      // A group's trigger occurs once; a second one opens the group again, one level up.
      const isGroup = depth > 0;
      for (let index = frame.index; index < frame.nodes.length; index += 1) {
        const node = frame.nodes[index];
        if (node?.tag !== tag || (isGroup && index === 0)) continue;
        if (index !== frame.index || frame.count < node.max) return { depth, index };
        full ??= { depth, index };
      }
    }
    return full;
  }

  private missing(depth: number, index: number, segment: Segment): void {
    for (let level = this.stack.length - 1; level >= depth; level -= 1) {
      const frame = this.stack[level];
      if (!frame) continue;
      const to = level === depth ? index : frame.nodes.length;
      for (let at = frame.index; at < to; at += 1) {
        const node = frame.nodes[at];
        const isThere = at === frame.index && frame.count > 0;
        if (!node?.required || isThere) continue;
        this.faults.add('edi.segment_missing', segment, { value: node.tag, expected: this.path() });
      }
    }
  }

  private path(): string {
    const names = this.stack.slice(0, -1).map((frame) => frame.nodes[frame.index]?.name ?? '');
    return [this.grammar.name, ...names].join(' ');
  }
}
