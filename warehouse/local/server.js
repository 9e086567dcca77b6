// A real ClickHouse server (HTTP and native TCP) in this process, from the npm packages chdb and ffi-rs only.
//   node server.js --path=DIR --config-file=FILE [any clickhouse-local option]
// Prints "listening <http>\t<tcp>" when up. Clean stop: SIGTERM, SIGINT, SIGHUP, or end of stdin unless TRUNKLINE_DETACHED
// is set, so that it never outlives a parent that holds its stdin pipe.
// koffi cannot be used: it swaps the C stack and ClickHouse's stack check throws; ffi-rs (libffi) is fine.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { libchdbPath } from 'chdb/libchdb'
import { DataType, load, open } from 'ffi-rs'

const options = process.argv.slice(2)
const data = options.find((option) => option.startsWith('--path='))?.slice('--path='.length)
if (!data) throw new Error('--path=DIR is missing')

const release = takeDirectory(data)
prepareSystemDatabase(data)
removeStale()
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), `trunkline-server-${process.pid}-`))
const control = path.join(scratch, 'control')
const ports = path.join(scratch, 'ports')
if (spawnSync('mkfifo', ['-m', '600', control]).status !== 0) throw new Error(`mkfifo ${control} failed`)

const defaults = { http_port: 0, tcp_port: 0, listen_host: '127.0.0.1' }
const argv = [
  'clickhouse',
  ...options,
  ...Object.entries(defaults)
    .filter(([name]) => !options.some((option) => option.startsWith(`--${name}=`)))
    .map(([name, value]) => `--${name}=${value}`),
  // Without a table of its own the engine sniffs our stdin for one, and hangs.
  '--file=/dev/null',
  '--structure=l String',
  '--input-format=LineAsString',
  // The boot query reports the ports, then blocks on the pipe for as long as the server lives.
  `--query=SYSTEM START LISTEN QUERIES ALL;
    INSERT INTO FUNCTION file('${ports}', 'TSV', 'h UInt16, t UInt16')
      SELECT getServerPort('http_port'), getServerPort('tcp_port') FROM system.one;
    SELECT count() FROM file('${control}', 'LineAsString', 'l String') FORMAT Null`,
]

open({ library: 'chdb', path: libchdbPath() })
const call = (funcName, retType, paramsType, paramsValue, runInNewThread = false) =>
  load({ library: 'chdb', funcName, retType, paramsType, paramsValue, runInNewThread })

const ended = call(
  'chdb_query_cmdline',
  DataType.External,
  [DataType.I32, DataType.StringArray],
  [argv.length, argv],
  true,
)

const announce = setInterval(() => {
  if (!fs.existsSync(ports)) return
  const text = fs.readFileSync(ports, 'utf8')
  if (!text.endsWith('\n')) return
  clearInterval(announce)
  console.log('listening', text.trim())
}, 10)

let stopping
const stop = () => {
  stopping ??= setInterval(() => {
    try {
      fs.closeSync(fs.openSync(control, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK))
    } catch (error) {
      // ENXIO: the engine has not opened its end yet; ENOENT: it has already gone.
      if (error.code !== 'ENXIO' && error.code !== 'ENOENT') throw error
    }
  }, 20)
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
if (!process.env.TRUNKLINE_DETACHED) process.stdin.on('end', stop).on('error', stop).resume()

const result = await ended
// Asked for as an integer first: ffi-rs crashes when it turns a NULL char* into a string.
const failed = call('chdb_result_error', DataType.I64, [DataType.External], [result])
const message = failed ? call('chdb_result_error', DataType.String, [DataType.External], [result]) : ''
if (message) console.error(message)
fs.rmSync(scratch, { recursive: true, force: true })
release()
process.exit(stopping && !message ? 0 : 1)

/** The engine empties its folder for temporary files before it looks whether another engine owns them: so we look first. */
function takeDirectory(dir) {
  const file = `${dir}.lock`
  const own = `${file}.${process.pid}`
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  fs.writeFileSync(own, String(process.pid))
  for (;;) {
    try {
      fs.linkSync(own, file)
      fs.rmSync(own)
      return () => fs.rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner !== undefined && serves(owner, dir)) {
      fs.rmSync(own)
      console.error(`another server instance is already running: process ${owner}`)
      process.exit(1)
    }
    // Of one that was killed; of two that see it the second may take away what the first has put there since.
    const stale = `${own}.stale`
    try {
      fs.renameSync(file, stale)
      if (readOwner(stale) !== owner) fs.linkSync(stale, file)
      fs.rmSync(stale)
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
    }
  }
}

function readOwner(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** A pid may have been given to another program since: where /proc tells, look at what runs there. */
function serves(pid, dir) {
  if (!lives(pid)) return false
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(`--path=${dir}`)
  } catch {
    return !fs.existsSync('/proc/self')
  }
}

/** Servers that were killed leave their folder: its name says whose it was. */
function removeStale() {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = /^trunkline-server-(\d+)-/.exec(name)?.[1]
    if (pid && pid !== String(process.pid) && !lives(Number(pid))) {
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
    }
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** On a fresh directory `system` would be held in memory, and query_log could never flush: put it on disk. */
function prepareSystemDatabase(dir) {
  const metadata = path.join(dir, 'metadata')
  if (fs.existsSync(metadata)) return
  const uuid = randomUUID()
  const store = `store/${uuid.slice(0, 3)}/${uuid}`
  fs.mkdirSync(path.join(dir, store), { recursive: true })
  fs.mkdirSync(metadata)
  fs.writeFileSync(path.join(metadata, 'system.sql'), `ATTACH DATABASE _ UUID '${uuid}'\nENGINE = Atomic\n`)
  fs.symlinkSync(`../${store}`, path.join(metadata, 'system'))
}
