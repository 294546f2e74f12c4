const BATCH = 1_000;
const BATCHES_AT_MOST = 50;

/** Deletes what is old in short statements, and in one run as much as its lease has time for; returns how many rows. */
export async function deleteInBatches(
  deleteOldest: (limit: number) => PromiseLike<number>,
): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
    const inThis = await deleteOldest(BATCH);
    deleted += inThis;
    if (inThis < BATCH) {
      break;
    }
  }
  return deleted;
}
