/** A preset before its spec is filled in and checked. */
export interface PresetDeclaration {
  /** Also what its experiment is called: the page finds name and lesson by it. */
  readonly id: string;
  /** Other ids it is known by: that of its network, say. */
  readonly aliases?: readonly string[];
  /** The preset that shows the same where only a CPU does the work. */
  readonly narrow?: string;
  readonly spec: Record<string, unknown>;
}

export const fashion = { id: 'fashion-mnist', batchSize: 64 };
export const wide = { id: 'cnn', filters: [16, 32] };
export const training = {
  steps: 2000,
  evalEvery: 50,
  target: { metric: 'validationAccuracy', value: 0.88 },
};

export const cosine = { lrSchedule: { id: 'cosine' } };

/** Lanes with one learning rate along a cosine. */
export const lanesAt = (lr: number, ...ids: readonly string[]) =>
  ids.map((id) => ({ optimizer: { id, lr }, ...cosine }));
