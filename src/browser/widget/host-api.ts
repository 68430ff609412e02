// `window.TouWen`: what a portal's page may do with its widgets. One for all lines of a page; calls made before it was there
// are made up for.
import type { PageContext } from './context.ts'
import { createInstance, type Instance, type InstanceOptions } from './instance.ts'

/** `answer`, `open`, `close`, `error`: each with a detail that names its `channel`. */
type Listener = (detail: object) => void
type Call = [method: string, ...values: unknown[]]

export interface HostApi {
  /** Open the first widget of the page, and ask. */
  open(question?: string): void
  close(): void
  setContext(context: PageContext | null): void
  /** Called for every widget of the page; returns how to end that. */
  on(name: string, listener: Listener): () => void
  readonly instances: readonly Instance[]
  /** `TouWen.push(['open', '…'])`: the same before and after the script is there. */
  push(...calls: Call[]): void
  /** For the script itself. */
  add(options: InstanceOptions): Instance
}

export type Place = { TouWen?: HostApi | Call[] }

/** The page's one `TouWen`, made at the first call. */
export function hostApi(place: Place): HostApi {
  const before = place.TouWen
  if (before !== undefined && !Array.isArray(before) && typeof before.add === 'function') return before
  const api = createHostApi()
  place.TouWen = api
  // When the line has its widget.
  if (Array.isArray(before)) queueMicrotask(() => api.push(...before))
  return api
}

function createHostApi(): HostApi {
  const instances: Instance[] = []
  const listeners = new Map<string, Set<Listener>>()
  const corners = { left: 0, right: 0 }
  let context: PageContext | null = null

  const tell = (name: string, detail: object): void => {
    for (const listener of listeners.get(name) ?? []) {
      try {
        listener(detail)
      } catch (error) {
        // The page's own fault must not stop the widget.
        reportError(error)
      }
    }
  }
  const api: HostApi = {
    instances,
    open: (question) => instances[0]?.open(question),
    close: () => {
      for (const one of instances) one.close()
    },
    setContext: (given) => {
      for (const one of instances) one.setContext(given)
      context = given
    },
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      return () => void all.delete(listener)
    },
    push: (...calls) => {
      for (const [method, ...values] of calls) {
        try {
          const called = { open: api.open, close: api.close, setContext: api.setContext, on: api.on }[
            method
          ] as ((...values: unknown[]) => unknown) | undefined
          if (called === undefined) throw new TypeError(`TouWen has no ${method}`)
          called(...values)
        } catch (error) {
          reportError(error)
        }
      }
    },
    add: (options) => {
      const instance = createInstance(options, {
        tell,
        stack: (position) => corners[position]++,
        opens: (opening) => {
          for (const one of instances) if (one !== opening) one.close()
        },
      })
      instances.push(instance)
      if (context !== null) instance.setContext(context)
      return instance
    },
  }
  return api
}
