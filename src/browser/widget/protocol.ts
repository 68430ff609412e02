// What the page of a portal and the panel in its frame tell one another. Both sides take only what has just this shape: either
// may be of another release, and anything may send messages.
import type { Filters } from '../../article.ts'

/** Of the shapes below; a message of another version is not read. */
const VERSION = 1

/** From the page to the panel. */
export type ToPanel =
  /** A token to ask with, and until when it holds (ms since 1970). */
  | { type: 'session'; token: string; until: number }
  /** There is no token: pages of this origin are not allowed any longer, or the server does not answer. */
  | { type: 'no_session'; reason: 'refused' | 'away' }
  | { type: 'ask'; question: string }
  /** What the page is about: held against every question from now on. */
  | { type: 'context'; filters: Filters }
  | { type: 'focus'; at: 'start' | 'end' }

/** From the panel to the page. */
export type ToPage =
  /** It can take messages. */
  | { type: 'ready' }
  /** The token has ended or will soon. */
  | { type: 'renew' }
  | { type: 'close' }
  | { type: 'answer'; id: string; question: string; outcome: string; answer: string | null }
  | { type: 'error'; code: string; message: string }

type Shapes<Message extends { type: string }> = {
  [Type in Message['type']]: Record<
    Exclude<keyof Extract<Message, { type: Type }>, 'type'>,
    (value: unknown) => boolean
  >
}

const text =
  (most: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length <= most
const oneOf =
  (...values: string[]) =>
  (value: unknown): boolean =>
    values.includes(value as string)
const moment = (value: unknown): boolean => Number.isFinite(value)
const plain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const end = oneOf('start', 'end')

const TO_PANEL: Shapes<ToPanel> = {
  session: { token: text(1000), until: moment },
  no_session: { reason: oneOf('refused', 'away') },
  ask: { question: text(2000) },
  context: { filters: plain },
  focus: { at: end },
}
const TO_PAGE: Shapes<ToPage> = {
  ready: {},
  renew: {},
  close: {},
  answer: {
    id: text(100),
    question: text(2000),
    outcome: oneOf('answered', 'refused', 'conflicting'),
    answer: (value) => value === null || text(10_000)(value),
  },
  error: { code: text(100), message: text(2000) },
}

/** The message as it is sent. */
export function wrapped(message: ToPanel | ToPage): object {
  return { touwen: VERSION, ...message }
}

/** What came from the page; null when it is none of its messages. */
export function readToPanel(data: unknown): ToPanel | null {
  return read<ToPanel>(data, TO_PANEL)
}

/** What came from the panel; null when it is none of its messages. */
export function readToPage(data: unknown): ToPage | null {
  return read<ToPage>(data, TO_PAGE)
}

function read<Message extends { type: string }>(data: unknown, shapes: Shapes<Message>): Message | null {
  if (!plain(data)) return null
  const { touwen, type, ...fields } = data as Record<string, unknown>
  if (touwen !== VERSION || typeof type !== 'string' || !Object.hasOwn(shapes, type)) return null
  const shape = Object.entries(shapes[type as Message['type']]) as [string, (value: unknown) => boolean][]
  const fits =
    shape.length === Object.keys(fields).length && shape.every(([name, holds]) => holds(fields[name]))
  return fits ? ({ type, ...fields } as unknown as Message) : null
}
