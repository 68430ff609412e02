// GET /v1/models: the one model that clients of OpenAI find here.
import { createRoute, z } from '@hono/zod-openapi'
import { InputError } from '../errors.ts'
import { requires } from './access.ts'
import { MODEL } from './completion.ts'
import { createRouter, gives, problems } from './router.ts'

const modelSchema = z
  .object({
    id: z.literal(MODEL),
    object: z.literal('model'),
    created: z.number().int(),
    owned_by: z.literal(MODEL),
  })
  .meta({ id: 'Model', description: 'What answers, in the form of OpenAI.' })

const listRoute = createRoute({
  method: 'get',
  path: '/v1/models',
  tags: ['Ask'],
  summary: 'The models, in the form of OpenAI: one',
  middleware: requires('ask'),
  responses: {
    200: gives(z.object({ object: z.literal('list'), data: z.array(modelSchema) }), 'The list'),
    ...problems(401, 403, 429),
  },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/v1/models/{id}',
  tags: ['Ask'],
  summary: 'A model, in the form of OpenAI',
  middleware: requires('ask'),
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: gives(modelSchema, 'The model'), ...problems(401, 403, 404, 429) },
})

/** The routes of models. */
export function modelRoutes() {
  return createRouter()
    .openapi(listRoute, (c) => c.json({ object: 'list' as const, data: [TOUWEN] }, 200))
    .openapi(oneRoute, (c) => {
      knownModel(c.req.valid('param').id)
      return c.json(TOUWEN, 200)
    })
}

/** Throws `InputError` (404) for a model that is not here. */
export function knownModel(id: string): void {
  if (id === MODEL) return
  const message = `there is no model “${id.slice(0, 100)}”; use “${MODEL}”`
  throw new InputError(message, {
    code: 'model_not_found',
    status: 404,
    fields: [{ field: 'model', message }],
  })
}

const TOUWEN = {
  id: MODEL,
  object: 'model',
  // The day it was first offered.
  created: Date.UTC(2026, 10, 25) / 1000,
  owned_by: MODEL,
} as const
