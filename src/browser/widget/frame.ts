// The panel's frame and the talk with it: only with that frame, and only with the server it was loaded from.
import { readToPage, wrapped, type ToPage, type ToPanel } from './protocol.ts'

export interface Frame {
  element: HTMLIFrameElement
  /** What is sent before the panel is ready is sent then; of `context` only the last. */
  send(message: ToPanel): void
  /** Whether the panel has answered. */
  readonly ready: boolean
  remove(): void
}

interface FrameOptions {
  address: string
  /** The only origin that is talked with. */
  origin: string
  title: string
  onMessage(message: ToPage): void
  /** The panel does not answer: the server is away, or its policy or the page's forbids the frame. */
  onSilence(): void
}

/** From when the frame is loaded, and in all, in ms. */
const AFTER_LOAD_MS = 2500
const PATIENCE_MS = 12_000

/** A frame; to be put into the page by the caller. */
export function createFrame({ address, origin, title, onMessage, onSilence }: FrameOptions): Frame {
  const element = document.createElement('iframe')
  element.title = title
  element.allow = 'clipboard-write; web-share'
  element.referrerPolicy = 'no-referrer'
  element.src = address
  let ready = false
  let waiting: ToPanel[] = []

  const send = (message: ToPanel): void => {
    if (!ready) waiting = [...waiting.filter(({ type }) => type !== message.type), message]
    else element.contentWindow?.postMessage(wrapped(message), origin)
  }
  const take = (event: MessageEvent): void => {
    if (event.source !== element.contentWindow || event.origin !== origin) return
    const message = readToPage(event.data)
    if (message === null) return
    if (message.type === 'ready') {
      ready = true
      clearTimeout(silence)
      const held = waiting
      waiting = []
      for (const one of held) send(one)
    }
    onMessage(message)
  }
  const quiet = (): void => {
    if (!ready) onSilence()
  }
  let silence = setTimeout(quiet, PATIENCE_MS)
  element.addEventListener('load', () => {
    // Also the error page of the browser is loaded; a panel says so soon after.
    if (ready) return
    clearTimeout(silence)
    silence = setTimeout(quiet, AFTER_LOAD_MS)
  })
  addEventListener('message', take)
  return {
    element,
    send,
    get ready() {
      return ready
    },
    remove: () => {
      clearTimeout(silence)
      removeEventListener('message', take)
      element.remove()
    },
  }
}
