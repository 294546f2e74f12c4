/** What k6's browser and Playwright have in common. */
export type PageLike = {
  goto: (url: string) => Promise<unknown>;
  waitForSelector: (selector: string, options: { timeout: number }) => Promise<unknown>;
  getAttribute: (selector: string, name: string) => Promise<string | null>;
};

export type Seen = (what: 'first_page' | 'shop' | 'dates', ms: number) => void;

const A_CONCERT = 'a[href^="/concerts/"]';
const A_DATE = 'a[href^="/schedules/"]';
/** The waiting page leads on by itself, however long that takes. */
const TURN_WITHIN_MS = 5 * 60_000;
const PAGE_WITHIN_MS = 30_000;

/** A person's way to the shop: the first page (which may be the waiting page), the concerts, the dates of one. */
export async function browseShop(page: PageLike, url: string, seen: Seen): Promise<void> {
  const startedAt = Date.now();
  await page.goto(url);
  seen('first_page', Date.now() - startedAt);
  await page.waitForSelector(A_CONCERT, { timeout: TURN_WITHIN_MS });
  seen('shop', Date.now() - startedAt);
  const concert = await page.getAttribute(A_CONCERT, 'href');
  const clickedAt = Date.now();
  await page.goto(`${url}${concert ?? ''}`);
  await page.waitForSelector(A_DATE, { timeout: PAGE_WITHIN_MS });
  seen('dates', Date.now() - clickedAt);
}
