// What the form of a channel tells the preview beside it, before any of it is saved. Types only.
import type { Filters } from '../article.ts'
import type { EmbedState } from './embed-state.ts'

/** Sent to the frame by a page of the same origin, which is the only one that is listened to. */
export interface PreviewDraft {
  type: 'touwen-preview'
  appearance: EmbedState['appearance']
  /** The articles that the channel is held to. */
  filters: Filters
}

/** Sent to the page when the frame can take drafts. */
export const PREVIEW_READY = 'touwen-preview-ready'
