// The operations that the API describes of itself, and whether a reply is as described.
import type { ApiDocument, Operation } from '../../src/http/api-document.ts'
import { fakeApp } from './fakes.ts'
import { faultsOf } from './json-schema.ts'

export interface Row {
  name: string
  method: string
  path: string
  operation: Operation
}

/** The description, its operations, and what is wrong with a reply to one of them. */
export async function described() {
  const api = (await (await fakeApp().app.request('/openapi.json')).json()) as ApiDocument
  const rows: Row[] = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )

  /** The reply as the description knows it, or what is wrong with it. */
  const undescribed = async ({ operation }: Row, response: Response): Promise<string[]> => {
    const reply = operation.responses[String(response.status)]
    if (reply === undefined) return [`status ${response.status} is not described`]
    const type = (response.headers.get('Content-Type') ?? '').split(';')[0]!
    const missing = Object.keys(reply.headers ?? {}).filter(
      (header) =>
        ['X-Request-Id', 'WWW-Authenticate', 'Retry-After'].includes(header) && !response.headers.has(header),
    )
    const faults = missing.map((header) => `the header ${header} is missing`)
    if (response.body === null) return faults
    const media = reply.content?.[type]
    if (media === undefined) return [...faults, `a reply of type “${type}” is not described`]
    if (!type.endsWith('json') || media.schema === undefined) return faults
    return [...faults, ...faultsOf(await response.json(), media.schema, { root: api as never })]
  }

  return { api, rows, undescribed }
}
