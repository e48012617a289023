import type { Shape } from '../core/shape.ts';
import type { Layer } from './layer.ts';

/** Layers in the making: each is put behind the last one, or behind an earlier one by its name. */
export class Network {
  readonly layers: Layer[] = [];
  readonly #shapes: Map<string, Shape>;

  /** `input`: the shape of an image. */
  constructor(input: Shape) {
    this.#shapes = new Map([['input', input]]);
  }

  /** The name of the last layer; `input` before the first. */
  get last(): string {
    return this.layers.at(-1)?.name ?? 'input';
  }

  get shape(): Shape {
    return this.shapeOf(this.last);
  }

  /** @throws RangeError where there is no such layer */
  shapeOf(name: string): Shape {
    const shape = this.#shapes.get(name);
    if (!shape) throw new RangeError(`model: no layer ${name}`);
    return shape;
  }

  /** Appends the layer that is made from the shape of its input. @throws RangeError where its name is taken */
  append(make: (input: Shape) => Layer, from = this.last): this {
    const layer = make(this.shapeOf(from));
    if (this.#shapes.has(layer.name)) throw new RangeError(`model: two layers are called ${layer.name}`);
    this.layers.push(from === this.last ? layer : { ...layer, inputs: [from] });
    this.#shapes.set(layer.name, layer.outputShape);
    return this;
  }
}
