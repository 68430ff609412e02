// Which requests of the protocol are in work, so that a later one can cancel them. Kept only while they are.

interface Message {
  id?: string | number | undefined
  method?: string | undefined
  params?: Record<string, unknown> | undefined
}

export interface Cancels {
  /**
   * Cancels what these messages say, and takes down their own requests. `session`: whose they are, so that nobody cancels
   * the work of another; null: nobody's, and nothing is cancelled. `cancelled` resolves with null when one of them is cancelled. `done` must be called at the end.
   */
  begin(
    session: string | null,
    messages: Message[],
  ): { signal: AbortSignal; cancelled: Promise<null>; done(): void }
}

/** For one server. */
export function createCancels(): Cancels {
  const inWork = new Map<string, AbortController>()
  return {
    begin(session, messages) {
      const controller = new AbortController()
      const { signal } = controller
      const names: string[] = []
      for (const { id, method, params } of session === null ? [] : messages) {
        if (method === 'notifications/cancelled') inWork.get(nameOf(session, params?.['requestId']))?.abort()
        if (id === undefined || method === undefined) continue
        const name = nameOf(session, id)
        names.push(name)
        inWork.set(name, controller)
      }
      const cancelled = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
      const done = () => {
        for (const name of names) if (inWork.get(name) === controller) inWork.delete(name)
      }
      return { signal, cancelled, done }
    },
  }
}

const nameOf = (session: string | null, id: unknown): string => JSON.stringify([session, id])
