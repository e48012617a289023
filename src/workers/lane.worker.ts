import { serveLanes } from '../engine/executors/parallel/lane-server.ts';
import { holdLock } from '../engine/lock.ts';
import type { Port } from '../protocol/server.ts';

/** Trains lanes of a race for the training worker, which starts and ends it. */
serveLanes(globalThis as unknown as Port, holdLock());
