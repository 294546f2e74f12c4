import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryDir } from '../repository.ts';
import { readFigures, readPrices } from './read-figures.ts';
import { scalingPage } from './scaling-page.ts';

/** Computes docs/scaling.md from the kept figures. */
export function writeScalingPage(): string {
  const file = join(repositoryDir, 'docs', 'scaling.md');
  writeFileSync(file, currentScalingPage());
  return file;
}

export function currentScalingPage(): string {
  const docsDir = join(repositoryDir, 'docs');
  return scalingPage(readFigures(join(docsDir, 'results')), readPrices(docsDir));
}
