// Required before a program and before each of its threads: whatever of it would leave this machine is told on standard error
// and fails. Connections, datagrams and the look-up of names; loopback and pipes are its own.
const dgram = require('node:dgram')
const dns = require('node:dns')
const net = require('node:net')
const { writeSync } = require('node:fs')

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::)$/

function denied(what, host) {
  writeSync(2, `OUTGOING ${what} ${String(host)}\n`)
  return new Error(`${what} ${String(host)} leaves this machine`)
}

/** The host of a call as Node takes it: an options object, a path, or port and host; null for a pipe. */
function hostOf(given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first
    return path === undefined || path === null ? (host ?? 'localhost') : null
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null
  return typeof second === 'string' ? second : 'localhost'
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...given) {
  const host = hostOf(given)
  if (host === null || LOCAL.test(host)) return connect.apply(this, given)
  this.destroy(denied('connect', host))
  return this
}

const { send } = dgram.Socket.prototype
dgram.Socket.prototype.send = function (...given) {
  const host = given.findLast((one) => typeof one === 'string') ?? 'connected'
  if (!LOCAL.test(host)) throw denied('send', host)
  send.apply(this, given)
}

for (const api of [dns, dns.promises]) {
  for (const [name, real] of Object.entries(api)) {
    if (typeof real !== 'function' || !/^(?:lookup|resolve|reverse)/.test(name)) continue
    api[name] = (...given) => {
      if (!LOCAL.test(String(given[0]))) throw denied(name, given[0])
      return real.apply(api, given)
    }
  }
}
