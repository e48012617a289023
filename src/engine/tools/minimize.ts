import { DownhillError } from '../../core/errors.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import { planOf } from '../../experiment/lane-update.ts';
import type { MinimizeSpec } from '../../experiment/minimize.ts';
import { functionOf, laneOf } from '../../experiment/minimize.ts';
import type { Plan } from '../../optim/plan.ts';
import { hostScalarsIn } from '../../optim/plan.ts';
import { Reference } from '../../optim/reference.ts';
import type { MinimizeResult } from '../../protocol/run-reports.ts';
import type { Device } from '../device/backend.ts';
import { GpuUpdate } from '../executors/webgpu/gpu-update.ts';

/** One parameter under an optimizer: takes a step on its gradient and says where it is then. */
interface Walker {
  step(gradient: readonly number[], hostScalars: Float64Array, loss: number): Promise<ArrayLike<number>>;
  dispose(): void;
}

/**
 * Takes an optimizer down a function of few numbers: on the CPU by the float64 reference, on the GPU by the kernels in
 * float32. Values and gradients are the host's, in float64, at the point the last step left.
 * @throws DownhillError code `device` where it is to be on the GPU and `device` has no WebGPU, or fails
 */
export function minimize(problem: MinimizeSpec, device: Device | null): Promise<MinimizeResult> {
  const work = () => walk(problem, device);
  return problem.on === 'gpu' && device ? device.deviceErrors.guard(work) : work();
}

async function walk(problem: MinimizeSpec, device: Device | null): Promise<MinimizeResult> {
  const { steps, start, fn } = problem;
  const lane = laneOf(problem);
  const plan = planOf(lane);
  const timeline = new HyperparamTimeline(lane, steps);
  const { value, gradient } = functionOf(fn);
  const walker = problem.on === 'cpu' ? walkOnCpu(problem, plan) : await walkOnGpu(problem, plan, device);
  const params = [[...start]];
  const loss = [value(start)];
  try {
    for (let t = 0; t < steps; t++) {
      const hostScalars = hostScalarsIn(plan, timeline.at(t));
      const theta = await walker.step(gradient(params[t] ?? []), hostScalars, loss[t] ?? Number.NaN);
      params.push(Array.from(theta));
      loss.push(value(theta));
    }
  } finally {
    walker.dispose();
  }
  return { params, loss };
}

const parametersOf = ({ shape, start }: MinimizeSpec) => [{ name: 'x', shape, values: start }];

function walkOnCpu(problem: MinimizeSpec, plan: Plan): Walker {
  const reference = new Reference(plan, parametersOf(problem));
  return {
    step: async (gradient, hostScalars, loss) => {
      reference.step([gradient], hostScalars, loss);
      return reference.theta[0] ?? [];
    },
    dispose: () => undefined,
  };
}

async function walkOnGpu(problem: MinimizeSpec, plan: Plan, device: Device | null): Promise<Walker> {
  if (!device?.gpu) throw withoutGpu(device);
  const update = await GpuUpdate.build({
    device: device.gpu,
    adapterClass: device.report.software ? 'software' : 'gpu',
    name: problem.optimizer.id,
    plan,
    parameters: parametersOf(problem),
  });
  return {
    step: async (gradient, hostScalars, loss) =>
      (await update.step([gradient], hostScalars, loss)).theta[0] ?? [],
    dispose: () => update.dispose(),
  };
}

function withoutGpu(device: Device | null): DownhillError {
  const { backend = 'cpu' } = device?.report ?? {};
  return new DownhillError({ code: 'device', path: 'on', fact: { id: 'needsWebGpu', params: { backend } } });
}
