// What was learned of sites, kept in the index: which lines stand on most of their pages.
import type { SiteChrome } from '../reading.ts'
import type { ArticleStore } from '../store/article-store.ts'

const SITE = 'site_chrome:'

/** What an earlier load has learned of a site. */
export async function knownSite(store: ArticleStore, site: string): Promise<SiteChrome | null> {
  const kept = await store.getMeta(`${SITE}${site}`)
  // Written by this module only, below.
  return kept === null ? null : (JSON.parse(kept) as SiteChrome)
}

/** Keep it, so that a page of the site that comes alone later is read as well as those that came together. */
export async function rememberSites(store: ArticleStore, learned: readonly SiteChrome[]): Promise<void> {
  for (const site of learned) await store.setMeta(`${SITE}${site.site}`, JSON.stringify(site))
}
