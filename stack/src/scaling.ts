import { writeScalingPage } from './scaling/write-scaling-page.ts';

process.stdout.write(`${writeScalingPage()}\n`);
