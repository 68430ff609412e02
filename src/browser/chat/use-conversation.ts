// A conversation as the state of a component.
import { useEffect, useState } from 'hono/jsx'
import type { ChatTurn } from '../../web/turn.ts'
import type { Conversation } from './conversation.ts'

/** Most answers are there before this, in ms: until then nothing is shown. */
const SOON_MS = 300

/** Its turns, drawn anew whenever they change. */
export function useConversation(conversation: Conversation): readonly ChatTurn[] {
  const [turns, setTurns] = useState(conversation.turns)
  useEffect(() => {
    // It may have changed between drawing and now.
    setTurns(conversation.turns)
    return conversation.subscribe(() => setTurns([...conversation.turns]))
  }, [])
  return turns
}

/** The id of the turn that has been in work for longer than a moment; null when none has. */
export function useSlow(last: ChatTurn | undefined): string | null {
  const [slow, setSlow] = useState<string | null>(null)
  const asking = last?.state === 'asking' ? last.id : null
  useEffect(() => {
    setSlow(null)
    if (asking === null) return
    const timer = setTimeout(() => setSlow(asking), SOON_MS)
    return () => clearTimeout(timer)
  }, [asking])
  return slow
}
