// The frame of the console: the menu at the left (above, on phones), the page, and what is said below it.
import { useEffect, useRef, useState } from 'hono/jsx'
import { api } from './api.ts'
import { may, sessionKey, words } from './here.ts'
import { pageAt, PAGES } from './pages.ts'
import { Toasts } from './parts/toast.tsx'
import { usePlace } from './router.ts'

export function Shell() {
  const { path, query } = usePlace()
  const [open, setOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  const found = pageAt(path)
  const title = found?.page.name ?? words.noPage
  useEffect(() => {
    document.title = `${title} · ${words.console}`
    setBack(path)
    setOpen(false)
    // The first page is where the browser puts one.
    if (!first.current) {
      scrollTo(0, 0)
      main.current?.focus({ preventScroll: true })
    }
    first.current = false
  }, [path])
  const Page = found?.page.Page
  return (
    <div class="console">
      <nav class="menu" aria-label={words.pages} data-open={String(open)}>
        <button
          class="menu-button"
          aria-expanded={String(open)}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          <Icon d="M3 5h14M3 10h14M3 15h14" />
          {words.menu}
          <span class="quiet">{title}</span>
        </button>
        <div id="menu">
          <ul>
            {PAGES.map((page) => (
              <li key={page.path}>
                <a href={page.path} aria-current={page === found?.page ? 'page' : undefined}>
                  <Icon d={page.icon} />
                  {page.name}
                </a>
              </li>
            ))}
          </ul>
          <p class="session">
            <span class="quiet">{words.signedInAs(sessionKey)}</span>
            <button onClick={signOut}>{words.signOut}</button>
          </p>
        </div>
      </nav>
      <main id="main" ref={main} tabindex={-1}>
        {found !== null && Page !== undefined && may(found.page.scope) ? (
          <Page key={found.page.path} rest={found.rest} query={query} />
        ) : (
          <NoPage scope={found?.page.scope} />
        )}
      </main>
      <Toasts />
    </div>
  )
}

/** A drawing of 20 × 20 in one line; it stands beside a label and says nothing by itself. */
export function Icon({ d }: { d: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={d}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

// --- Internal helpers ---

function NoPage({ scope }: { scope: string | undefined }) {
  return (
    <section>
      <h1>{scope === undefined ? words.noPage : words.console}</h1>
      <p>{scope === undefined ? words.noPageHint : words.mayNot(scope)}</p>
    </section>
  )
}

// The settings of the view were drawn by the server: they must lead back to where one is now.
function setBack(path: string): void {
  const field = document.querySelector<HTMLInputElement>('.settings input[name=back]')
  if (field !== null) field.value = path
}

async function signOut(): Promise<void> {
  try {
    await api.remove('/console/session')
  } finally {
    location.assign('/console')
  }
}
