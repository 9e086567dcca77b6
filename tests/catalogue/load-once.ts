// Loads a catalogue in a process of its own, to be killed: node load-once.ts <url> <prefix> <file> [<statement>]
// With a statement it kills itself while the server works on that one.
import { landCatalogue } from '../../ingest/catalogue/land_catalogue.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { connect, type Warehouse } from '../../warehouse/connect.ts'

const [url, prefix, file, statement] = process.argv.slice(2)
const warehouse = connect({ url: url! })
let left = Number(statement ?? Number.POSITIVE_INFINITY)
const dieAt = <T>(working: Promise<T>): Promise<T> => {
  left -= 1
  // A moment, so that it is on its way.
  if (left === 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2)
  return left <= 0 ? working.then(() => new Promise<T>(() => {})) : working
}
const mortal: Warehouse = {
  ...warehouse,
  command: (sql, options) => dieAt(warehouse.command(sql, options)),
  rows: <T>(sql: string, options?: object) => dieAt(warehouse.rows<T>(sql, options)),
  insertNative: (...given) => dieAt(warehouse.insertNative(...given)),
}
await landCatalogue(mortal, loadCatalogue(file!), new Date(), { prefix: prefix! })
await warehouse.close()
