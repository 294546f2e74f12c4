import type { OperatorClient } from './operator-client.ts';
import type { RoomOptions } from './room-options.ts';

export type RoomCommand = (
  client: OperatorClient,
  options: RoomOptions,
  print: (text: string) => void,
) => Promise<void>;
