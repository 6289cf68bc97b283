import type { Gap } from '../backend.ts';
import { withoutRepeats } from '../withoutRepeats.ts';
import { simplify } from '../../graph/simplify.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { gradientGroups, isCut } from './gradientGroup.ts';
import { kernelNames, scanKernelNames } from './kernelNames.ts';
import type { Runtime } from './runtime.ts';

type Lacks = (kernels: readonly string[] | undefined) => string | undefined;

/** The operations of a graph that the device lacks a kernel for, or that tf.js's tape cannot differentiate; each once a layer. */
export function gapsOf({ tf, device, engineName }: Runtime, graph: Graph): readonly Gap[] {
  const present = new Set(tf.getKernelsForBackend(engineName).map(({ kernelName }) => kernelName));
  const lacks: Lacks = kernels => {
    if (kernels === undefined) return 'tf.js has no derivative of it';
    const missing = kernels.filter(kernel => !present.has(kernel));
    return missing.length === 0 ? undefined : `tf.js's device ${device} has no kernel ${missing.join(', ')}`;
  };
  return withoutRepeats(gapsIn(simplify(graph), lacks));
}

/** The body of a scan under a tape is `differentiated`, each node of it. */
function gapsIn({ nodes }: Graph, lacks: Lacks, differentiated = false): readonly Gap[] {
  const taped = new Set(gradientGroups(nodes).flatMap(group => group.taped));
  return nodes.flatMap((node, id): readonly Gap[] => {
    if (node.op === 'surrogate') return [node.attributes.forward, node.attributes.backward].flatMap(inner => gapsIn(simplify(inner), lacks));
    const followed = differentiated || taped.has(id);
    const reason = forwardGap(node, lacks) ?? (followed ? derivativeGap(node, lacks) : undefined);
    const own = reason === undefined ? [] : [{ operation: node.op, path: node.path, reason }];
    return node.op === 'scan' ? [...own, ...gapsIn(simplify(node.attributes.body, true), lacks, followed && !isCut(node))] : own;
  });
}

function forwardGap({ op }: GraphNode, lacks: Lacks): string | undefined {
  if (op === 'scan') return lacks(scanKernelNames.forward);
  return op === 'input' || op === 'constant' || op === 'gradient' || op === 'surrogate' ? undefined : lacks(kernelNames[op].forward);
}

function derivativeGap(node: GraphNode, lacks: Lacks): string | undefined {
  if (node.op === 'gradient') return 'this backend takes no derivative of a derivative';
  if (isCut(node) || node.op === 'input' || node.op === 'constant' || node.op === 'surrogate') return undefined;
  if (node.op === 'scan') return lacks(scanKernelNames.derivative);
  return lacks(kernelNames[node.op].derivative);
}
