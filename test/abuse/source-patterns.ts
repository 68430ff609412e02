// Where regular expressions stand in a TypeScript source: literals, and calls that make one. A tokenizer, no parser: it
// knows strings, templates, comments, and when a slash divides.

export interface Literal {
  source: string
  flags: string
  /** From 1. */
  line: number
}

export interface Patterns {
  literals: Literal[]
  /** The lines of `new RegExp(` and `RegExp(`. */
  made: number[]
}

/** A slash behind one of these words begins an expression. */
const WORDS = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await default'.split(' '),
)

/** All of one source. Throws for a literal that is none: then this tokenizer has lost its way. */
export function patternsIn(text: string): Patterns {
  const literals: Literal[] = []
  const made: number[] = []
  // Braces that are open; a template's own is marked.
  const open: ('{' | '${')[] = []
  let at = 0
  let line = 1
  // The token before: a word, or one character.
  let before = ''
  const pass = (to: number): void => {
    for (; at < to; at += 1) if (text[at] === '\n') line += 1
  }
  const template = (): void => {
    for (; at < text.length;) {
      if (text[at] === '\\') pass(at + 2)
      else if (text.startsWith('${', at)) {
        open.push('${')
        pass(at + 2)
        before = '{'
        return
      } else if (text[at] === '`') {
        pass(at + 1)
        before = '`'
        return
      } else pass(at + 1)
    }
  }
  while (at < text.length) {
    const char = text[at]!
    if (/\s/.test(char)) pass(at + 1)
    else if (text.startsWith('//', at)) pass(endOr(text.indexOf('\n', at), text))
    else if (text.startsWith('/*', at)) pass(endOr(text.indexOf('*/', at + 2) + 2, text))
    else if (char === '"' || char === "'") {
      let end = at + 1
      while (text[end] !== char) end += text[end] === '\\' ? 2 : 1
      pass(end + 1)
      before = char
    } else if (char === '`') {
      pass(at + 1)
      template()
    } else if (char === '/' && begins(before)) {
      const end = literalEnd(text, at)
      const flags = /^[a-z]*/.exec(text.slice(end + 1, end + 20))![0]
      const source = text.slice(at + 1, end)
      void new RegExp(source, flags)
      literals.push({ source, flags, line })
      pass(end + 1 + flags.length)
      before = ')'
    } else if (/[\w$]/.test(char)) {
      let end = at + 1
      while (/[\w$]/.test(text[end] ?? '')) end += 1
      before = text.slice(at, end)
      if (before === 'RegExp' && text[end] === '(') made.push(line)
      pass(end)
    } else {
      if (char === '{') open.push('{')
      pass(at + 1)
      // “a!” asserts that there is something, and what follows divides it.
      before = char === '!' && !begins(before) ? ')' : char
      if (char === '}' && open.pop() === '${') template()
    }
  }
  return { literals, made }
}

function begins(before: string): boolean {
  if (WORDS.has(before)) return true
  return !/^[\w$)\]"'`]/.test(before)
}

function literalEnd(text: string, from: number): number {
  let inClass = false
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '[') inClass = true
    else if (text[at] === ']') inClass = false
    else if (text[at] === '/' && !inClass) return at
  }
  throw new Error(`no end of a regular expression at ${from}: ${text.slice(from, from + 60)}`)
}

function endOr(at: number, text: string): number {
  return at < 2 ? text.length : at
}
