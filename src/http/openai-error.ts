// Errors as clients of OpenAI look for them, on the paths that imitate it: `error`, beside the members of a problem.
import type { Problem } from './problem.ts'

export interface OpenAiError {
  message: string
  type: string
  /** Of the request: which parameter is at fault. */
  param: string | null
  code: string
}

/** The problem, with `error` where the path is one of those. */
export function withOpenAiError(path: string, problem: Problem): Problem & { error?: OpenAiError } {
  return PATHS.test(path) ? { ...problem, error: openAiError(problem) } : problem
}

/** The same error in OpenAI's words. */
export function openAiError({ detail, status, code, errors }: Problem): OpenAiError {
  // They know messages, of which the question is one.
  const field = errors?.[0]?.field ?? ''
  const param = field === 'question' ? 'messages' : field
  return { message: detail, type: TYPES[status] ?? typeOf(status), param: param === '' ? null : param, code }
}

const PATHS = /^\/v1\/(?:chat\/completions|models)(?:\/|$)/

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
}

function typeOf(status: number): string {
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
