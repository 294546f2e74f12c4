import type { Command, Redis } from 'ioredis';
import { createAnswerWatch, type Patience } from './answer-watch.ts';

/**
 * Commands of one turn of the event loop leave in one write, when the turn ends: under load, a system call for each
 * costs an origin more than anything else that it does for a request. One that is not answered in time is rejected.
 */
export function sendTogether(redis: Redis, patience: Patience): void {
  const send = redis.sendCommand.bind(redis);
  const watch = createAnswerWatch(patience);
  let turn: Command[] | undefined;

  redis.sendCommand = (command, stream) => {
    turn ??= beginTurn();
    turn.push(command);
    return send(command, stream);
  };

  function beginTurn(): Command[] {
    const commands: Command[] = [];
    // While a connection is made its driver sends by itself.
    const socket = redis.status === 'ready' ? redis.stream : undefined;
    socket?.cork();
    setImmediate(() => {
      turn = undefined;
      // Of a connection that was lost meanwhile nothing is sent, as without this.
      socket?.uncork();
      watch(commands);
    });
    return commands;
  }
}
