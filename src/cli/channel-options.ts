// The options that make and change a channel, and the fields they stand for.
import type { Command } from 'commander'
import { CHANNEL_LANGUAGES, channelChangeSchema, POSITIONS, type ChannelChange } from '../channel-contract.ts'
import { validate } from '../validate.ts'
import { filtersOf, wholeNumber, withFilters, type FilterOptions } from './filters.ts'

export interface FieldOptions extends FilterOptions {
  name?: string
  title?: string
  welcome?: string
  starter?: string[]
  starters?: false
  colour?: string
  position?: string
  offsetX?: number
  offsetY?: number
  zIndex?: number
  language?: string
  daily?: number
  origin?: string[]
  label?: string | false
  feedback?: false
  disable?: true
  enable?: true
}
/** Add them to a command. */
export function withFields(command: Command): Command {
  return withFilters(command)
    .option('--origin <origin...>', 'origins of the only pages that may show it; without one: none')
    .option('--title <text>', 'above the panel')
    .option('--welcome <text>', 'before the first question')
    .option('--starter <question...>', 'questions to begin with; else made from the newest articles')
    .option('--no-starters', 'no questions to begin with')
    .option('--colour <colour>', 'of button and links, such as #0a5c86')
    .option('--position <corner>', POSITIONS.join(' or '))
    .option('--offset-x <pixels>', 'from the side of the window', wholeNumber(0, 500))
    .option('--offset-y <pixels>', 'from the bottom of the window', wholeNumber(0, 500))
    .option('--z-index <number>', 'how far in front of the page', wholeNumber(0, 2_147_483_647))
    .option('--language <language>', CHANNEL_LANGUAGES.join(', '))
    .option('--daily <number>', 'questions a day', wholeNumber(1, 1e9))
    .option('--label <text>', 'wording of the label that answers are excerpts')
    .option('--no-label', 'no such label')
    .option('--no-feedback', 'visitors cannot rate answers')
    .option('--disable', 'switch it off')
}

/** What was given, checked as over HTTP. Throws `InputError`. */
export function fieldsOf(options: FieldOptions): ChannelChange {
  const { name, title, welcome, colour, position, language, daily, label, origin, starter } = options
  const filters = filtersOf(options)
  const given = {
    name,
    title,
    welcome,
    colour,
    position,
    offset_x: options.offsetX,
    offset_y: options.offsetY,
    z_index: options.zIndex,
    language,
    daily,
    origins: origin,
    filters,
    // Commander gives `true` for what could be switched off and was not.
    starters: options.starters === false ? [] : starter,
    label: label === false ? { shown: false, text: null } : textOf(label),
    feedback: options.feedback === false ? false : undefined,
    enabled: options.disable === true ? false : options.enable,
  }
  const fields = Object.entries(given).filter(([, value]) => value !== undefined)
  return validate(channelChangeSchema, Object.fromEntries(fields))
}

function textOf(label: unknown): { shown: true; text: string } | undefined {
  return typeof label === 'string' ? { shown: true, text: label } : undefined
}
