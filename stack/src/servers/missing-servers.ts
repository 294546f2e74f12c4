import type { ServiceName } from './docker-services.ts';

const names: Record<ServiceName, string> = {
  database: 'MariaDB or MySQL (mariadbd or mysqld)',
  redis: 'Redis (redis-server)',
};
const aptPackages: Record<ServiceName, string> = {
  database: 'mariadb-server-core mariadb-client-core',
  redis: 'redis-server',
};
const brewFormulas: Record<ServiceName, string> = { database: 'mariadb', redis: 'redis' };
const variables: Record<ServiceName, string> = { database: 'DATABASE_URL', redis: 'REDIS_URL' };

/** What a person reads on a machine that has none of the ways to a server, with the command for each way. */
export function missingServers(missing: readonly ServiceName[]): string {
  const list = (of: Record<ServiceName, string>, by = ' ') =>
    missing.map((one) => of[one]).join(by);
  return [
    `This machine has no ${list(names, ' and no ')}, and no Docker engine answers. Any one of these helps:`,
    `  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list(aptPackages)}`,
    `  macOS:           brew install ${list(brewFormulas)}`,
    `  Docker:          start Docker; the services of docker-compose.yml are then used`,
    `  servers of yours: set ${list(variables, ' and ')}`,
  ].join('\n');
}
