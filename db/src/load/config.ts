/** Undefined when it is missing or no URL. */
export function readDatabaseUrl(
  env: Record<string, string | undefined> = process.env,
): string | undefined {
  const url = env['DATABASE_URL'];
  return url !== undefined && URL.canParse(url) ? url : undefined;
}
