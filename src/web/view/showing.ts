// How turns are shown: in which language, and what a script does where without one there are links. Types only.
import type { Citation } from '../../contract.ts'
import type { FeedbackRequest } from '../../answer-contract.ts'
import type { Language } from '../../language.ts'
import type { ChatTurn } from '../turn.ts'

/** What a script can do. Absent members are not offered. */
export interface Handlers {
  /** Open a source beside the answer. `opener`: the element that gets the focus back. */
  open(citation: Citation, opener: unknown): void
  /** Ask a further question. */
  ask(question: string): void
  retry(turn: ChatTurn): void
  /** False when the browser does not allow it. */
  copy(turn: ChatTurn): Promise<boolean>
  /** `shared`: the browser's own sharing took it; `copied`: its address was copied; `failed`: neither. */
  share?(turn: ChatTurn): Promise<'shared' | 'copied' | 'failed'>
  /** False when the server did not take it. */
  rate?(turn: ChatTurn, feedback: FeedbackRequest | null): Promise<boolean>
}

export interface Showing {
  language: Language
  /** Null without a script: everything is a link then. */
  on: Handlers | null
  /** Before addresses of this server; '' on its own pages. */
  base: string
  /** Whether answers are kept, so that there is a page of each. */
  kept: boolean
  /** Where a further question is asked without a script; null: nowhere. */
  askAddress: ((question: string) => string) | null
}
