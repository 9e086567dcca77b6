import { onServer } from '../on-server.ts'
import type { Report } from '../report.ts'
import { benchPricing } from './pricing.ts'
import { benchRerating } from './rerating.ts'

const MILLION = 1_000_000
/** Millions of events: the last but one is what the ratios against a copy are of. */
const SIZES = (process.env.TRUNKLINE_BENCH_MILLIONS ?? '5,20,50').split(',').map(Number)

/** Rating of calls by a deck of 36,206 prefixes with bands and increments, without and with allowances; growth; a rate change. */
export async function bench(report: Report): Promise<void> {
  const seconds = new Map<number, number>()
  for (const size of SIZES) {
    await onServer(async ({ warehouse, pid }) => {
      const cost = await benchPricing(report, warehouse, pid, size * MILLION)
      seconds.set(size, cost.pricing)
      if (size === (SIZES.at(-2) ?? SIZES[0])) {
        report.ratio('pricing_vs_copy', cost.pricing / cost.copy, '<= 2')
        report.ratio('with_allowances_vs_copy', cost.withAllowances / cost.copyWithAllowances, '<= 3')
        report.ratio('peak_gb', cost.peakMb / 1024, '<= 4')
        await benchRerating(report, warehouse)
      }
    })
  }
  const [least, most] = [SIZES[0]!, SIZES.at(-1)!]
  if (most > least) {
    const name = `growth_${least}m_to_${most}m`
    report.ratio(name, seconds.get(most)! / seconds.get(least)!, `<= ${(1.1 * most) / least}`)
  }
}
