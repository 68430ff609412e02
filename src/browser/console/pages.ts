// The pages of the console, in the order of its menu.
//
// To add one: a component in a file of its own that takes `PageProps` and begins with `<h1>`, its words in
// src/web/words/<page>.ts, its style in a file imported by ../console.css, and a line here. It then has its place in the menu,
// its address with everything below it, and its title.
import type { FC } from 'hono/jsx'
import type { Scope } from '../../keys/principal.ts'
import { words } from './here.ts'
import { Overview } from './overview/overview.tsx'

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
]

/** The page of a path, and what stands behind its own; null: there is none. */
export function pageAt(path: string): { page: ConsolePage; rest: string } | null {
  const page = PAGES.find(
    (one) => path === one.path || (one.path !== '/console' && path.startsWith(`${one.path}/`)),
  )
  return page === undefined ? null : { page, rest: path.slice(page.path.length + 1) }
}
