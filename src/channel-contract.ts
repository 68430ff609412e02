// The contract of channels: how a portal's pages show the widget, what their visitors may ask, and from which pages. And the
// sessions by which those pages ask.
import { z } from 'zod'
import { filled } from './answer-contract.ts'
import { filtersSchema, type Filters } from './article.ts'
import type { Condition } from './condition.ts'
import { originSchema } from './origin.ts'

/** What the records call other ways in; no channel may be called so. */
const TAKEN = new Set(['api', 'page', 'chat', 'openai', 'mcp', 'open', 'widget'])

export const channelIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1–40 lower-case letters, digits or -, such as portal')
  .refine((id) => !TAKEN.has(id), 'is taken by the program itself; choose another, such as portal')
  .describe('Stands in the line that is put into the pages')

export const POSITIONS = ['right', 'left'] as const
export const CHANNEL_LANGUAGES = ['auto', 'zh-Hans', 'zh-Hant', 'en'] as const

const offset = z.number().int().min(0).max(500)
const labelSchema = z.strictObject({
  shown: z.boolean().describe('Whether the label stands under the question box'),
  text: filled(100)
    .nullable()
    .describe('Its wording; null: that of the program, in the language of the visitor'),
})

const fields = {
  name: filled(100).describe('For its staff to know it by'),
  title: filled(40).nullable().describe('Above the panel; null: that of the program'),
  welcome: filled(300).nullable().describe('Before the first question; null: that of the program'),
  starters: z
    .array(filled(100))
    .max(6)
    .nullable()
    .describe('Questions to begin with; null: made from the newest articles that it may show'),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #0a5c86')
    .describe('Of the button and of links; darkened or lightened until it can be read'),
  position: z.enum(POSITIONS).describe('In which lower corner the button stands'),
  offset_x: offset.describe('From the side of the window, in CSS pixels'),
  offset_y: offset.describe('From the bottom of the window, in CSS pixels'),
  z_index: z.number().int().min(0).max(2_147_483_647).describe('How far in front of the page it lies'),
  language: z.enum(CHANNEL_LANGUAGES).describe('`auto`: that of the page, else of the visitor'),
  filters: filtersSchema.nullable().describe('The only articles it answers from; null: all'),
  daily: z.number().int().min(1).max(1e9).nullable().describe('Questions a day (UTC); null: no limit'),
  origins: z
    .array(originSchema)
    .max(50)
    .describe(
      'The only pages that may show it, such as https://www.example.cn or https://*.example.cn; empty: none',
    ),
  label: labelSchema.describe('That answers are excerpts made by a program'),
  feedback: z.boolean().describe('Whether visitors may rate answers'),
  enabled: z.boolean(),
}

/** A channel as it is wanted; what is left out has its default. */
export const channelRequestSchema = z
  .strictObject({
    ...fields,
    title: fields.title.default(null),
    welcome: fields.welcome.default(null),
    starters: fields.starters.default(null),
    colour: fields.colour.default('#0a5c86'),
    position: fields.position.default('right'),
    offset_x: fields.offset_x.default(24),
    offset_y: fields.offset_y.default(24),
    z_index: fields.z_index.default(9999),
    language: fields.language.default('auto'),
    filters: fields.filters.default(null),
    daily: fields.daily.default(null),
    origins: fields.origins.default([]),
    label: fields.label.default({ shown: true, text: null }),
    feedback: fields.feedback.default(true),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'ChannelRequest', description: 'What a channel is to be.' })
export type ChannelRequest = z.input<typeof channelRequestSchema>
/** The same with every field. */
export type ChannelBody = z.output<typeof channelRequestSchema>

/** A new channel; without an id one is made. */
export const newChannelSchema = channelRequestSchema.extend({ id: channelIdSchema.optional() })
export type NewChannel = z.input<typeof newChannelSchema>

/** Fields to change; the others stay. */
export const channelChangeSchema = z.strictObject(fields).partial()
export type ChannelChange = z.output<typeof channelChangeSchema>

export const channelSchema = z
  .object({
    id: z.string(),
    ...fields,
    created_at: z.string(),
    updated_at: z.string(),
    version: z.number().int().describe('Its ETag'),
    used_today: z.number().int().describe('Questions since midnight UTC; a few seconds old'),
  })
  .meta({ id: 'Channel', description: 'A way in for the visitors of a portal.' })
export type Channel = z.infer<typeof channelSchema>

const pairSchema = z.object({ accent: z.string(), on_accent: z.string() })
/** How a channel looks; nothing of it is secret. */
export const appearanceSchema = channelSchema
  .pick({
    title: true,
    welcome: true,
    starters: true,
    position: true,
    offset_x: true,
    offset_y: true,
    z_index: true,
    language: true,
    label: true,
    feedback: true,
  }) // prettier-ignore
  .extend({
    colours: z
      .object({ light: pairSchema, dark: pairSchema })
      .describe('Its colour and the colour of text on it, on a light and on a dark page'),
  })
export type Appearance = z.infer<typeof appearanceSchema>

export const sessionSchema = z
  .object({
    token: z
      .string()
      .describe('To be sent as `Authorization: Bearer`; from pages of this origin and from the widget'),
    expires_at: z.string(),
    appearance: appearanceSchema,
  })
  .meta({ id: 'ChannelSession', description: 'What a page needs to show the widget and to ask.' })
export type Session = z.infer<typeof sessionSchema>

/** Channels as their staff sees them. */
export interface ChannelService {
  /** Throws `InputError` (409) when the id is taken. */
  create(wish: NewChannel): Promise<Channel>
  /** Make it, or replace all of it. Throws `AppError` `precondition_failed` (412) when the condition fails. */
  put(
    id: string,
    wish: ChannelRequest,
    condition?: Condition,
  ): Promise<{ channel: Channel; created: boolean }>
  /** Change some fields; null when there is none. Throws as `put`. */
  patch(id: string, change: ChannelChange, condition?: Condition): Promise<Channel | null>
  get(id: string): Promise<Channel | null>
  /** By id, from behind `after`. */
  list(limit: number, after?: string): Promise<Channel[]>
  /** False when there is none. Throws as `put`. */
  remove(id: string, condition?: Condition): Promise<boolean>
}

/** What a session lets its bearer do. */
export interface Visitor {
  channel: string
  /** Of the page that it was given to. */
  origin: string
  /** Articles it is held to. */
  filters?: Filters
  /** Questions the channel has a day. */
  daily?: number
}

/** Visitors by their sessions. What is changed of a channel holds for them within seconds. */
export interface ChannelVisits {
  /** The channel when it may be shown at all: null when there is none or it is switched off. */
  shown(id: string): Promise<Channel | null>
  /** A token for pages of this origin, and until when it holds. The caller has checked that the origin is allowed. */
  begin(id: string, origin: string): Promise<{ token: string; expires_at: string }>
  /** Null when the token is forged, expired, or its channel or origin is not allowed any longer. */
  bearer(token: string): Promise<Visitor | null>
  /** Whether some channel may be shown on pages of this origin. */
  allowsOrigin(origin: string): Promise<boolean>
}

/** By what a token of a session begins. */
export const SESSION_PREFIX = 'twc_'
