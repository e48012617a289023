import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';

/** A tensor of the graph: the node that makes it, and its shape without the batch. */
export interface GraphTensor {
  readonly name: string;
  readonly shape: Shape;
}

interface Attribute {
  readonly type?: string;
  readonly s?: string;
  readonly i?: string;
  readonly f?: number;
  readonly b?: boolean;
  readonly list?: { readonly i: readonly string[] };
  readonly shape?: { readonly dim: readonly { readonly size: string }[] };
  readonly tensor?: object;
}

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

export interface GraphWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: 'float32' | 'int32';
  readonly values: Float32Array | Int32Array;
}

export const text = (value: string): Attribute => ({ s: btoa(value) });
export const number = (value: number): Attribute => ({ f: value });
export const flag = (value: boolean): Attribute => ({ b: value });
export const count = (value: number): Attribute => ({ i: String(value) });
export const list = (values: readonly number[]): Attribute => ({ list: { i: values.map(String) } });
const float: Attribute = { type: 'DT_FLOAT' };
const whole: Attribute = { type: 'DT_INT32' };
const dims = (shape: Shape) => ({ dim: shape.map((size) => ({ size: String(size) })) });

/** Nodes of a TensorFlow graph in the making, with the constants that go into the file of weights. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly weights: GraphWeight[] = [];
  readonly #names = new Set<string>();
  /** What the nodes made next are called after. */
  scope = '';

  placeholder(name: string, shape: Shape): GraphTensor {
    this.#push({ name, op: 'Placeholder', attr: { dtype: float, shape: { shape: dims([-1, ...shape]) } } });
    return { name, shape };
  }

  /** A weight under its own name; its shape has no batch. */
  weight(name: string, shape: Shape, values: Float32Array): GraphTensor {
    this.#constant({ name, shape, dtype: 'float32', values });
    return { name, shape };
  }

  /** A number for all, as a constant of its own. */
  scalar(value: number): GraphTensor {
    const name = this.#free(`${this.scope}/number`);
    this.#constant({ name, shape: [], dtype: 'float32', values: Float32Array.of(value) });
    return { name, shape: [] };
  }

  /** Whole numbers that shape an operation: axes, sizes. */
  wholes(values: readonly number[]): GraphTensor {
    const name = this.#free(`${this.scope}/whole`);
    this.#constant({ name, shape: [values.length], dtype: 'int32', values: Int32Array.from(values) });
    return { name, shape: [values.length] };
  }

  /** An operation on tensors; `shape` is what it makes, without the batch. */
  add(
    op: string,
    inputs: readonly GraphTensor[],
    shape: Shape,
    attr: GraphNode['attr'] = {},
    name = this.#free(`${this.scope}/${op}`),
  ): GraphTensor {
    this.#push({ name, op, input: inputs.map((tensor) => tensor.name), attr: { T: float, ...attr } });
    return { name, shape };
  }

  reshape(x: GraphTensor, shape: Shape): GraphTensor {
    return this.add('Reshape', [x, this.wholes([-1, ...shape])], shape, { Tshape: whole });
  }

  transpose(x: GraphTensor, order: readonly number[], shape: Shape): GraphTensor {
    return this.add('Transpose', [x, this.wholes(order)], shape, { Tperm: whole });
  }

  #constant(weight: GraphWeight): void {
    if (weight.values.length !== sizeOf(weight.shape)) throw new RangeError(`${weight.name}: wrong size`);
    const dtype = weight.dtype === 'float32' ? float : whole;
    const tensor = { dtype: dtype.type, tensorShape: dims(weight.shape) };
    this.weights.push(weight);
    this.#push({ name: weight.name, op: 'Const', attr: { dtype, value: { tensor } } });
  }

  #push(node: GraphNode): void {
    if (this.#names.has(node.name)) throw new RangeError(`graph: two nodes are called ${node.name}`);
    this.#names.add(node.name);
    this.nodes.push(node);
  }

  #free(base: string): string {
    let name = base;
    for (let i = 2; this.#names.has(name); i++) name = `${base}_${i}`;
    return name;
  }
}
