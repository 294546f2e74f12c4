import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe finds on the page as it stands, all of its rules asked; `where` says of what it was, as in `ja, dark`. */
export async function axeViolations(page: Page, where: string): Promise<string[]> {
  // Once a document: it stays until the next navigation.
  await page.evaluate(`void (window.axe ?? (() => { ${AXE} })())`);
  // What passes is judged as well, but neither gathered nor sent: on these pages that took longer than judging.
  const violations = await page.evaluate<AxeResults['violations']>(
    "axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)",
  );
  return violations.map(
    ({ id, nodes }) => `${id} (${where}): ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
