import { join } from 'node:path';

/** Where reports are kept between checks. Disposing of it throws away what is too old. */
export interface CheckCache extends AsyncDisposable {
  /** The folder of this build; undefined where there is no cache. */
  readonly folder: string | undefined;
}

/** @param cacheDir the user's folder of caches; undefined for no cache */
export async function openCheckCache(cacheDir: string | undefined): Promise<CheckCache> {
  const none = { folder: undefined, async [Symbol.asyncDispose]() {} };
  if (cacheDir === undefined) return none;
  const { openCache, REPORTS } = await import('./cache-folder.js');
  const folder = openCache(cacheDir);
  if (folder === undefined) return none;
  return {
    folder,
    async [Symbol.asyncDispose]() {
      const { pruneCache } = await import('./prune-cache.js');
      pruneCache(join(cacheDir, REPORTS));
    },
  };
}
