import { describe, expect, it } from 'vitest';
import { missingServers } from './missing-servers.ts';

describe('missingServers', () => {
  it('names only what is missing, with a command for each way', () => {
    const message = missingServers(['redis']);

    expect(message).toMatch(/no Redis/);
    expect(message).not.toMatch(/MariaDB/);
    expect(message).toMatch(/apt-get install .* redis-server$/m);
    expect(message).toMatch(/brew install redis$/m);
    expect(message).toMatch(/Docker: .*docker-compose\.yml/);
    expect(message).toMatch(/set REDIS_URL$/m);
  });
});
