import { messages } from '../i18n/language.ts';
import { FailurePanel } from './failure-panel.tsx';
import type { Pages } from './use-pages.ts';

type Props = { pages: Pick<Pages<unknown>, 'failure' | 'hasMore' | 'loading' | 'loadMore'> };

/** The end of a list: its next page, or why that did not come. */
export function MoreButton({ pages }: Props) {
  const { common } = messages.value;
  if (pages.failure !== undefined) {
    return <FailurePanel failure={pages.failure} retry={pages.loadMore} />;
  }
  if (!pages.hasMore) {
    return null;
  }
  return (
    <div class="load-more">
      <button type="button" class="button" aria-disabled={pages.loading} onClick={pages.loadMore}>
        {pages.loading ? common.loading : common.loadMore}
      </button>
    </div>
  );
}
