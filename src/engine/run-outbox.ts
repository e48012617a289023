import type { Emit } from '../protocol/messages.ts';
import type { Outbox } from '../protocol/outbox.ts';

/**
 * The same outbox for as long as `isOpen`: of a run that was replaced nothing is told any more. Work is announced all the
 * same, for the thread is busy with it.
 */
export function openWhile(outbox: Outbox, isOpen: () => boolean): Outbox {
  const whileOpen =
    <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      if (isOpen()) act(...args);
    };
  return {
    announce: outbox.announce,
    emit: whileOpen(outbox.emit) as Emit,
    addStep: whileOpen(outbox.addStep),
    addLayerStatistics: whileOpen(outbox.addLayerStatistics),
    release: whileOpen(outbox.release),
    beginRound: whileOpen(outbox.beginRound),
  };
}
