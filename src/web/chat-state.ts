// What the server tells the script of the chat page, in `data-state`. Types only.
import type { ArticleMeta } from '../article.ts'
import type { Language } from '../language.ts'
import type { Choices, Chosen } from './filters.ts'
import type { ChatTurn } from './turn.ts'

export type Newest = Pick<ArticleMeta, 'id' | 'title' | 'published_at'>

export interface ChatState {
  language: Language
  /** Whether answers are kept: they can be shared and rated. */
  kept: boolean
  /** Whether this visitor may ask. */
  open: boolean
  choices: Choices
  starters: string[]
  newest: Newest[]
  /** What the address asked, with its answer; null: nothing. */
  asked: ChatTurn | null
  chosen: Chosen
}
