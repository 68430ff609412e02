// How routes are declared: one zod schema for what a route takes, what it gives and how it is documented.
import { OpenAPIHono, z } from '@hono/zod-openapi'
import { refused } from '../validate.ts'
import type { AppEnv } from './deps.ts'
import { methodNotAllowed } from './problem.ts'

/** An empty set of routes; what breaks a route's schema is thrown as `InputError` (422) with its fields. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw refused(result.error)
    },
  })
}

const problemSchema = z
  .object({
    type: z.string().describe('`urn:touwen:problem:` and the code'),
    title: z.string().describe('The name of the status'),
    status: z.number().int(),
    detail: z.string().describe('What happened, with which value, and what to do'),
    code: z.string().describe('Stable and machine-readable'),
    request_id: z.string().describe('Names this request in the log'),
    trace_id: z.string().optional().describe('The trace it belongs to (W3C Trace Context)'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('Each field that breaks a rule'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' })

const PROBLEMS = {
  400: 'The body cannot be read as what it says it is',
  401: 'A key is needed, or the key given is not valid',
  403: 'The key may not do this',
  404: 'There is no such thing',
  409: 'It is in a state that does not allow this',
  412: 'It has changed since: If-Match does not hold',
  413: 'The body is too large',
  415: 'The body has a media type or encoding that is not taken',
  422: 'A field breaks a rule; `errors` names each',
  429: 'Too many requests; Retry-After tells when to come again',
  500: 'An unexpected error; its cause is in the log under this request id',
  503: 'Overloaded or not ready; Retry-After tells when to come again',
  507: 'The disk is full; it takes writes again when room has been made',
} as const

type ProblemStatus = keyof typeof PROBLEMS
interface ProblemResponse {
  description: string
  content: { 'application/problem+json': { schema: typeof problemSchema } }
}

/** The problems a route may answer with, for its `responses`. */
export function problems<Status extends ProblemStatus>(
  ...statuses: Status[]
): Record<Status, ProblemResponse> {
  const entries = statuses.map((status) => [
    status,
    { description: PROBLEMS[status], content: { 'application/problem+json': { schema: problemSchema } } },
  ])
  return Object.fromEntries(entries) as Record<Status, ProblemResponse>
}

/** A reply that the route's schema does not type: a stream, a problem. */
export function untyped(response: Response): never {
  return response as never
}

/** A JSON reply, for a route's `responses`. */
export function gives<T extends z.ZodType>(
  schema: T,
  description: string,
): { description: string; content: { 'application/json': { schema: T } } } {
  return { description, content: { 'application/json': { schema } } }
}

/** A JSON body, for a route's `request`; the route's middleware must read it with `jsonBody`. */
export function takes<T extends z.ZodType>(
  schema: T,
): { required: true; content: { 'application/json': { schema: T } } } {
  return { required: true, content: { 'application/json': { schema } } }
}

/** Answer the methods that a declared path does not have with 405 and what it allows. To be called once, last. */
export function refuseOtherMethods(app: OpenAPIHono<AppEnv>): void {
  const allowed = new Map<string, string[]>()
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { method, path } = definition.route
    allowed.set(path, [...(allowed.get(path) ?? []), method.toUpperCase()])
  }
  for (const [path, methods] of allowed) {
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), methodNotAllowed(...methods))
  }
}
