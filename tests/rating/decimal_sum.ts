/** Exact sum of decimal texts of at most nine decimals, as ClickHouse writes it. */
export function decimalSum(amounts: readonly string[]): string {
  const sum = amounts.reduce((total, amount) => total + scaled(amount), 0n)
  const digits = String(sum < 0n ? -sum : sum).padStart(10, '0')
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')
  return sum < 0n ? `-${text}` : text
}

function scaled(text: string): bigint {
  const [whole, fraction = ''] = text.replace('-', '').split('.')
  return BigInt(whole! + fraction.padEnd(9, '0')) * (text.startsWith('-') ? -1n : 1n)
}
