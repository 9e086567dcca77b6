// Loads a catalogue in a process of its own, to be killed: node load-once.ts <url> <prefix> <file> [<statement>]
// With a statement it kills itself while the server works on that one.
import { landCatalogue } from '../../ingest/catalogue/land_catalogue.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { connect } from '../../warehouse/connect.ts'
import { mortal } from '../mortal-warehouse.ts'

const [url, prefix, file, statement] = process.argv.slice(2)
const warehouse = connect({ url: url! })
await landCatalogue(mortal(warehouse, statement), loadCatalogue(file!), new Date(), { prefix: prefix! })
await warehouse.close()
