// The script of the chat page.
import { render } from 'hono/jsx/dom'
import { useState } from 'hono/jsx'

function App() {
  const [count, setCount] = useState(0)
  return <button onClick={() => setCount(count + 1)}>{`clicked ${count}`}</button>
}

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
