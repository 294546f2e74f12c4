import { cpus, totalmem } from 'node:os';
import { runCommand } from '../processes/run-command.ts';
import { repositoryDir } from '../repository.ts';

/** When, of what and on what something was measured, as it is kept beside the figures. */
export async function measuredOn() {
  const args = ['-C', repositoryDir, 'rev-parse', '--short', 'HEAD'];
  const { output } = await runCommand('git', args, { timeoutMs: 5_000 });
  const cores = cpus().length;
  return {
    on: new Date().toISOString().slice(0, 10),
    commit: output.trim(),
    cores,
    node: process.version,
    machine: `${cores} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  };
}
