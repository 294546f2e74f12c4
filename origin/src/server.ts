import { readConfig } from './config.ts';
import { startOrigin } from './start-origin.ts';

try {
  await startOrigin(readConfig());
} catch (error) {
  // Nothing runs yet that could log: one plain message, and the process ends.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
