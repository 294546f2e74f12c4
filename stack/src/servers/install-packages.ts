import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import { runCommand } from '../processes/run-command.ts';
import { StartFailure } from '../start-failure.ts';
import { findProgram } from './find-program.ts';

const POLICY_FILE = '/usr/sbin/policy-rc.d';
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** Whether packages can be installed without asking anybody: root on Debian, Ubuntu or a relative of theirs. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && isDebianLike() && findProgram('apt-get') !== undefined;
}

export async function installPackages(packages: readonly string[], log: Log): Promise<void> {
  log(`Installing ${packages.join(', ')} (apt-get) …`);
  await withoutServiceStart(async () => {
    const first = await apt('install', ...packages);
    if (first.ok) {
      return;
    }
    // A fresh image has no package lists, and old lists name files that are gone.
    await apt('update');
    const second = await apt('install', ...packages);
    if (!second.ok) {
      throw new StartFailure(`apt-get could not install ${packages.join(' ')}:\n${second.output}`);
    }
  });
}

function apt(verb: 'install' | 'update', ...packages: readonly string[]) {
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  return runCommand('apt-get', [verb, ...options, ...packages], {
    timeoutMs: INSTALL_TIMEOUT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Debian starts a server that it installs, on its usual port; ours are private, so the policy says no meanwhile. */
async function withoutServiceStart(install: () => Promise<void>): Promise<void> {
  if (existsSync(POLICY_FILE)) {
    return install();
  }
  writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(POLICY_FILE, { force: true });
  }
}

function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    // No such file on macOS and BSD.
    return false;
  }
}
