// Strings made to slow a regular expression down: what leads to each of its repetitions, what is repeated, and an end that does
// not fit. It reads the expression's own syntax; what it does not know, it passes over as empty.

/** One string of any length: `lead`, `pump` again and again, `end`. */
export interface Attack {
  lead: string
  pump: string
  end: string
}

/** The string of an attack, of about `length` units. */
export function attackString({ lead, pump, end }: Attack, length: number): string {
  return lead + pump.repeat(Math.ceil(length / pump.length)) + end
}

type Node =
  | { kind: 'one'; chars: string[] }
  | { kind: 'row'; items: Node[] }
  | { kind: 'ways'; ways: Node[] }
  | { kind: 'many'; min: number; max: number; body: Node }
  | { kind: 'nothing' }

const POOL = [...'1aA中年一， 、。,.-:/"“（(<&=%的\n\t\u3000\u00a0\u200b\u0301０😀']
/** Texts of one part of an expression that are tried. */
const VARIANTS = 6
const ENDS = ['\u0000', '', '\n', '！']

/** Attacks on an expression, most special first; at most `limit`, spread evenly over all that there are. */
export function attacksOn(expression: RegExp, limit: number): Attack[] {
  const tree = parse(expression)
  const found = new Map<string, Attack>()
  const add = (lead: string, pump: string): void => {
    if (pump === '') return
    for (const end of ENDS) found.set(JSON.stringify([lead, pump, end]), { lead, pump, end })
  }
  const chars = new Set<string>()
  const visit = (node: Node, lead: string): void => {
    if (node.kind === 'one') for (const char of node.chars.slice(0, 4)) chars.add(char)
    else if (node.kind === 'ways') for (const way of node.ways) visit(way, lead)
    else if (node.kind === 'many') {
      if (node.max >= 8) {
        const bodies = textsOf(node.body)
        for (const body of bodies) {
          add(lead, body)
          if (lead !== '') add('', lead + body)
        }
        if (bodies.length > 1) add(lead, bodies[0]! + bodies[1]!)
      }
      visit(node.body, lead)
    } else if (node.kind === 'row') {
      let before = lead
      for (const item of node.items) {
        visit(item, before)
        before += textsOf(item)[0] ?? ''
        // All that leads up to here, again and again: each a new beginning that comes to nothing.
        add('', before)
      }
    }
  }
  visit(tree, '')
  for (const text of textsOf(tree)) add('', text)
  for (const char of [...chars].slice(0, 40)) add('', char)
  const all = [...found.values()]
  const step = Math.max(1, all.length / limit)
  return Array.from({ length: Math.min(limit, all.length) }, (_, i) => all[Math.floor(i * step)]!)
}

/** Some texts that a part of an expression matches, the shortest way through its repetitions. */
function textsOf(node: Node): string[] {
  switch (node.kind) {
    case 'nothing':
      return ['']
    case 'one':
      return node.chars.slice(0, VARIANTS)
    case 'ways':
      return [...new Set(node.ways.flatMap((way) => textsOf(way).slice(0, 2)))].slice(0, VARIANTS)
    case 'many':
      return textsOf(node.body).map((text) => text.repeat(Math.max(1, Math.min(node.min, 50))))
    case 'row': {
      const parts = node.items.map(textsOf)
      const plain = parts.map(([first]) => first ?? '')
      const varied = parts.flatMap((texts, i) =>
        texts.slice(1, 3).map((text) => plain.with(i, text).join('')),
      )
      return [...new Set([plain.join(''), ...varied])].slice(0, VARIANTS)
    }
  }
}

// --- The syntax ---

function parse({ source, flags }: RegExp): Node {
  const unicode = flags.includes('u') || flags.includes('v')
  const ignoring = `${unicode ? 'u' : ''}${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`
  let at = 0

  const ways = (): Node => {
    const found = [row()]
    while (source[at] === '|') {
      at += 1
      found.push(row())
    }
    return found.length === 1 ? found[0]! : { kind: 'ways', ways: found }
  }
  const row = (): Node => {
    const items: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(repeated(atom()))
    return { kind: 'row', items }
  }
  const repeated = (body: Node): Node => {
    const [all = '', sign, from, comma, to] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at, at + 24)) ?? []
    if (all === '') return body
    at += all.length
    if (sign !== undefined)
      return { kind: 'many', min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity, body }
    return {
      kind: 'many',
      min: Number(from),
      max: to !== '' ? Number(to) : comma === ',' ? Infinity : Number(from),
      body,
    }
  }
  const atom = (): Node => {
    const char = source[at]!
    if (char === '(') return group()
    if (char === '[') return set(classEnd(at))
    if (char === '\\') return escape()
    if (char === '^' || char === '$') {
      at += 1
      return { kind: 'nothing' }
    }
    return set(at + String.fromCodePoint(source.codePointAt(at)!).length)
  }
  const group = (): Node => {
    const [head] = /^\((?:\?(?:<?[=!]|:|<\w+>))?/.exec(source.slice(at, at + 60))!
    at += head.length
    const inside = ways()
    at += 1
    // What is only looked at has no characters of its own; those of it that must not come are of use as pumps.
    return /[=!]$/.test(head) ? { kind: 'many', min: 0, max: 8, body: inside } : inside
  }
  const escape = (): Node => {
    const [text] = /^\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|k<\w+>|\d+|[\s\S])/iu.exec(
      source.slice(at, at + 80),
    )!
    if (/^\\(?:[bB]|k<|[1-9])/.test(text)) {
      at += text.length
      return { kind: 'nothing' }
    }
    return set(at + text.length)
  }
  const classEnd = (from: number): number => {
    let end = from + 1
    while (source[end] !== ']') end += source[end] === '\\' ? 2 : 1
    return end + 1
  }
  const set = (end: number): Node => {
    const text = source.slice(at, end)
    at = end
    const fits = new RegExp(`^(?:${text})$`, ignoring)
    const own = [...text].filter((char) => !'\\[]^'.includes(char))
    // Han first where they fit: nearly everything here is about them.
    return { kind: 'one', chars: [...new Set([...POOL, ...own])].filter((char) => fits.test(char)) }
  }
  return ways()
}
