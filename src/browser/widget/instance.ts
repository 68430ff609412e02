// One widget of a page: its button, its panel, its session, and what the page may do with it.
import type { Filters } from '../../article.ts'
import type { Language } from '../../language.ts'
import { launcherWords } from '../../web/words/launcher.ts'
import { filtersOf, type PageContext } from './context.ts'
import { createFrame, type Frame } from './frame.ts'
import { createParts, type Parts } from './parts.ts'
import type { ToPage } from './protocol.ts'
import { findSession, LEAST_MS, visitMemory, type Found } from './session.ts'
import { NARROW } from './style.ts'

/** What the line says; what is absent, the channel says. */
export interface InstanceOptions {
  /** The server's origin. */
  base: string
  channel: string
  open: boolean
  language: Language | null
  theme: 'auto' | 'light' | 'dark'
  position: 'left' | 'right' | null
  offsetX: number | null
  offsetY: number | null
  zIndex: number | null
}

export interface Instance {
  readonly channel: string
  readonly isOpen: boolean
  /** Open the panel, and ask. */
  open(question?: string): void
  close(): void
  /** What the page is about; null: anything. Throws `TypeError` for what is none. */
  setContext(context: PageContext | null): void
}

interface Surroundings {
  tell(name: string, detail: object): void
  /** How many widgets stand in a corner; this one is counted from now on. */
  stack(position: 'left' | 'right'): number
  /** It opens: the others close. */
  opens(instance: Instance): void
}

/** How it looks while the server does not say. */
const PLAIN = {
  title: null,
  position: 'right',
  offset_x: 24,
  offset_y: 24,
  z_index: 9999,
  language: 'auto',
  colours: {
    light: { accent: '#0a5c86', on_accent: '#ffffff' },
    dark: { accent: '#6cc0ea', on_accent: '#14161a' },
  },
} as const

/** Put a widget into the page. Resolves to nothing drawn when there is no such channel. */
export function createInstance(options: InstanceOptions, { tell, stack, opens }: Surroundings): Instance {
  const { base, channel } = options
  const memory = visitMemory(`touwen.${base}.${channel}`)
  let found: Found | null = null
  let parts: Parts | null = null
  let frame: Frame | null = null
  let language: Language = options.language ?? pageLanguage()
  let context: Filters | null = null
  let isOpen = false
  /** The page wants it open, which is not drawn yet. */
  let awaited = false
  let asked: string | null = null
  let opener: Element | null = null

  const note = (text: string, retry: boolean): void => {
    frame?.remove()
    frame = null
    const words = launcherWords(language)
    parts?.fill({ text, ...(retry ? { retry: { label: words.retry, press: () => void again() } } : {}) })
  }
  const tellTrouble = (): void => {
    const words = launcherWords(language)
    if (found?.kind === 'away') {
      note(words.away, true)
      tell('error', { channel, code: 'away', message: words.away })
    } else if (found?.kind === 'refused') {
      const message = words.refused(location.origin, channel)
      note(message, false)
      tell('error', { channel, code: 'origin_not_allowed', message: found.told })
    }
  }
  const look = async (fresh: boolean): Promise<Found> => {
    found = await findSession(base, channel, memory, fresh)
    // For the webmaster, who looks there first.
    if (found.kind === 'refused' || found.kind === 'none') console.error(`TouWen: ${found.told}`)
    return found
  }
  const sendSession = async (fresh: boolean): Promise<void> => {
    const now =
      fresh || found?.kind !== 'session' || found.until < Date.now() + LEAST_MS ? await look(true) : found
    if (now.kind === 'session') frame?.send({ type: 'session', token: now.session.token, until: now.until })
    else if (frame !== null)
      frame.send({ type: 'no_session', reason: now.kind === 'away' ? 'away' : 'refused' })
  }
  // A frame that takes the focus while it is on its way to another origin may never be given a key: Chromium's own idea of what
  // has the focus stays with the page. Returns whether it could.
  const enter = (at: 'start' | 'end'): boolean => {
    if (frame?.ready !== true) return false
    frame.element.focus()
    frame.send({ type: 'focus', at })
    return true
  }
  const onMessage = (message: ToPage): void => {
    if (message.type === 'ready') {
      if (parts?.panel.matches(':focus') === true) enter('start')
    } else if (message.type === 'renew') void sendSession(true)
    else if (message.type === 'close') close()
    else {
      const { type, ...detail } = message
      tell(type, { channel, ...detail })
    }
  }
  const embed = (): void => {
    if (frame !== null || parts === null) return
    const query = new URLSearchParams({ host: location.origin, language, theme: options.theme })
    const title = parts.panel.getAttribute('aria-label') ?? ''
    frame = createFrame({
      address: `${base}/embed/${encodeURIComponent(channel)}?${query}`,
      origin: base,
      title,
      onMessage,
      onSilence: () => {
        found = { kind: 'away' }
        tellTrouble()
      },
    })
    void sendSession(false)
    if (context !== null) frame.send({ type: 'context', filters: context })
    parts.fill(frame.element)
  }
  // What can be shown, is: the panel, or why there is none.
  const fill = (): void => {
    if (found?.kind === 'session') {
      embed()
      if (asked !== null) frame?.send({ type: 'ask', question: asked })
      asked = null
    } else tellTrouble()
  }
  const again = async (): Promise<void> => {
    note(launcherWords(language).wait, false)
    await look(true)
    if (isOpen) fill()
    if (frame === null) parts?.panel.querySelector<HTMLElement>('.note button')?.focus()
  }

  const show = (focus: boolean): void => {
    if (parts === null) return
    opens(instance)
    isOpen = true
    opener = document.activeElement
    parts.show(true)
    memory.set('open', true)
    fill()
    if (found?.kind === 'away') void again()
    if (focus) {
      if (frame === null) parts.close.focus()
      else if (!enter('start')) parts.panel.focus()
    }
    tell('open', { channel })
  }
  const close = (): void => {
    if (!isOpen || parts === null) return
    isOpen = false
    // Before it is hidden, the focus is still known to be in it.
    const within = document.activeElement === parts.host
    parts.show(false)
    memory.set('open', false)
    if (within) {
      const back =
        opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : null
      if (back === null || back === parts.host) parts.launcher.focus()
      else back.focus()
    }
    tell('close', { channel })
  }
  const draw = (): void => {
    if (parts !== null || found === null || found.kind === 'none') return
    const given = found.kind === 'session' ? found.session.appearance : PLAIN
    if (options.language === null && given.language !== 'auto') language = given.language
    const words = launcherWords(language)
    const title = given.title ?? words.title
    const position = options.position ?? given.position
    parts = createParts({
      title,
      openLabel: words.open(title),
      closeLabel: words.close,
      theme: options.theme,
      position,
      offset_x: options.offsetX ?? given.offset_x,
      offset_y: options.offsetY ?? given.offset_y,
      z_index: options.zIndex ?? given.z_index,
      colours: given.colours,
      below: stack(position),
    })
    const { launcher, panel, guards } = parts
    launcher.addEventListener('click', () => (isOpen ? close() : show(true)))
    // The frame is on its way before the button is pressed.
    for (const name of ['pointerenter', 'focus'])
      launcher.addEventListener(name, () => found?.kind === 'session' && embed())
    parts.close.addEventListener('click', close)
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && close())
    guards[0].addEventListener('focus', () => enter('end'))
    guards[1].addEventListener('focus', () => parts?.close.focus())
    // A sheet that covers the window opens only when it is wanted.
    const wanted = memory.get('open') ?? options.open
    if (awaited) show(true)
    else if (wanted === true && !matchMedia(NARROW).matches) show(false)
  }

  const instance: Instance = {
    channel,
    get isOpen() {
      return isOpen
    },
    open: (question) => {
      if (question !== undefined) asked = String(question).slice(0, 2000)
      awaited = parts === null
      show(true)
    },
    close: () => {
      awaited = false
      asked = null
      close()
    },
    setContext: (given) => {
      context = filtersOf(given)
      frame?.send({ type: 'context', filters: context })
    },
  }
  void look(false).then(draw)
  return instance
}

function pageLanguage(): Language {
  for (const name of [document.documentElement.lang, ...navigator.languages].map((it) => it.toLowerCase())) {
    if (/^zh-(?:hant|tw|hk|mo)\b/.test(name)) return 'zh-Hant'
    if (/^zh\b/.test(name)) return 'zh-Hans'
    if (/^en\b/.test(name)) return 'en'
  }
  return 'zh-Hans'
}
