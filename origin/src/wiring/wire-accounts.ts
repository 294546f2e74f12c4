import { accountRoutes, operatorLoginRoutes, ownLoginRoutes } from '../accounts/account-routes.ts';
import { createAuthenticate } from '../accounts/authenticate.ts';
import { createLogIn } from '../accounts/log-in.ts';
import { createLoginAttempts } from '../accounts/login-attempts.ts';
import { createLogins } from '../accounts/logins.ts';
import { createPasswords } from '../accounts/passwords.ts';
import { createPruneLogins } from '../accounts/prune-logins.ts';
import { createSignUp } from '../accounts/sign-up.ts';
import type { Job } from '../schedulers/schedulers.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<
  Connections,
  'knex' | 'cacheRedis' | 'redisKeyPrefix' | 'publicUrl' | 'demoAccounts'
>;

export function wireAccounts(deps: Deps) {
  const { knex, cacheRedis, redisKeyPrefix, publicUrl, demoAccounts } = deps;
  const logins = createLogins({ knex });
  const passwords = createPasswords();
  const attempts = createLoginAttempts({ redis: cacheRedis, keyPrefix: redisKeyPrefix });
  const logIn = createLogIn({ knex, logins, passwords, attempts, demoAccounts });
  const authenticate = createAuthenticate({ logins, publicUrl });
  const jobs: Job[] = [
    {
      name: 'prune-logins',
      cron: '45 */10 * * * *',
      leaseSeconds: 60,
      run: createPruneLogins({ knex }),
    },
  ];
  return {
    authenticate,
    shop: accountRoutes({ signUp: createSignUp({ knex, logins, passwords }), logIn }),
    afterSale: ownLoginRoutes({ logins, authenticate }),
    /** Before `requireOperator`: operators log in straight at the origin. */
    operatorLogin: operatorLoginRoutes({ logIn }),
    jobs,
  };
}
