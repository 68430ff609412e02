// The pages of the console, in the order of its menu.
//
// To add one: a component in a file of its own that takes `PageProps` and begins with `<h1>`, its words in
// src/web/words/<page>.ts, its style in a file imported by ../console.css, and a line here. It then has its place in the menu,
// its address with everything below it, and its title.
import type { FC } from 'hono/jsx'
import type { Scope } from '../../keys/principal.ts'
import { words } from './here.ts'
import { Articles } from './articles/articles.tsx'
import { Channels } from './channels/channels.tsx'
import { Keys } from './keys/keys.tsx'
import { Overview } from './overview/overview.tsx'
import { Pins } from './pins/pins.tsx'
import { words as pinWords } from './pins/words.ts'
import { Questions } from './questions/questions.tsx'
import { Settings } from './settings/settings.tsx'
import { Sources } from './sources/sources.tsx'
import { Unanswered } from './unanswered/unanswered.tsx'

export interface PageProps {
  /** What stands behind the page's own path, without slashes at its ends: `abc` of /console/channels/abc. */
  rest: string
  query: URLSearchParams
}

export interface ConsolePage {
  path: string
  /** In the menu and the title. */
  name: string
  /** Who may see it. */
  scope: Scope
  /** The `d` of a path of 20 × 20, drawn with a line of 1.5. */
  icon: string
  Page: FC<PageProps>
}

export const PAGES: readonly ConsolePage[] = [
  {
    path: '/console',
    name: words.overview,
    scope: 'logs',
    icon: 'M3 17h14M5 17v-5M10 17V4M15 17V8',
    Page: Overview,
  },
  {
    path: '/console/unanswered',
    name: words.unanswered,
    scope: 'logs',
    icon: 'M10 17a7 7 0 1 0-7-7c0 1.3.3 2.4.9 3.5L3 17l3.5-.9c1 .6 2.2.9 3.5.9M8.2 8.2a1.8 1.8 0 1 1 1.8 2.3v.8M10 13.5v.1',
    Page: Unanswered,
  },
  {
    path: '/console/pins',
    name: pinWords.pins,
    scope: 'admin',
    icon: 'M12 3l5 5-3 1-3 3 .5 3.5L8 12l-5 5 5-5-3.5-3.5L8 9l3-3z',
    Page: Pins,
  },
  {
    path: '/console/questions',
    name: words.questions,
    scope: 'logs',
    icon: 'M4 5h12M4 10h12M4 15h8',
    Page: Questions,
  },
  {
    path: '/console/articles',
    name: words.articles,
    scope: 'search',
    icon: 'M5 3h7l3 3v11H5zM12 3v3h3M8 10h4M8 13h4',
    Page: Articles,
  },
  {
    path: '/console/sources',
    name: words.sources,
    scope: 'logs',
    icon: 'M4 16h.1M4 10a6 6 0 0 1 6 6M4 4a12 12 0 0 1 12 12',
    Page: Sources,
  },
  {
    path: '/console/channels',
    name: words.channels,
    scope: 'admin',
    icon: 'M3 4h14v9H9l-4 4v-4H3z',
    Page: Channels,
  },
  {
    path: '/console/keys',
    name: words.keys,
    scope: 'admin',
    icon: 'M7 16a3 3 0 1 1 0-6 3 3 0 0 1 0 6M9.2 10.8L16 4M13 7l2.5 2.5',
    Page: Keys,
  },
  {
    path: '/console/settings',
    name: words.settings,
    scope: 'logs',
    icon: 'M3 6h8M15 6h2M13 4v4M3 14h2M9 14h8M7 12v4',
    Page: Settings,
  },
]

/** The page of a path, and what stands behind its own; null: there is none. */
export function pageAt(path: string): { page: ConsolePage; rest: string } | null {
  const page = PAGES.find(
    (one) => path === one.path || (one.path !== '/console' && path.startsWith(`${one.path}/`)),
  )
  return page === undefined ? null : { page, rest: path.slice(page.path.length + 1) }
}
