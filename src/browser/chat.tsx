// The script of the chat page: takes over what the server has drawn.
import { render } from 'hono/jsx/dom'
import type { ChatState } from '../web/chat-state.ts'
import { createApi } from './chat/api.ts'
import { App } from './chat/app.tsx'
import { createConversation } from './chat/conversation.ts'
import { kept } from './storage.ts'

/** By this the records tell what is asked here from what programs ask (`own-page.ts` of the server). */
const OWN = { 'X-TouWen-Page': '1' }

const root = document.getElementById('app')
if (root?.dataset['state'] !== undefined) start(root, JSON.parse(root.dataset['state']) as ChatState)

function start(root: HTMLElement, state: ChatState): void {
  const api = createApi({ headers: () => OWN })
  const conversation = createConversation({ ask: api.ask, store: kept('touwen-chat') })
  if (state.asked !== null) {
    conversation.add(state.asked)
    // Else a reload would ask it again, over the conversation that came of it.
    history.replaceState(null, '', '/')
  }
  const typed = root.querySelector('textarea')?.value ?? ''
  const answered = state.asked?.state === 'answered'
  render(<App state={state} conversation={conversation} api={api} typed={answered ? '' : typed} />, root)
}
