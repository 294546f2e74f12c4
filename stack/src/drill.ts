import { runDrill } from './drills/run-drill.ts';

const write = (stream: NodeJS.WriteStream) => (text: string) => {
  stream.write(`${text}\n`);
};

try {
  process.exitCode = await runDrill(process.argv.slice(2), {
    print: write(process.stdout),
    note: write(process.stderr),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
