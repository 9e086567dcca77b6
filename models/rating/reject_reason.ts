import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

/** Why usage is not rated; empty when it is. */
export const rejectReasons = ['in the future', 'too old', 'unknown subscription', 'blocked', 'no rate'] as const

export type RejectReason = (typeof rejectReasons)[number]

/** Why a use is not rated: by the models, or because it has come before. */
export const rejections = [...rejectReasons, 'duplicate', 'landed twice'] as const

export type Rejected = (typeof rejections)[number]

const eb = expressionBuilder<Record<string, never>>()

/** The first reason that holds, in the order of `rejectReasons`. */
export function rejectReason(usage: {
  readonly plausible: Expression<SqlBool>
  /** It began before what may still be billed. */
  readonly tooOld: Expression<SqlBool>
  /** Status of the line at the start; NULL where no line is known. */
  readonly status: Expression<Text | null>
  /** The price found blocks it. */
  readonly blocked: Expression<SqlBool>
  /** A price is needed and none is found. */
  readonly unpriced: Expression<SqlBool>
}): RawBuilder<RejectReason | ''> {
  return ch.multiIf<RejectReason | ''>(
    [
      [eb.not(usage.plausible), ch.literal('in the future')],
      [usage.tooOld, ch.literal('too old')],
      [
        eb(ch.coalesce(usage.status, ch.literal('pending')), 'not in', ['active', 'suspended']),
        ch.literal('unknown subscription'),
      ],
      [usage.blocked, ch.literal('blocked')],
      [usage.unpriced, ch.literal('no rate')],
    ],
    ch.literal(''),
  )
}
