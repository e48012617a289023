import { useLayoutEffect, useRef } from 'react';
import type { Shape } from '../../core/shape.ts';
import { rgbaOf } from './pixels.ts';
import classes from './Thumbnail.module.css';

interface Props {
  /** Images of one class, one after the other, u8 HWC. */
  readonly images: Uint8Array;
  readonly shape: Shape;
  readonly index: number;
  /** What it shows; an empty name where the text beside it says so. */
  readonly name: string;
}

/** An image of the dataset as it is, pixel for pixel. */
export function Thumbnail({ images, shape, index, name }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height = 1, width = 1] = shape;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(rgbaOf(images, shape, index), width, height), 0, 0);
  }, [images, shape, index, width, height]);
  return (
    <canvas
      ref={canvas}
      className={classes.image}
      width={width}
      height={height}
      role={name === '' ? undefined : 'img'}
      aria-label={name === '' ? undefined : name}
      aria-hidden={name === ''}
    />
  );
}
