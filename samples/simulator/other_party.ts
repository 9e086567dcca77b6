import { abroad, type Destination, shortDestinations, unratedDestinations } from './destinations.ts'
import type { Line } from './line.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const ON_NET: Destination = { zone: 'on-net', lead: '', random: 0 }

/** Whom a line calls. */
export function drawDestination(world: World, random: Random, line: Line): Destination {
  const r = random.next()
  if (r < 0.0006) return random.pick(unratedDestinations)
  if (r < 0.0006 + line.abroadShare) return abroad[random.index(world.abroadShares)]!
  if (r < 0.38) return ON_NET
  if (r < 0.68) return random.pick(world.home.mobile)
  if (r < 0.93) return random.pick(world.home.fixed)
  if (r < 0.993) return random.pick(shortDestinations)
  return world.home.premium
}

/** Whom a line writes to. */
export function drawMessaged(world: World, random: Random, line: Line): Destination {
  const r = random.next()
  if (r < line.abroadShare / 2) return abroad[random.index(world.abroadShares)]!
  return r < 0.55 ? ON_NET : random.pick(world.home.mobile)
}

/** Who calls or writes to a line. */
export function drawCaller(world: World, random: Random): Destination {
  const r = random.next()
  return r < 0.4 ? ON_NET : random.pick(r < 0.75 ? world.home.mobile : world.home.fixed)
}

/** A made-up number at a destination; on-net it is a line's of the sample. */
export function numberTo(world: World, random: Random, destination: Destination): string {
  if (destination === ON_NET) return world.home.mobileRange + (1_000_000 + random.below(world.lines))
  if (destination.random === 0) return destination.lead
  const digits = 10 ** destination.random
  return destination.lead + (digits + random.below(digits)).toString().slice(1)
}
