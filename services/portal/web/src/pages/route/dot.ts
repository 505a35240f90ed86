// A definition's diagram, read from the Graphviz text that the orchestrator gives: only the form that it writes.

export interface Node {
  id: string;
  /** First line of the label. */
  title: string;
  /** Tasks and terms of the state. */
  notes: string[];
  cluster: string;
  /** The route ends here. */
  final: boolean;
  /** Where the chart begins. */
  begin: boolean;
  /** Stands for any state. */
  any: boolean;
}
export interface Edge {
  from: string;
  to: string;
  /** One way to go a line. */
  labels: string[];
}
export interface Diagram {
  nodes: Node[];
  edges: Edge[];
  clusters: { id: string; title: string }[];
}

const unescape = (text: string) => text.replaceAll(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|[ ,])${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^ ,\\]]+))`).exec(attributes);
  return unescape(found?.[1] ?? found?.[2] ?? '');
}

export function readDot(dot: string): Diagram {
  const diagram: Diagram = { nodes: [], edges: [], clusters: [] };
  let cluster = '';
  for (const line of dot.split('\n').map((one) => one.trim())) {
    const opened = /^subgraph "([^"]+)"/.exec(line);
    if (opened) cluster = opened[1]!;
    else if (line === '}') cluster = '';
    const edge = /^"([^"]+)" -> "([^"]+)"(?: \[(.*)\])?;$/.exec(line);
    const node = /^"([^"]+)" \[(.*)\];$/.exec(line);
    if (edge) diagram.edges.push({ from: edge[1]!, to: edge[2]!, labels: attribute(edge[3] ?? '', 'label').split('\n').filter(Boolean) });
    else if (node) {
      const [title = '', ...notes] = attribute(node[2]!, 'label').split('\n');
      diagram.nodes.push({ id: node[1]!, title, notes, cluster, final: attribute(node[2]!, 'peripheries') === '2',
        begin: attribute(node[2]!, 'shape') === 'circle', any: node[1]!.endsWith('.*') });
    } else if (cluster && /^graph \[/.test(line)) diagram.clusters.push({ id: cluster, title: attribute(line.slice(7, -2), 'label') });
  }
  return diagram;
}

/** From one state to another, as one word. */
export const stepOf = (from: string, to: string): string => `${from} ${to}`;

/** The chart of one cluster with what belongs to the way: where it was, where it is, and where it can go from there; or all of it. */
export function wayThrough(diagram: Diagram, cluster: string, visited: string[], gone: Set<string>, current: string, whole: boolean): Diagram {
  const own = diagram.nodes.filter((node) => node.cluster === cluster && !node.any && !node.begin);
  const next = diagram.edges.filter((edge) => edge.from === current).map((edge) => edge.to);
  const kept = new Set([...visited, current, ...next]);
  const nodes = own.filter((node) => whole || kept.has(node.id));
  const ids = new Set(nodes.map((node) => node.id));
  const drawn = diagram.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && edge.from !== edge.to &&
    (whole || edge.from === current || gone.has(stepOf(edge.from, edge.to))));
  // A way that was gone without an edge of its own: from any state, as a withdrawal is.
  const known = new Set(drawn.map((edge) => stepOf(edge.from, edge.to)));
  const sudden = [...gone].filter((step) => !known.has(step)).map((step) => step.split(' ') as [string, string])
    .filter(([from, to]) => ids.has(from) && ids.has(to) && from !== to).map(([from, to]) => ({ from, to, labels: [] }));
  return { nodes, edges: [...drawn, ...sudden], clusters: diagram.clusters };
}
