import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'

/** The one place where a model reads the wall clock: silence is measured against it and nothing else can tell. */
export const clock = model('feeds.clock', {})
  .describe({
    description: 'The time of reading, one row: a view, as are all models that read it.',
    columns: { at: 'Now, UTC' },
    tags: ['feeds'],
  })
  .query((q) => q.selectNoFrom([ch.now().as('at')]))
  .view()
