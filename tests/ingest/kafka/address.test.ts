import { expect, test } from 'vitest'
import { isKafkaAddress, kafkaAddress } from '../../../ingest/sources/kafka/address.ts'

test('an address names brokers, topics, login and files', () => {
  expect(kafkaAddress('kafka://broker:9092/cdr', {})).toEqual({
    connection: { brokers: ['broker:9092'] },
    topics: ['cdr'],
  })
  expect(kafkaAddress('kafka://a:1,b:2/x,y.z?client=kafkajs', {})).toEqual({
    connection: { brokers: ['a:1', 'b:2'], client: 'kafkajs' },
    topics: ['x', 'y.z'],
  })
  expect(
    kafkaAddress('kafka+tls://me%40home@a:9093/x?mechanism=SCRAM-SHA-512&ca=ca.pem', { KAFKA_PASSWORD: 'p' }),
  ).toEqual({
    connection: {
      brokers: ['a:9093'],
      tls: { ca: 'ca.pem' },
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'me@home', password: 'p' },
    },
    topics: ['x'],
  })
  expect(kafkaAddress('kafka+tls://u:p%3Aq@a:9093/x', {}).connection).toMatchObject({
    tls: true,
    sasl: { password: 'p:q' },
  })
  expect(isKafkaAddress('kafka.csv')).toBe(false)
})

test.each([
  ['kafka:///x', 'names no broker'],
  ['kafka://broker/x', '"broker" is no host:port'],
  ['kafka://broker:9092', 'names no topic'],
  ['kafka://broker:9092/a b', '"a b" is no name of a topic'],
  ['kafka://broker:9092/x?colour=red', '"colour" is no parameter'],
  ['kafka://me@broker:9092/x', 'no password for me: set KAFKA_PASSWORD'],
  ['kafka://broker:9092/x?mechanism=PLAIN', 'a mechanism needs a user'],
  ['kafka://me:p@broker:9092/x?mechanism=GSSAPI', 'mechanism is one of PLAIN'],
  ['kafka://broker:9092/x?ca=ca.pem', 'ca, cert and key need kafka+tls://'],
  ['kafka://broker:9092/x?client=other', 'client is one of platformatic, kafkajs'],
])('%s is refused: %s', (address, why) => {
  expect(() => kafkaAddress(address, {})).toThrow(why)
})

test('a password in an address is not repeated in an error', () => {
  expect(() => kafkaAddress('kafka://me:secret@broker/x', {})).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  )
})
