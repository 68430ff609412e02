// /v1/channels: the widget of portals, set up by whoever has the scope admin; and the sessions that their pages begin.
import { createRoute, z } from '@hono/zod-openapi'
import {
  channelChangeSchema,
  channelIdSchema,
  channelRequestSchema,
  channelSchema,
  newChannelSchema,
  sessionSchema,
  type Appearance,
  type Channel,
} from '../channel-contract.ts'
import { limitSchema } from '../contract.ts'
import { InputError, NotFoundError } from '../errors.ts'
import { originAllowed } from '../origin.ts'
import { coloursOf } from '../web/colour.ts'
import { requires } from './access.ts'
import { jsonBody } from './body.ts'
import { conditionHeaders, conditionOf } from './conditions.ts'
import { cursorSchema, pageOf } from './cursor.ts'
import type { AppDeps } from './deps.ts'
import { createRouter, gives, problems, takes } from './router.ts'

const PATH = '/v1/channels/{id}'
const TAGS = ['Channels']
const params = z.object({ id: z.string() })

const createChannelRoute = createRoute({
  method: 'post',
  path: '/v1/channels',
  tags: TAGS,
  summary: 'Make a channel; its id stands in the line that is put into the pages',
  middleware: [requires('admin'), jsonBody()] as const,
  request: { body: takes(newChannelSchema) },
  responses: {
    201: gives(channelSchema, 'The channel; the ETag is its version'),
    ...problems(400, 401, 403, 409, 413, 415, 422, 429),
  },
})

const listChannelsRoute = createRoute({
  method: 'get',
  path: '/v1/channels',
  tags: TAGS,
  summary: 'Channels, by id',
  middleware: requires('admin'),
  request: { query: z.strictObject({ limit: limitSchema, cursor: cursorSchema(z.string().max(40)) }) },
  responses: {
    200: gives(z.object({ items: z.array(channelSchema), next_cursor: z.string().nullable() }), 'A page'),
    ...problems(400, 401, 403, 422, 429),
  },
})

const getChannelRoute = createRoute({
  method: 'get',
  path: PATH,
  tags: TAGS,
  summary: 'A channel',
  middleware: requires('admin'),
  request: { params },
  responses: { 200: gives(channelSchema, 'The channel'), ...problems(401, 403, 404, 422, 429) },
})

const putChannelRoute = createRoute({
  method: 'put',
  path: PATH,
  tags: TAGS,
  summary: 'Make a channel, or replace all of it; what is left out has its default',
  middleware: [requires('admin'), jsonBody()] as const,
  request: {
    params: z.object({ id: channelIdSchema }),
    headers: conditionHeaders,
    body: takes(channelRequestSchema),
  },
  responses: {
    200: gives(channelSchema, 'The channel that was there is changed; the ETag is its version'),
    201: gives(channelSchema, 'There is a new channel'),
    ...problems(400, 401, 403, 412, 413, 415, 422, 429),
  },
})

const patchChannelRoute = createRoute({
  method: 'patch',
  path: PATH,
  tags: TAGS,
  summary: 'Change some fields of a channel',
  middleware: [requires('admin'), jsonBody()] as const,
  request: { params, headers: conditionHeaders, body: takes(channelChangeSchema) },
  responses: {
    200: gives(channelSchema, 'The channel; the ETag is its version'),
    ...problems(400, 401, 403, 404, 412, 413, 415, 422, 429),
  },
})

const deleteChannelRoute = createRoute({
  method: 'delete',
  path: PATH,
  tags: TAGS,
  summary: 'Remove a channel: the widget ends in all pages that hold its line',
  middleware: requires('admin'),
  request: { params, headers: conditionHeaders },
  responses: {
    204: { description: 'It is gone; other processes know within seconds' },
    ...problems(400, 401, 403, 404, 412, 422, 429),
  },
})

const beginSessionRoute = createRoute({
  method: 'post',
  path: `${PATH}/sessions`,
  tags: TAGS,
  summary: 'Begin the session of a page: how the widget looks, and a token to ask with',
  description:
    'Called by widget.js in the page of a portal; its `Origin` must be one of the channel. The token holds for 15 minutes, and for as long as channel and origin are allowed.',
  request: { params },
  responses: {
    200: gives(sessionSchema, 'The session'),
    ...problems(400, 403, 404, 422),
  },
})

/** The routes of channels and sessions. */
export function channelRoutes({ channels, visits }: Pick<AppDeps, 'channels' | 'visits'>) {
  return createRouter()
    .openapi(createChannelRoute, async (c) => {
      const channel = await channels.create(c.req.valid('json'))
      c.header('Location', `/v1/channels/${channel.id}`)
      return tagged(c, channel).json(channel, 201)
    })
    .openapi(listChannelsRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      c.header('Cache-Control', 'no-store')
      return c.json(
        pageOf(await channels.list(limit + 1, cursor), limit, ({ id }) => id),
        200,
      )
    })
    .openapi(getChannelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const channel = await channels.get(id)
      if (channel === null) throw missing(id)
      return tagged(c, channel).json(channel, 200)
    })
    .openapi(putChannelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const condition = conditionOf(c.req.valid('header'))
      const { channel, created } = await channels.put(id, c.req.valid('json'), condition)
      tagged(c, channel)
      if (!created) return c.json(channel, 200)
      c.header('Location', `/v1/channels/${id}`)
      return c.json(channel, 201)
    })
    .openapi(patchChannelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const channel = await channels.patch(id, c.req.valid('json'), conditionOf(c.req.valid('header')))
      if (channel === null) throw missing(id)
      return tagged(c, channel).json(channel, 200)
    })
    .openapi(deleteChannelRoute, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await channels.remove(id, conditionOf(c.req.valid('header'))))) throw missing(id)
      return c.body(null, 204)
    })
    .openapi(beginSessionRoute, async (c) => {
      const { id } = c.req.valid('param')
      const channel = await visits.shown(id)
      if (channel === null) throw missing(id)
      const origin = c.req.header('Origin')
      if (origin === undefined || !originAllowed(channel.origins, origin)) throw notAllowed(id, origin)
      c.header('Cache-Control', 'no-store')
      return c.json({ ...(await visits.begin(id, origin)), appearance: appearanceOf(channel) }, 200)
    })
}

/** What everybody may see of a channel. */
export function appearanceOf(channel: Channel): Appearance {
  const { title, welcome, starters, position, offset_x, offset_y, z_index, language, label, feedback } =
    channel
  const colours = coloursOf(channel.colour)
  return {
    title,
    welcome,
    starters,
    position,
    offset_x,
    offset_y,
    z_index,
    language,
    label,
    feedback,
    colours,
  }
}

// --- Internal helpers ---

function tagged<C extends { header(name: string, value: string): void }>(c: C, { version }: Channel): C {
  c.header('ETag', `"${version}"`)
  c.header('Cache-Control', 'no-store')
  return c
}

function missing(id: string): NotFoundError {
  return new NotFoundError(
    `there is no channel “${id.slice(0, 60)}”, or it is switched off; take an id from “touwen channels list”`,
  )
}

// Read by a webmaster in the console of a browser.
function notAllowed(id: string, origin: string | undefined): InputError {
  const options = { code: 'origin_not_allowed', status: 403 }
  if (origin === undefined) {
    return new InputError(
      'the request names no Origin, so no page sent it; put the line of the channel into a page',
      options,
    )
  }
  const shown = origin.slice(0, 300)
  return new InputError(
    `pages of “${shown}” may not show the channel “${id}”; add the origin to it: touwen channels allow ${id} ${shown}, or in the console under 渠道`,
    options,
  )
}
