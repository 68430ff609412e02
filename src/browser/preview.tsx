// The script of the preview in the console: the panel of the widget, looking as the form around its frame has it. It asks by the
// session of the console, within the articles of the channel: what the staff asks is neither recorded nor counted.
import { useState } from 'hono/jsx'
import { render } from 'hono/jsx/dom'
import type { EmbedState } from '../web/embed-state.ts'
import { PREVIEW_READY, type PreviewDraft } from '../web/preview-state.ts'
import { createConversation } from './chat/conversation.ts'
import { App, type Signals } from './embed/app.tsx'
import { createStaffApi } from './embed/staff-api.ts'
import { colour, toldAlone } from './embed/root.ts'

const root = document.getElementById('app')
if (root?.dataset['state'] !== undefined) start(root, JSON.parse(root.dataset['state']) as EmbedState)

function start(root: HTMLElement, state: EmbedState): void {
  root.replaceChildren()
  if (toldAlone(root, state.language)) return
  let filters: PreviewDraft['filters'] = {}
  const api = createStaffApi(() => filters)
  const conversation = createConversation({ ask: api.ask })
  let take: ((draft: PreviewDraft) => void) | null = null
  const signals: Signals = { context: {}, trouble: null, changed: () => undefined }

  function Preview() {
    const [appearance, setAppearance] = useState(state.appearance)
    take = (draft) => {
      filters = draft.filters
      colour(draft.appearance)
      setAppearance(draft.appearance)
    }
    const { feedback } = appearance
    return (
      <App
        // The questions of the newest articles are those of the channel; they are taken when it begins.
        key={JSON.stringify(filters)}
        state={{ ...state, appearance, kept: feedback }}
        conversation={conversation}
        api={api}
        signals={signals}
        ask={(question) => void conversation.ask(question)}
        close={() => undefined}
      />
    )
  }

  colour(state.appearance)
  render(<Preview />, root)
  addEventListener('message', ({ source, origin, data }) => {
    const draft = data as PreviewDraft | null
    if (source === parent && origin === location.origin && draft?.type === 'touwen-preview') take?.(draft)
  })
  parent.postMessage(PREVIEW_READY, location.origin)
}
