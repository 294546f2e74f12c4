import { existsSync } from 'node:fs';
import type { Log } from '../log.ts';
import { findProgram } from '../servers/find-program.ts';
import { canInstallPackages, installPackages } from '../servers/install-packages.ts';
import { StartFailure } from '../start-failure.ts';

/** Without a sandbox, which root does not get, and without talking to anybody but the shop. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of a Chromium for playwright-core, which brings none: given, installed, or installed now. */
export async function provideChromium(log: Log): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined) {
    return existing(given);
  }
  const installed = findProgram(...NAMES);
  if (installed !== undefined) {
    return installed;
  }
  if (canInstallPackages()) {
    // Fonts of its own recommendation are left out; Korean pages need some.
    await installPackages(['chromium', 'fonts-noto-cjk'], log);
  }
  const found = findProgram(...NAMES);
  if (found === undefined) {
    throw new StartFailure(MISSING_CHROMIUM);
  }
  return found;
}

function existing(path: string): string {
  if (!existsSync(path)) {
    throw new StartFailure(`CHROMIUM_PATH names ${path}, which does not exist.`);
  }
  return path;
}

const MISSING_CHROMIUM = [
  'The browser test needs Chromium. Any one of these helps:',
  '  Debian:  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium',
  '  Ubuntu:  sudo snap install chromium',
  '  macOS:   brew install --cask google-chrome, then CHROMIUM_PATH="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"',
  '  else:    set CHROMIUM_PATH to the browser you have',
].join('\n');
