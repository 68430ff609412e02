// What the server tells the script in the frame of the widget, in `data-state`. Types only.
import type { Appearance } from '../channel-contract.ts'
import type { Language } from '../language.ts'

export interface EmbedState {
  channel: string
  /** The origin of the page that it stands in: the only one that is talked with. */
  host: string
  language: Language
  appearance: Pick<Appearance, 'welcome' | 'starters' | 'label' | 'feedback' | 'colours'>
  /** Whether answers are kept, so that they can be rated. */
  kept: boolean
}
