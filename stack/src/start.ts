import { createShutdown, type Shutdown } from './processes/shutdown.ts';
import { runStack } from './run-stack.ts';
import { StartFailure } from './start-failure.ts';
import { HELP, readStartOptions } from './start-options.ts';
import { startSummary } from './start-summary.ts';

/** Ctrl-C reaches us twice under npm, from the terminal and from npm; a person's second one comes later. */
const SECOND_SIGNAL_AFTER_MS = 1000;
const PARENT_CHECK_MS = 500;

async function main(): Promise<void> {
  const shutdown = createShutdown();
  stopOnSignals(shutdown);
  try {
    const options = readStartOptions(process.argv.slice(2));
    if (options === 'help') {
      print(HELP);
      return;
    }
    const stack = await runStack(options, { log: progress, shutdown });
    print(startSummary(stack, options, performance.now()));
  } catch (error) {
    if (shutdown.hasBegun()) {
      // Stopped while starting: parts that miss each other now are no failure.
      return;
    }
    await shutdown.run().catch((failure: unknown) => explain('Stopping failed.', failure));
    explain('Frontrow did not start.', error);
    process.exit(1);
  }
}

function stopOnSignals(shutdown: Shutdown): void {
  let firstAt: number | undefined;
  const stop = (): void => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > SECOND_SIGNAL_AFTER_MS) {
        // Children that still run are killed as this process exits.
        process.exit(130);
      }
      return;
    }
    firstAt = performance.now();
    progress('Stopping edge, origins and servers … (Ctrl-C again forces it)');
    shutdown.run().then(
      () => process.exit(0),
      (error: unknown) => {
        explain('Stopping failed.', error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, stop);
  }
  stopWithNpm(stop);
}

/** npm killed outright forwards no signal: that its child has another parent is all there is to see. */
function stopWithNpm(stop: () => void): void {
  const npm = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) {
    return;
  }
  const watch = setInterval(() => {
    if (process.ppid !== npm) {
      clearInterval(watch);
      stop();
    }
  }, PARENT_CHECK_MS);
  watch.unref();
}

function progress(line: string): void {
  print(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A failure that a person can mend is its message; anything else is a bug and shows its stack. */
function explain(what: string, error: unknown): void {
  const text =
    error instanceof StartFailure ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`\n${what}\n${text}\n`);
}

// Nobody reads any more (`npm start | head`): the shop goes on, and still stops in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

await main();
