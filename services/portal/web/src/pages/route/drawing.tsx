// The definition drawn with the client's place in it. Brought by itself, because only this page lays out a graph.
import dagre from '@dagrejs/dagre';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Button } from '../../parts/notice.tsx';
import { readDot, stepOf, wayThrough, type Diagram, type Node } from './dot.ts';

const LETTER = 7.4;
const LINE_MOST = 24;

interface Placed extends Node {
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
}
interface Way {
  key: string;
  path: string;
  labels: string[];
  gone: boolean;
}

function wrap(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last + ' ' + word).length <= LINE_MOST) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function layOut(diagram: Diagram, gone: Set<string>): { nodes: Placed[]; ways: Way[]; width: number; height: number } {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 30, ranksep: 34, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of diagram.nodes) {
    const lines = wrap(node.title);
    const width = Math.max(...lines.map((line) => line.length)) * LETTER + 28;
    graph.setNode(node.id, { width, height: 18 + lines.length * 18, lines, node });
  }
  // What was gone pulls straight.
  for (const edge of diagram.edges) graph.setEdge(edge.from, edge.to, { weight: gone.has(stepOf(edge.from, edge.to)) ? 8 : 1 });
  dagre.layout(graph);
  const nodes = graph.nodes().map((id): Placed => {
    const place = graph.node(id) as unknown as { x: number; y: number; width: number; height: number; lines: string[]; node: Node };
    return { ...place.node, ...place };
  });
  const ways = graph.edges().map(({ v, w }): Way => {
    const { points = [] } = graph.edge(v, w) as { points?: { x: number; y: number }[] };
    const edge = diagram.edges.find((one) => one.from === v && one.to === w);
    return { key: `${v} ${w}`, path: smooth(points), labels: edge?.labels ?? [], gone: gone.has(stepOf(v, w)) };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { nodes, ways, width, height };
}

function smooth(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let i = 0; i < rest.length; ++i) {
    const here = rest[i]!;
    const next = rest[i + 1];
    path += next ? ` Q${here.x} ${here.y} ${(here.x + next.x) / 2} ${(here.y + next.y) / 2}` : ` L${here.x} ${here.y}`;
  }
  return path;
}

export default function Drawing({ dot, route }: { dot: string; route: orchestrator.Route }) {
  const [whole, setWhole] = useState(true);
  const diagram = readDot(dot);
  const idOfState = (state: string | undefined) => `main.${state ?? ''}`;
  const visited: string[] = [];
  const gone = new Set<string>();
  for (const entry of route.timeline ?? []) {
    if (entry.part || !entry.toState) continue;
    const to = idOfState(entry.toState);
    if (visited.length > 0 && visited.at(-1) !== to) gone.add(stepOf(visited.at(-1)!, to));
    visited.push(to);
  }
  const current = idOfState(route.state);
  const shown = wayThrough(diagram, 'cluster_main', visited, gone, current, whole);
  const { nodes, ways, width, height } = layOut(shown, gone);
  const frame = useRef<HTMLDivElement>(null);
  const here = nodes.find((node) => node.id === current);
  useEffect(() => {
    if (here && frame.current) frame.current.scrollTo(here.x - frame.current.clientWidth / 2, here.y - frame.current.clientHeight / 2);
  }, [current, whole]);
  const title = t(`De route staat op: ${route.stateTitle}`, `The route is at: ${route.stateTitle}`);
  return (
    <>
      <div class="drawing" ref={frame} role="region" tabIndex={0} aria-label={t('Tekening van de route; te verschuiven', 'Drawing of the route; can be scrolled')}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
          <defs>
            <marker id="pijl" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" class="arrow" /></marker>
          </defs>
          {ways.map((way) => (
            <path key={way.key} d={way.path} class={`way ${way.gone ? 'way--gone' : ''}`} marker-end="url(#pijl)"><title>{way.labels.join('\n')}</title></path>
          ))}
          {nodes.map((node) => <State key={node.id} node={node} now={node.id === current} been={visited.includes(node.id)} />)}
        </svg>
      </div>
      <p class="legend">
        <span class="key key--now" />{t('hier is de cliënt nu', 'where the client is now')}
        <span class="key key--been" />{t('hier is hij geweest', 'where he has been')}
        <span class="key" />{t('kan hierna', 'can come next')}
        <Button kind="subtle" onClick={() => setWhole(!whole)}>{whole ? t('Toon alleen de weg', 'Show the way only') : t('Toon de hele definitie', 'Show the whole definition')}</Button>
      </p>
    </>
  );
}

function State({ node, now, been }: { node: Placed; now: boolean; been: boolean }) {
  const top = node.y - ((node.lines.length - 1) * 18) / 2 + 5;
  return (
    <g class={`state ${now ? 'state--now' : been ? 'state--been' : ''}`}>
      <title>{[node.title, ...node.notes].join('\n')}</title>
      <rect x={node.x - node.width / 2} y={node.y - node.height / 2} width={node.width} height={node.height} rx={node.final ? node.height / 2 : 8} />
      {node.lines.map((line, at) => <text key={at} x={node.x} y={top + at * 18} text-anchor="middle">{line}</text>)}
    </g>
  );
}
