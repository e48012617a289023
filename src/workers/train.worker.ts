import { readOverHttp } from '../data/http-reader.ts';
import { Session } from '../engine/session.ts';
import { type Port, serve } from '../protocol/server.ts';

serve(globalThis as unknown as Port, (emit, onMetrics) => new Session({ readBytes: readOverHttp, emit, onMetrics }));
