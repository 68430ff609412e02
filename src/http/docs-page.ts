// The description of the API as one page of HTML: no script, nothing loaded from anywhere.
import { html, raw } from 'hono/html'
import type { ApiDocument, MediaType, Operation, Reply } from './api-document.ts'
import { curlOf } from './curl.ts'
import { fieldRow, fieldTable, inline, prose, table, typeOf, type Html } from './docs-fields.ts'
import { DOCS_STYLE } from './docs-style.ts'
import { resolve } from './json-schemas.ts'

/** The anchor of an operation on the page: `get-v1-articles-id`. */
export function anchorOf(method: string, path: string): string {
  return `${method}${path}`.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')
}

/** The whole page. `origin`: where the examples send their requests. */
export async function docsPage(api: ApiDocument, origin: string): Promise<string> {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${api.info.title} API</title>
        ${STYLE}
      </head>
      <body>
        <a class="skip" href="#main">To the reference</a>
        <div class="page">
          ${contents(api)}
          <main id="main">
            <h1>${api.info.title} API</h1>
            ${prose(api.info.description)}
            <p>
              For programs: <a href="/openapi.json">OpenAPI ${api.openapi}</a>,
              <a href="/llms.txt">llms.txt</a>.
            </p>
            ${authentication(api)} ${errors(api)} ${sections(api, origin)} ${schemas(api)}
          </main>
        </div>
      </body>
    </html>`
  return String(await page)
}

// --- Internal helpers ---

// To the letter: the policy of the page knows it by its hash.
const STYLE = raw(`<style>${DOCS_STYLE}</style>`)

type Listed = { method: string; path: string; operation: Operation }

function operationsOf({ paths }: ApiDocument, tag: string): Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .map(([method, operation]) => ({ method, path, operation }))
      .filter(({ operation }) => operation.tags[0] === tag),
  )
}

function contents(api: ApiDocument): Html {
  return html`<nav aria-label="Contents">
    <strong>投问 ${api.info.title}</strong>
    <ul>
      <li><a href="#authentication">Authentication</a></li>
      <li><a href="#errors">Errors</a></li>
    </ul>
    ${api.tags.map(
      ({ name }) =>
        html`<h2>${name}</h2>
          <ul>
            ${operationsOf(api, name).map(
              ({ method, path }) =>
                html`<li><a href="#${anchorOf(method, path)}">${method.toUpperCase()} ${path}</a></li>`,
            )}
          </ul>`,
    )}
    <h2>Schemas</h2>
    <ul>
      ${Object.keys(api.components.schemas).map(
        (name) => html`<li><a href="#schema-${name}">${name}</a></li>`,
      )}
    </ul>
  </nav>`
}

function authentication({ components }: ApiDocument): Html[] {
  return Object.values(components.securitySchemes).map((scheme) => {
    const { description = '' } = scheme as { description?: string }
    return html`<h2 id="authentication">Authentication</h2>
      ${prose(description)}`
  })
}

/** Every status that some operation fails with. */
function errors({ paths }: ApiDocument): Html {
  const found = new Map<string, string>([
    ['404', 'There is no such path, or no such thing'],
    ['405', 'The path does not have this method; Allow tells which it has'],
  ])
  for (const methods of Object.values(paths)) {
    for (const { responses } of Object.values(methods)) {
      for (const [status, { description }] of Object.entries(responses))
        if (/^[45]/.test(status) && !found.has(status)) found.set(status, description)
    }
  }
  const rows = [...found].sort(([a], [b]) => Number(a) - Number(b))
  return html`<h2 id="errors">Errors</h2>
    <p>
      All of them are <code>application/problem+json</code>, as <a href="#schema-Problem">Problem</a> tells;
      <code>code</code> is what a program should look at.
    </p>
    ${table(
      'Errors',
      ['Status', 'When'],
      rows.map(
        ([status, text]) =>
          html`<tr>
            <th scope="row"><code>${status}</code></th>
            <td>${inline(text)}</td>
          </tr>`,
      ),
    )}`
}

function sections(api: ApiDocument, origin: string): Html[] {
  return api.tags.map(
    ({ name, description = '' }) =>
      html`<section aria-label="${name}">
        <h2>${name}</h2>
        ${prose(description)} ${operationsOf(api, name).map((listed) => operationOf(api, origin, listed))}
      </section>`,
  )
}

function operationOf(api: ApiDocument, origin: string, { method, path, operation }: Listed): Html {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation
  const id = anchorOf(method, path)
  return html`<article id="${id}">
    <h3><span class="method">${method.toUpperCase()}</span><code>${path}</code></h3>
    ${prose(summary)} ${description === '' ? '' : prose(description)}
    <p class="quiet">${access(operation)}</p>
    <pre
      tabindex="0"
      aria-label="Example request"
    ><code>${curlOf(origin, method, path, operation, api)}</code></pre>
    ${
      parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            ${table(
              `Parameters of ${path}`,
              ['Field', 'Type', 'Description'],
              parameters.map(({ name, in: where, required, schema, description: told = '' }) =>
                fieldRow(name, { ...schema, description: told }, required, where),
              ),
            )}`
    }
    ${
      requestBody === undefined
        ? ''
        : html`<h4>Body</h4>
            ${bodies(api, requestBody.content, `Body of ${path}`)}`
    }
    <h4>Replies</h4>
    ${table(
      `Replies of ${path}`,
      ['Status', 'Type', 'Description'],
      Object.entries(responses).map(([status, reply]) => replyRow(status, reply)),
    )}
    ${Object.entries(responses).map(([status, { content = {} }]) =>
      Object.values(content).map(
        ({ schema = {}, examples = {} }) =>
          html`${
            schema.properties === undefined
              ? ''
              : html`<h4>Fields of ${status}</h4>
                  ${fieldTable(schema, `Reply ${status} of ${path}`)}`
          }
          ${examplesOf(examples, `Reply ${status}`)}`,
      ),
    )}
  </article>`
}

function access({ security }: Operation): string {
  const scopes = security.flatMap((way) => Object.values(way).flat())
  if (scopes.length === 0 && security.length === 0) return 'Needs no key.'
  const needed = scopes.length === 0 ? 'Needs a key.' : `Needs a key with the scope ${scopes.join(' or ')}`
  return security.some((way) => Object.keys(way).length === 0)
    ? `${needed}, unless reading is open.`
    : `${needed}.`
}

function bodies({ components }: ApiDocument, content: Record<string, MediaType>, caption: string): Html[] {
  return Object.entries(content).map(([type, { schema = {}, examples = {} }]) => {
    const fields = resolve(schema, components.schemas)
    return html`<p><code>${type}</code>: ${typeOf(schema)}</p>
      ${fields.properties === undefined ? '' : fieldTable(fields, caption)} ${examplesOf(examples, 'Request')}`
  })
}

function replyRow(status: string, { description, content = {} }: Reply): Html {
  return html`<tr>
    <th scope="row"><code>${status}</code></th>
    <td>
      ${Object.entries(content).map(
        ([type, { schema }], i) =>
          html`${i === 0 ? '' : html`<br />`}${schema === undefined ? html`<code>${type}</code>` : typeOf(schema)}`,
      )}
    </td>
    <td>${inline(description)}</td>
  </tr>`
}

function examplesOf(examples: NonNullable<MediaType['examples']>, what: string): Html[] {
  return Object.values(examples).map(
    ({ summary = '', value }) =>
      html`<details>
        <summary>${what}: ${summary}</summary>
        <pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>
      </details>`,
  )
}

function schemas({ components }: ApiDocument): Html {
  return html`<section aria-label="Schemas">
    <h2>Schemas</h2>
    ${Object.entries(components.schemas).map(
      ([name, schema]) =>
        html`<article id="schema-${name}">
          <h3>${name}</h3>
          ${prose(schema.description ?? '')}
          ${schema.properties === undefined ? html`<p>${typeOf(schema)}</p>` : fieldTable(schema, name)}
        </article>`,
    )}
  </section>`
}
