import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openInspector } from './inspector-calls.ts';

type Sent = { id: number; method: string };

/** A link whose other end is the test. */
class FakeSocket extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  readonly sent: Sent[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }
  close(): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event('close'));
  }
  open(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }
  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
  hear(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
}

const WITHIN_MS = 10_000;

function link() {
  const socket = new FakeSocket();
  return { socket, opened: openInspector(socket as unknown as WebSocket, WITHIN_MS) };
}

async function openLink() {
  const { socket, opened } = link();
  socket.open();
  return { socket, ...(await opened) };
}

function stopClock(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

describe('calls of the inspector', () => {
  it('have each its own reply, in whatever order and between whatever events', async () => {
    const { socket, call } = await openLink();
    const calls = [call('Profiler.enable'), call('Profiler.start')];
    socket.hear({ method: 'Profiler.consoleProfileStarted' });
    socket.hear({ id: 2, result: 'second' });
    socket.hear({ id: 1, result: 'first' });
    expect(await Promise.all(calls)).toEqual(['first', 'second']);
    expect(socket.sent.map(({ method }) => method)).toEqual(['Profiler.enable', 'Profiler.start']);
  });

  it('fail with what the inspector says', async () => {
    const { socket, call } = await openLink();
    const answered = call('Profiler.stop');
    socket.hear({ id: 1, error: { code: -32000, message: 'No recording profiles found' } });
    await expect(answered).rejects.toThrow(
      'Profiler.stop: the inspector says No recording profiles found.',
    );
  });

  it.each(['close', 'fail'] as const)('fail all with the link: %s', async (end) => {
    const { socket, call } = await openLink();
    const results = Promise.allSettled([call('Profiler.enable'), call('Profiler.start')]);
    socket[end]();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('fail at once where the link has gone', async () => {
    const { socket, call } = await openLink();
    socket.close();
    await expect(call('Profiler.stop')).rejects.toThrow('Profiler.stop: the inspector hung up.');
  });

  it('fail when they are left', async () => {
    const { call, close } = await openLink();
    const answered = call('Profiler.stop');
    close();
    await expect(answered).rejects.toThrow('the inspector was left.');
  });

  it('fail when nothing is heard for too long', async () => {
    stopClock();
    const { call } = await openLink();
    await Promise.all([
      expect(call('Profiler.stop')).rejects.toThrow(
        'Profiler.stop: the inspector did not answer within 10 s.',
      ),
      vi.advanceTimersByTimeAsync(WITHIN_MS),
    ]);
  });
});

describe('the link to the inspector', () => {
  it('is refused where nobody answers, and left', async () => {
    stopClock();
    const { socket, opened } = link();
    await Promise.all([
      expect(opened).rejects.toThrow('Connecting: the inspector did not answer'),
      vi.advanceTimersByTimeAsync(WITHIN_MS),
    ]);
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });

  it('is refused where nobody listens', async () => {
    const { socket, opened } = link();
    socket.fail();
    await expect(opened).rejects.toThrow('Connecting: the inspector cannot be reached.');
  });
});
