/** Whether this process serves real people. */
export function isProduction(env: Record<string, string | undefined> = process.env): boolean {
  return env['NODE_ENV'] === 'production';
}
