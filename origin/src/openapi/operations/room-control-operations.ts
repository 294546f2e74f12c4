import { roomControlView } from '@frontrow/protocol';
import type { Operation } from '../operation.ts';

export const roomControlOperations: Operation[] = [
  {
    id: 'getRoomControl',
    method: 'get',
    path: '/api/admin/rooms/{room}/control',
    summary: 'What the controller of a room sees, does, and why',
    tag: 'Operators',
    needsLogin: 'operator',
    replies: { 200: { description: 'Found.', schema: roomControlView } },
    problems: ['not_found', 'invalid_input', 'room_unavailable'],
  },
];
