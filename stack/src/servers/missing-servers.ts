import type { ServiceName } from './docker-services.ts';

const NAMES: Record<ServiceName, string> = {
  database: 'MariaDB or MySQL (mariadbd or mysqld)',
  redis: 'Redis (redis-server)',
};
const APT_PACKAGES: Record<ServiceName, string> = {
  database: 'mariadb-server-core mariadb-client-core',
  redis: 'redis-server',
};
const BREW_FORMULAS: Record<ServiceName, string> = { database: 'mariadb', redis: 'redis' };
const VARIABLES: Record<ServiceName, string> = { database: 'DATABASE_URL', redis: 'REDIS_URL' };

/** What a person reads on a machine that has none of the ways to a server, with the command for each way. */
export function missingServers(missing: readonly ServiceName[]): string {
  const list = (of: Record<ServiceName, string>, by = ' ') =>
    missing.map((one) => of[one]).join(by);
  return [
    `This machine has no ${list(NAMES, ' and no ')}, and no Docker engine answers. Any one of these helps:`,
    `  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list(APT_PACKAGES)}`,
    `  macOS:           brew install ${list(BREW_FORMULAS)}`,
    `  Docker:          start Docker; the services of docker-compose.yml are then used`,
    `  servers of yours: set ${list(VARIABLES, ' and ')}`,
  ].join('\n');
}
