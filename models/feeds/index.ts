import type { Model } from '../../transforms/project/model.ts'
import { alarm } from './alarm.ts'
import { alarmLimit } from './alarm_limit.ts'
import { clock } from './clock.ts'
import { currentLimit } from './current_limit.ts'
import { habit } from './habit.ts'
import { lagging } from './lagging.ts'
import { process } from './process.ts'
import { refusedFile } from './refused_file.ts'
import { refusing } from './refusing.ts'
import { silent } from './silent.ts'
import { stopped } from './stopped.ts'

/** How the feeds do, read at any time: silence, refusals, lag, processes. */
export const models: readonly Model[] = [
  clock,
  alarmLimit,
  currentLimit,
  habit,
  process,
  silent,
  refusing,
  lagging,
  stopped,
  refusedFile,
  alarm,
]
