const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * A record's id in 18 characters, as change events and the API have it. Reports and some exports give the first 15, whose
 * case matters; the other three say which of them are capitals: five bits a character, lowest first.
 */
export function salesforceId(value: string | number | boolean): string {
  const id = String(value).trim()
  if (!/^[A-Za-z0-9]{15}$/.test(id)) return id
  const suffix = [0, 5, 10].map((from) => {
    const bits = [...id.slice(from, from + 5)].reduce((sum, each, i) => sum + (/[A-Z]/.test(each) ? 1 << i : 0), 0)
    return CHECK[bits]
  })
  return id + suffix.join('')
}
