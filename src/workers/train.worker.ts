import { Session } from '../engine/session.ts';
import type { Port } from '../protocol/server.ts';
import { serve } from '../protocol/server.ts';

serve(globalThis as unknown as Port, (outbox) => new Session({ outbox }));
