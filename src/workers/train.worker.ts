import { laneWorkersHere } from '../engine/lane-workers.ts';
import { Session } from '../engine/session.ts';
import type { Port } from '../protocol/server.ts';
import { serve } from '../protocol/server.ts';

const laneWorkers = laneWorkersHere(
  () => new Worker(new URL('./lane.worker.ts', import.meta.url), { type: 'module' }),
);

serve(globalThis as unknown as Port, (outbox) => new Session({ outbox, laneWorkers }));
