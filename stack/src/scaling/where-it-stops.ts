/** What no figure says: the walls, and the ways around them. Only what says so has been built. */
export const LIMITS = [
  [
    'edge',
    'Cloudflare runs it in more places',
    'requests of the account’s plan',
    'a plan with a contract',
  ],
  [
    'arrivals',
    'shards: `ARRIVAL_SHARDS`, 32, at most 256 (built)',
    '256 × 1,000 arrivals a second',
    'a pre-queue before the start, which gives everybody a ticket in advance (built)',
  ],
  [
    'one room',
    'nothing: its scripts run on one core of one Redis, so that the cap is hard',
    'what one core judges and numbers a second',
    'a room for each large sale (built), each with its own hash tag on a Redis Cluster (built: `REDIS_CLUSTER`); one sale over several rooms with a share of its capacity each',
  ],
  ['Redis memory', 'a larger node', 'far from it: see the bytes of a visitor', '–'],
  [
    'origins',
    'one more behind the balancer: they keep nothing (built)',
    'connections of the database: origins × `DATABASE_POOL_MAX`',
    'RDS Proxy, or fewer connections of each',
  ],
  [
    'database, reads',
    'caches of the origins (built); a read replica for catalogue and seat status',
    'money and holds are never read from a replica',
    '–',
  ],
  [
    'database, commits',
    'a larger instance; group commit shares the flushes',
    'one writer',
    'Aurora MySQL: the same SQL, storage that grows by itself, still one writer',
  ],
  [
    'database, one writer',
    '–',
    'its processor and its log',
    'Vitess or TiDB, sharded by `schedule_id`: seats, reservations and their rows of one date lie together and a hold touches one shard; a payment also touches the wallet, so wallets are sharded by user, and the payment becomes a transaction over two shards, or a reservation of points before it',
  ],
  [
    'database, size',
    'its storage, which RDS lets grow',
    'old dates that nobody asks for',
    'moving dates that are over into tables of their own, by ranges of `schedule_id`',
  ],
  [
    'one hot date',
    'nothing: its seats are rows of one page range',
    'commits on one range a second; who loses a seat learns it without waiting',
    'the room lets in fewer: it follows what the origin can carry (built)',
  ],
];
