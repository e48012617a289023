import { Session } from '../engine/session.ts';
import type { Port } from '../protocol/server.ts';
import { serve } from '../protocol/server.ts';

serve(
  globalThis as unknown as Port,
  (emit, onMetrics, announce) => new Session({ emit, onMetrics, announce }),
);
