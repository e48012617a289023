import type { Shape } from '../../core/shape.ts';
import type { Layer } from '../layer.ts';
import type { NamedValues } from '../model.ts';
import { forward } from '../model.ts';
import { Graph } from './graph.ts';
import { graphOps } from './graph-ops.ts';

export interface GraphModelOptions {
  readonly layers: readonly Layer[];
  /** Of an image. */
  readonly input: Shape;
  readonly weights: readonly NamedValues[];
  readonly state: readonly NamedValues[];
  /** Kept in the file for whoever reads it: classes, how pixels are scaled. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What the file of the values is called; the JSON names it. */
  readonly binName?: string;
}

/** The two files of a TensorFlow.js graph model. */
export interface GraphModelFiles {
  readonly json: string;
  /** The file that the JSON names: values one after the other, little-endian. */
  readonly bin: Uint8Array<ArrayBuffer>;
}

/**
 * The trained network as a graph model that stock TensorFlow.js loads with `loadGraphModel`: input `pictures`
 * [batch, height, width, channels], scaled as in training, output `logits` [batch, classes]. Dropout is left out and
 * batch norm takes its running statistics, as in evaluation.
 */
export function graphModel({
  layers,
  input,
  weights,
  state,
  metadata,
  binName = 'weights.bin',
}: GraphModelOptions): GraphModelFiles {
  const graph = new Graph();
  const images = graph.placeholder('pictures', input);
  const constant = ({ name, shape, values }: NamedValues) => graph.weight(name, shape, values);
  const last = forward(layers, graphOps(graph), images, weights.map(constant), state.map(constant), {
    enter: (layer) => {
      graph.scope = layer.name;
    },
  });
  const output = last.name === 'logits' ? last : graph.add('Identity', [last], last.shape, {}, 'logits');
  const bin = new Uint8Array(graph.weights.reduce((bytes, { values }) => bytes + 4 * values.length, 0));
  const view = new DataView(bin.buffer);
  let at = 0;
  for (const { values, dtype } of graph.weights) {
    for (const value of values) {
      if (dtype === 'float32') view.setFloat32(at, value, true);
      else view.setInt32(at, value, true);
      at += 4;
    }
  }
  const described = (name: string, shape: Shape) => ({
    [name]: {
      name: `${name}:0`,
      dtype: 'DT_FLOAT',
      tensorShape: { dim: [-1, ...shape].map((size) => ({ size: String(size) })) },
    },
  });
  const json = JSON.stringify({
    format: 'graph-model',
    generatedBy: 'Downhill',
    convertedBy: null,
    signature: {
      inputs: described('pictures', input),
      outputs: described('logits', output.shape),
    },
    userDefinedMetadata: metadata,
    modelTopology: { node: graph.nodes, library: {}, versions: { producer: 1087 } },
    weightsManifest: [
      { paths: [binName], weights: graph.weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) },
    ],
  });
  return { json, bin };
}
