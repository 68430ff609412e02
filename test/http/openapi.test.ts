import { describe, expect, it } from 'vitest'
import { createAsking } from '../../src/http/asking.ts'
import { pageRoutes } from '../../src/http/pages/pages.ts'
import { fakeApp, fakeAssets } from './fakes.ts'

interface Document {
  openapi: string
  paths: Record<string, Record<string, { summary?: string; tags?: string[]; responses: object }>>
}

async function described(): Promise<Document> {
  const response = await fakeApp().app.request('/openapi.json')
  expect(response.headers.get('Content-Type')).toBe('application/json')
  return (await response.json()) as Document
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and holds every route, and no other', async () => {
    const { openapi, paths } = await described()
    expect(openapi).toBe('3.1.0')
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    // Middleware and the 405 of a path are registered for all methods; pages and the description itself are no API.
    const { app, deps } = fakeApp()
    const pages = ['GET /openapi.json', 'GET /docs', 'GET /llms.txt']
    for (const { method, path } of pageRoutes({ ...deps, assets: fakeAssets, asking: createAsking(deps) })
      .routes)
      pages.push(`${method} ${path}`)
    const held = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !pages.includes(route))
    expect([...new Set(held)].sort()).toEqual(told.sort())
    expect(told.length).toBeGreaterThan(5)
  })

  it('says of every operation what it is for and how it ends', async () => {
    const { paths } = await described()
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(operations.filter(({ summary, tags }) => !summary || !tags)).toEqual([])
    expect(operations.filter(({ responses }) => Object.keys(responses).length === 0)).toEqual([])
  })
})
