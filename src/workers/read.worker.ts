import { answerReads } from '../engine/reading.ts';

/** Reads one thing and is ended by the page: what is large or hostile costs no frame of it. */
answerReads(globalThis as unknown as Parameters<typeof answerReads>[0]);
