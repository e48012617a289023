import { useEffect, useMemo, useState } from 'react';
import { workerLimits } from '../../compiler/limits.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import type { TrainingDevice, TrainingMemory } from '../../store/training-memory.ts';
import { roomyDevice, trainingMemory } from '../../store/training-memory.ts';

const maxRemembered = 16;
const remembered = new Map<string, TrainingMemory>();

/** What of an experiment, and of where it trains, decides how much memory it takes. */
const keyOf = (spec: ExperimentSpec, device: TrainingDevice): string => {
  const { model, data, lanes, race, seeds, training } = spec;
  const updates = lanes.map(({ optimizer, clip, guard }) => ({ ...optimizer, lr: 0, clip, guard }));
  const hasEnd = training.steps !== null || training.epochs !== null;
  return JSON.stringify([device, model, data, updates, race.mode, race.grid, seeds > 1, hasEnd]);
};

/**
 * The memory that an experiment takes, worked out once the page has been drawn, since that lowers the whole network. Until
 * then that of the experiment before; null without one. `fits`: whether the network takes the images.
 */
export function useTrainingMemory(spec: ExperimentSpec, fits: boolean): TrainingMemory | null {
  const adapter = useApp((state) => state.adapter);
  const bufferLimits = useApp((state) => state.bufferLimits);
  const [latest, setLatest] = useState<TrainingMemory | null>(null);
  const isSoftware = adapter?.software ?? false;
  const isWasm = adapter?.backend === 'wasm';
  const device = useMemo(
    (): TrainingDevice => ({
      workers: isWasm ? workerLimits(navigator) : null,
      adapterClass: isSoftware ? 'software' : 'gpu',
      limits: bufferLimits ?? roomyDevice.limits,
    }),
    [isWasm, isSoftware, bufferLimits],
  );
  const key = keyOf(spec, device);
  const cached = remembered.get(key);
  useEffect(() => {
    if (!fits || cached) return undefined;
    const timer = setTimeout(() => {
      const memory = trainingMemory(spec, device);
      for (const oldest of remembered.keys()) if (remembered.size >= maxRemembered) remembered.delete(oldest);
      remembered.set(key, memory);
      setLatest(memory);
    });
    return () => clearTimeout(timer);
  }, [fits, cached, key, spec, device]);
  if (!fits) return null;
  return cached ?? latest;
}
