// The elements of one widget in its shadow root. It draws; what happens when something is pressed, others say.
import type { Session } from '../../channel-contract.ts'
import { NARROW, styleSheet } from './style.ts'

export interface Parts {
  host: HTMLElement
  launcher: HTMLButtonElement
  /** Takes the focus until there is something in it that can. */
  panel: HTMLElement
  close: HTMLButtonElement
  /** What the focus meets before and behind the panel where that covers the page. */
  guards: readonly [HTMLElement, HTMLElement]
  /** Show the panel or hide it. */
  show(open: boolean): void
  /** Put a frame in, or a sentence with a button to try again. */
  fill(content: HTMLIFrameElement | { text: string; retry?: { label: string; press(): void } }): void
}

type Look = Pick<Session['appearance'], 'position' | 'offset_x' | 'offset_y' | 'z_index' | 'colours'>

interface PartsOptions extends Look {
  title: string
  openLabel: string
  closeLabel: string
  theme: 'auto' | 'light' | 'dark'
  /** How many widgets stand in the same corner already: this one stands above them. */
  below: number
}

const SVG = 'http://www.w3.org/2000/svg'
const STEP = 64

/** Put the widget into the page, closed. */
export function createParts(options: PartsOptions): Parts {
  const { title, position, colours, theme } = options
  const host = document.createElement('touwen-widget')
  host.dataset['theme'] = theme
  const set = (name: string, value: string): void => host.style.setProperty(name, value)
  set('--z', String(options.z_index))
  set('--x', `${options.offset_x}px`)
  set('--y', `${options.offset_y + options.below * STEP}px`)
  for (const name of ['light', 'dark'] as const) {
    set(`--${name}-accent`, colours[name].accent)
    set(`--${name}-on`, colours[name].on_accent)
  }
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styleSheet()]

  const launcher = button('launcher', options.openLabel, 'M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5', 24)
  launcher.setAttribute('aria-expanded', 'false')
  launcher.setAttribute('aria-haspopup', 'dialog')
  const tip = element('span', 'tip')
  tip.textContent = title
  tip.setAttribute('aria-hidden', 'true')
  launcher.append(tip)

  const panel = element('section', 'panel')
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', title)
  panel.tabIndex = -1
  panel.hidden = true
  const bar = element('div', 'bar')
  const name = element('span', 'name')
  name.textContent = title
  const close = button('close', options.closeLabel, 'M6 6l12 12M18 6L6 18', 20)
  bar.append(name, close)
  const room = element('div', 'room')
  const guards = [guard(), guard()] as const
  panel.append(guards[0], bar, room, guards[1])

  const corner = element('div', position)
  corner.append(launcher, panel)
  root.append(corner)
  document.body.append(host)

  // The keyboard of a phone covers what lies under it; only the visual viewport tells how much is left.
  const fit = (): void => set('--seen', `${visualViewport?.height ?? innerHeight}px`)
  const narrow = matchMedia(NARROW)
  const cover = (): void => {
    const covering = narrow.matches && !panel.hidden
    if (covering) panel.setAttribute('aria-modal', 'true')
    else panel.removeAttribute('aria-modal')
    for (const one of guards) one.hidden = !covering
    if (covering) fit()
  }
  narrow.addEventListener('change', cover)
  visualViewport?.addEventListener('resize', () => !panel.hidden && narrow.matches && fit())

  return {
    host,
    launcher,
    panel,
    close,
    guards,
    show: (open) => {
      panel.hidden = !open
      corner.className = open ? `${position} open` : position
      launcher.setAttribute('aria-expanded', String(open))
      launcher.setAttribute('aria-label', open ? options.closeLabel : options.openLabel)
      cover()
    },
    fill: (content) => {
      if (content instanceof HTMLIFrameElement) {
        room.replaceChildren(content)
        return
      }
      const note = element('div', 'note')
      note.setAttribute('role', 'status')
      const text = element('p', '')
      text.textContent = content.text
      note.append(text)
      if (content.retry !== undefined) {
        const { label, press } = content.retry
        const again = document.createElement('button')
        again.type = 'button'
        again.textContent = label
        again.addEventListener('click', press)
        note.append(again)
      }
      room.replaceChildren(note)
    },
  }
}

// --- Internal helpers ---

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = name
  return made
}

function guard(): HTMLElement {
  const made = element('div', 'guard')
  made.tabIndex = 0
  made.hidden = true
  made.setAttribute('aria-hidden', 'true')
  return made
}

function button(name: string, label: string, path: string, size: number): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = name
  made.setAttribute('aria-label', label)
  const svg = document.createElementNS(SVG, 'svg')
  const drawn = {
    viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor',
    'stroke-width': 1.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
  } // prettier-ignore
  for (const [key, value] of Object.entries(drawn)) svg.setAttribute(key, String(value))
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  made.append(svg)
  return made
}
