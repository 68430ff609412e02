// A context manager as an OpenTelemetry SDK registers one.
import { AsyncLocalStorage } from 'node:async_hooks'
import { context, type Context, ROOT_CONTEXT } from '@opentelemetry/api'

/** Register it for this process. */
export function registerContextManager(): void {
  const store = new AsyncLocalStorage<Context>()
  context.setGlobalContextManager({
    active: () => store.getStore() ?? ROOT_CONTEXT,
    with: (own, work, that, ...args) => store.run(own, () => work.apply(that, args)),
    bind: (_own, target) => target,
    enable() {
      return this
    },
    disable() {
      return this
    },
  })
}
