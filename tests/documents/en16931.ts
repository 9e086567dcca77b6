import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import { validateXML } from 'xmllint-wasm'
import { mavenFolder } from '../maven.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Of the rules of EN 16931 for UBL (ConnectingEurope/eInvoicing-EN16931). */
const RULES = '1.3.14.2'
const CCTS = 'urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2'

/** Files and jars of the validators, fetched by Maven. */
function validators(): Promise<string> {
  return mavenFolder({
    name: `en16931-${RULES}`,
    pom: join(import.meta.dirname, 'pom.xml'),
    what: 'the validation of electronic invoices',
    goals: (folder) => [
      [
        'dependency:unpack-dependencies',
        '-DincludeArtifactIds=phive-rules-en16931,ph-ubl21,ph-xsds-ccts-cct-schemamodule',
        `-Dmdep.unpack.includes=schemas/**,external/schemas/**,external/schematron/${RULES}/ubl/**`,
        `-DoutputDirectory=${folder}`,
        // Elsewhere than beside the pom, where they would say that another folder has them already.
        `-DmarkersDirectory=${join(folder, 'markers')}`,
      ],
      [
        'dependency:copy-dependencies',
        '-DincludeGroupIds=net.sf.saxon,org.xmlresolver,org.apache.httpcomponents.client5,org.apache.httpcomponents.core5,org.slf4j',
        `-DoutputDirectory=${join(folder, 'jars')}`,
      ],
    ],
    hint: '',
  })
}

/** What is wrong with UBL documents, by name: against the schemas of UBL 2.1, and against the rules of EN 16931. */
export async function validateUbl(documents: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await validators()
  const [schema, rules] = await Promise.all([againstSchema(folder, documents), againstRules(folder, documents)])
  return [...schema, ...rules]
}

async function againstSchema(folder: string, documents: Readonly<Record<string, string>>): Promise<string[]> {
  const schemas = join(folder, 'external', 'schemas')
  const ccts = '../../schemas/CCTS_CCT_SchemaModule.xsd'
  const text = (path: string) =>
    readFileSync(join(schemas, path), 'utf8')
      // The import names no file: a catalogue is meant to.
      .replace(`namespace="${CCTS}"/>`, `namespace="${CCTS}" schemaLocation="ccts.xsd"/>`)
      // We sign nothing, and signatures would bring three more schemas.
      .replace(/<xsd:import[^>]*CommonSignatureComponents-2"[^>]*\/>/, '')
      .replaceAll('schemaLocation="../common/', 'schemaLocation="')
  const preload = [
    { fileName: 'ccts.xsd', contents: text(ccts) },
    ...readdirSync(join(schemas, 'ubl21/common')).map((fileName) => ({
      fileName,
      contents: text(`ubl21/common/${fileName}`),
    })),
  ]
  const found: string[] = []
  for (const [name, xml] of Object.entries(documents)) {
    const kind = xml.includes('<CreditNote') ? 'CreditNote' : 'Invoice'
    const { errors } = await validateXML({
      xml: [{ fileName: `${name}.xml`, contents: xml }],
      schema: [{ fileName: `${kind}.xsd`, contents: text(`ubl21/maindoc/UBL-${kind}-2.1.xsd`) }],
      preload,
    })
    found.push(...errors.map(({ message }) => `${name}: ${message}`))
  }
  return found
}

interface Svrl {
  readonly 'schematron-output': {
    readonly 'failed-assert'?: readonly { readonly '@_id': string; readonly text: string }[]
  }
}

async function againstRules(folder: string, documents: Readonly<Record<string, string>>): Promise<string[]> {
  const work = temporaryFolder('en16931')
  const [from, to] = [join(work, 'in'), join(work, 'out')]
  for (const folder of [from, to]) mkdirSync(folder)
  const parser = new XMLParser({
    ignoreAttributes: false,
    removeNSPrefix: true,
    isArray: (name) => name === 'failed-assert',
  })
  try {
    for (const [name, xml] of Object.entries(documents)) writeFileSync(join(from, `${name}.xml`), xml)
    const rules = join(folder, 'external', 'schematron', RULES, 'ubl', 'EN16931-UBL-validation.xslt')
    const saxon = [
      '-cp',
      join(folder, 'jars', '*'),
      'net.sf.saxon.Transform',
      `-s:${from}`,
      `-o:${to}`,
      `-xsl:${rules}`,
    ]
    await promisify(execFile)('java', saxon, { timeout: 120_000 })
    return readdirSync(to).flatMap((file) => {
      const svrl = parser.parse(readFileSync(join(to, file), 'utf8')) as Svrl
      return (svrl['schematron-output']['failed-assert'] ?? []).map(
        ({ '@_id': id, text }) => `${file.replace(/\.[a-z]+$/, '')}: ${id} ${text}`,
      )
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
