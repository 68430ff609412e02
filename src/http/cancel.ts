// A client that goes away cancels its work.
import { clientGone } from './problem.ts'

/** Run work under the request's signal. Whatever it throws after an abort counts as the client's going. */
export async function whileConnected<T>(
  request: Request,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = request
  try {
    return await work(signal)
  } catch (error) {
    if (signal.aborted) throw clientGone(error)
    throw error
  }
}
