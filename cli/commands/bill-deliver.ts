import { resolve } from 'node:path'
import { languageOf } from '../../documents/language.ts'
import { documentsOf, type IssuedDocument } from '../../operations/billing/document.ts'
import { documentChoice } from '../../operations/billing/document-choice.ts'
import { renderDocument } from '../../operations/billing/render.ts'
import type { Channel, OutboxDocument } from '../../operations/outbox/document.ts'
import { type HandedOver, handOver } from '../../operations/outbox/hand-over.ts'
import { landHandedOver } from '../../operations/outbox/land.ts'
import { InputError } from '../../warehouse/errors.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { formatsOf } from './bill-render.ts'

export interface DeliverOptions extends CommonOptions {
  readonly cycle?: string
  readonly channel?: string
  readonly format: string
  readonly out: string
  readonly language?: string
  readonly verify?: boolean
}

/** Documents handed over at once. */
const PAGE = 200

/** `trunkline bill deliver`: hands documents to their carriers, each once. */
export async function deliver(number: string | undefined, options: DeliverOptions): Promise<void> {
  const wanted = formatsOf(options.format)
  const channel = channelOf(options.channel)
  await withBills(options, async (session) => {
    const { warehouse, prefix, print, progress } = session
    const where = await documentChoice(warehouse, prefix, number, options.cycle)
    const counts = { now: 0, before: 0, failed: 0 }
    const failed: string[] = []
    const all: HandedOver[] = []
    const hand = async (documents: readonly OutboxDocument[]) => {
      const done = await handOver(warehouse, documents, {
        prefix,
        folder: resolve(options.out),
        ...(options.verify ? { verify: true } : {}),
      })
      for (const { status, because } of done) {
        counts[status]++
        if (because !== undefined) failed.push(because)
      }
      if (options.json) all.push(...done)
      progress.update('documents', counts.now + counts.before)
    }
    const of = { prefix, ...(options.language === undefined ? {} : { language: options.language }) }
    let page: OutboxDocument[] = []
    for await (const document of documentsOf(warehouse, where, of)) {
      page.push(outboxDocument(session, document, channel ?? usualChannel(document), wanted))
      if (page.length < PAGE) continue
      await hand(page)
      page = []
    }
    await hand(page)
    await landHandedOver(warehouse, prefix)
    progress.clear()
    print(options.json ? JSON.stringify(all) : `${counts.now} handed over now, ${counts.before} before`)
    if (failed.length > 0) throw new InputError(`not handed over:\n${failed.join('\n')}`, 'the others are')
  })
}

function channelOf(text: string | undefined): Channel | undefined {
  if (text === undefined || text === 'email' || text === 'post' || text === 'portal') return text
  throw new InputError(`--channel ${text} is not known`, 'expected email, post or portal')
}

/** By e-mail where there is an address, else by post, else the customer finds it in the portal. */
function usualChannel({ bill: { buyer } }: IssuedDocument): Channel {
  if (buyer.email !== undefined) return 'email'
  return buyer.address.lines.length > 0 ? 'post' : 'portal'
}

/** An address of the channel; without one an error that the document’s turn tells, for it holds no other up. */
function recipientOf({ bill: { number, buyer } }: IssuedDocument, channel: Channel): string | InputError {
  if (channel === 'portal') return buyer.customerId
  if (channel === 'email') {
    if (buyer.email !== undefined) return buyer.email
    return new InputError(
      `${number} cannot go by e-mail: customer ${buyer.customerId} has no address`,
      'choose another --channel',
    )
  }
  const { lines, postCode, city, country } = buyer.address
  if (lines.length === 0) {
    return new InputError(
      `${number} cannot go by post: customer ${buyer.customerId} has no address`,
      'choose another --channel',
    )
  }
  return [buyer.name, ...lines, `${postCode} ${city}`.trim(), country].join('\n')
}

function outboxDocument(
  { warehouse, prefix }: Session,
  document: IssuedDocument,
  channel: Channel,
  wanted: ReturnType<typeof formatsOf>,
): OutboxDocument {
  const { bill } = document
  const recipient = recipientOf(document, channel)
  return {
    number: bill.number,
    kind: bill.kind,
    channel,
    recipient: typeof recipient === 'string' ? recipient : '',
    language: bill.language,
    subject: `${languageOf(bill.language).titles[bill.kind]} ${bill.number}`,
    render: async () => {
      if (recipient instanceof InputError) throw recipient
      return Promise.all(wanted.map((format) => renderDocument(warehouse, prefix, document, format)))
    },
  }
}
