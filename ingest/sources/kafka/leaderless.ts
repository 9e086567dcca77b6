import { type Base, type Callback, kGetApi } from '@platformatic/kafka'

const LEADER_NOT_AVAILABLE = 5

/** What a broker answers when asked for topics; a partition without a leader has -1. */
interface MetadataResponse {
  readonly topics: readonly {
    readonly name: string
    readonly errorCode: number
    readonly partitions: readonly { readonly errorCode: number; readonly partitionIndex: number }[]
  }[]
}

type MetadataApi = ((...args: unknown[]) => unknown) & { readonly version: number }

/** The answer in an error of the client's, where nothing but leaders of partitions is missing in it. */
export function answerWithoutLeaders(error: unknown): MetadataResponse | undefined {
  const answer = (error as { readonly response?: Partial<MetadataResponse> } | null)?.response
  if (!answer?.topics || answer.topics.some(({ errorCode }) => errorCode !== 0)) return undefined
  const codes = answer.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode))
  return codes.every((code) => code === 0 || code === LEADER_NOT_AVAILABLE) ? (answer as MetadataResponse) : undefined
}

/**
 * Lets a client go on where a partition has no leader. By itself it takes the answer that says so for a failure, of all topics
 * asked for: one partition would hold up all others.
 */
export function takeLeaderless(client: Base): void {
  const getApi = client[kGetApi].bind(client) as (name: string, callback: Callback<unknown>) => void
  const tolerant = (api: MetadataApi): MetadataApi =>
    Object.assign((...args: unknown[]) => {
      const callback = args.pop() as Callback<unknown>
      return api(...args, (error: Error | null, response: unknown) => {
        const answer = answerWithoutLeaders(error)
        if (answer === undefined) callback(error, response)
        else callback(null, answer)
      })
    }, api)
  client[kGetApi] = ((name: string, callback: Callback<unknown>) =>
    getApi(name, (error, api) => {
      if (error || name !== 'Metadata') callback(error, api)
      else callback(null, tolerant(api as MetadataApi))
    })) as (typeof client)[typeof kGetApi]
}
