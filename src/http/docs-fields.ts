// Schemas as tables of fields. It knows JSON Schema and HTML, nothing of routes.
import { html } from 'hono/html'
import type { JsonSchema } from './api-document.ts'

/** What `html` makes: everything put into it is escaped. */
export type Html = ReturnType<typeof html>

/** Text of ours: paragraphs, with \`code\` between backticks. */
export function prose(text: string): Html[] {
  return text.split('\n\n').map((paragraph) => html`<p>${inline(paragraph)}</p>`)
}

/** One line of text, with \`code\` between backticks. */
export function inline(text: string): Html[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))
}

/** The members of a schema, those of its unnamed parts with them. */
export function fieldTable(schema: JsonSchema, caption: string): Html {
  return table(caption, ['Field', 'Type', 'Description'], rowsOf(schema, ''))
}

/** A table that scrolls sideways when it must. `rows`: each a whole `<tr>`. */
export function table(caption: string, heads: string[], rows: Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

/** One field, or parameter, as a row. */
export function fieldRow(name: string, schema: JsonSchema, required: boolean, where?: string): Html {
  const limits = limitsOf(schema)
  return html`<tr>
    <th scope="row">
      <code>${name}</code><br /><span class="need"
        >${where === undefined ? '' : `${where}, `}${required ? 'required' : 'optional'}</span
      >
    </th>
    <td>${typeOf(schema)}</td>
    <td>
      ${inline(schema.description ?? '')}${limits === '' ? '' : html` <span class="need">${limits}</span>`}
    </td>
  </tr>`
}

/** The type in words, with links to named schemas. */
export function typeOf(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const ways = schema.anyOf ?? schema.oneOf
  if (ways !== undefined) return joined(ways.map(typeOf), ' or ')
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum !== undefined)
    return joined(
      schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      ' or ',
    )
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`
  const types = [schema.type ?? 'anything'].flat().join(' or ')
  const format = schema['format']
  return html`${types}${typeof format === 'string' ? ` (${format})` : ''}`
}

// --- Internal helpers ---

function rowsOf({ properties = {}, required = [] }: JsonSchema, prefix: string): Html[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const parts = partsOf(schema)
    const row = fieldRow(`${prefix}${name}`, schema, required.includes(name))
    return parts === null ? [row] : [row, ...rowsOf(parts.schema, `${prefix}${name}${parts.step}`)]
  })
}

/** The unnamed object in a field, or in the items of a list. */
function partsOf(schema: JsonSchema): { schema: JsonSchema; step: string } | null {
  if (schema.properties !== undefined) return { schema, step: '.' }
  const way = schema.anyOf?.find(({ properties }) => properties !== undefined)
  if (way !== undefined) return { schema: way, step: '.' }
  const inner = schema.items === undefined ? null : partsOf(schema.items)
  return inner === null ? null : { schema: inner.schema, step: `[]${inner.step}` }
}

const LIMITS: readonly [keyword: string, text: (value: string) => string][] = [
  ['minimum', (value) => `from ${value}`],
  ['exclusiveMinimum', (value) => `more than ${value}`],
  ['maximum', (value) => `at most ${value}`],
  ['minLength', (value) => (value === '1' ? 'not empty' : `${value} characters or more`)],
  ['maxLength', (value) => `at most ${value} characters`],
  ['minItems', (value) => `${value} items or more`],
  ['maxItems', (value) => `at most ${value} items`],
  ['pattern', (value) => `matches ${value}`],
]

function limitsOf(schema: JsonSchema): string {
  const own = [schema, ...(schema.anyOf ?? [])]
  const limits = LIMITS.flatMap(([keyword, text]) => {
    const value = own.find((it) => it[keyword] !== undefined)?.[keyword]
    return value === undefined ? [] : [text(String(value))]
  })
  if (schema.default !== undefined) limits.push(`default ${JSON.stringify(schema.default)}`)
  return limits.join(', ')
}

function joined(parts: Html[], between: string): Html {
  return html`${parts.map((part, i) => (i === 0 ? part : html`${between}${part}`))}`
}
