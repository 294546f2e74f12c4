import { z } from 'zod';

const redisUrl = z.url({ protocol: /^rediss?$/ });

/** One URL, or those of several nodes of a cluster, separated by commas. */
export const redisUrls = z
  .string()
  .refine((text) => readRedisUrls(text).every((url) => redisUrl.safeParse(url).success), {
    message: 'takes redis:// or rediss:// URLs, separated by commas',
  });

export function readRedisUrls(text: string): string[] {
  return text.split(',').map((url) => url.trim());
}
