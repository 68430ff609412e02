// A channel as its form holds it, and as the API takes it.
import type { Channel, ChannelRequest } from '../../../channel-contract.ts'
import type { ApiError } from '../api.ts'
import { faultsIn, linesOf, wrong } from '../desk/check.ts'
import { badOrigins } from '../desk/origins.ts'
import { desk } from '../desk/words.ts'
import { COLOUR } from '../../../web/colour.ts'
import { words } from './words.ts'

export type Values = Readonly<Record<string, string>>

const MOST_STARTERS = 6
/** Fields of a figure: what it is called, its bounds, and what stands for an empty one; null: it may be empty. */
const FIGURES = [
  ['daily', words.daily, 1, 1_000_000_000, null],
  ['offset_x', words.offsetX, 0, 500, 24],
  ['offset_y', words.offsetY, 0, 500, 24],
  ['z_index', words.zIndex, 0, 2_147_483_647, 9999],
] as const

/** What the fields are called, by their names in the API. */
export const LABELS = {
  id: words.id,
  name: desk.name,
  origins: words.origins,
  zone: desk.zone,
  daily: words.daily,
  title: words.title,
  welcome: words.welcome,
  starters: words.starters,
  colour: words.colour,
  offset_x: words.offsetX,
  offset_y: words.offsetY,
  z_index: words.zIndex,
  'label.text': words.labelText,
}

/** What is wrong with the form; null: nothing that can be seen here. */
export function faultOf(values: Values): ApiError | null {
  const rules = faultsIn(values, [
    { name: 'name', label: desk.name, needed: true, most: 100 },
    { name: 'title', label: words.title, most: 40 },
    { name: 'welcome', label: words.welcome, most: 300 },
    { name: 'label.text', label: words.labelText, most: 100 },
  ])
  const faults = [...(rules?.fields ?? [])]
  const add = (field: string, message: string): void => void faults.push({ field, message })
  const { id, origins, starters } = values
  if (id !== undefined && !/^[a-z][a-z0-9-]{0,39}$/.test(id)) add('id', words.badId)
  for (const origin of badOrigins(origins)) add('origins', words.badOrigin(origin))
  const count = linesOf(starters).length
  if (count > MOST_STARTERS) add('starters', words.tooManyStarters(count))
  for (const [name, label, least, most] of FIGURES) {
    const value = values[name]
    if (value !== undefined && !(/^\d{1,10}$/.test(value) && +value >= least && +value <= most))
      add(name, words.badNumber(label, least, most))
  }
  return wrong(faults)
}

/** What is sent. `before`: what is not in the form is kept of it. */
export function bodyOf(values: Values, before: Channel | null): ChannelRequest {
  const { name = '', title = null, welcome = null, colour = COLOUR, zone } = values
  const starters = linesOf(values['starters'])
  const { zone: _zone, ...others } = before?.filters ?? {}
  const filters = { ...others, ...(zone === undefined ? {} : { zone }) }
  const figure = (name: string, otherwise: number | null): number | null =>
    values[name] === undefined ? otherwise : Number(values[name])
  return {
    name,
    title,
    welcome,
    colour,
    starters: starters.length === 0 ? null : starters,
    position: values['position'] === 'left' ? 'left' : 'right',
    offset_x: figure('offset_x', 24)!,
    offset_y: figure('offset_y', 24)!,
    z_index: figure('z_index', 9999)!,
    language: (values['language'] ?? 'auto') as Channel['language'],
    filters: Object.keys(filters).length === 0 ? null : filters,
    daily: figure('daily', null),
    origins: linesOf(values['origins']),
    label: { shown: values['label.shown'] !== undefined, text: values['label.text'] ?? null },
    feedback: values['feedback'] !== undefined,
    enabled: before?.enabled ?? true,
  }
}

/** The same channel as it can be put again, such as to take back a change. */
export function sameAgain(channel: Channel): ChannelRequest {
  const {
    id: _id,
    created_at: _created,
    updated_at: _updated,
    version: _version,
    used_today: _used,
    ...body
  } = channel
  return body
}
