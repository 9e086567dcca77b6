import { describe, expect, it } from 'vitest'
import { kaplanMeier, survivalAt } from '../../notebooks/pages/kaplan-meier.ts'

/** Freireich's leukaemia trial, 6-MP arm: 21 patients, the estimate printed in most textbooks. */
const lost = [6, 6, 6, 7, 10, 13, 16, 22, 23]
const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
const trial = [
  ...lost.map((tenure) => ({ tenure, lost: 1, censored: 0 })),
  ...censored.map((tenure) => ({ tenure, lost: 0, censored: 1 })),
]

describe('Kaplan-Meier estimate', () => {
  it('gives the survival and standard errors of the textbooks', () => {
    const curve = kaplanMeier(trial)
    const rounded = [6, 7, 10, 13, 16, 22, 23].map((weeks) => survivalAt(curve, weeks)?.survival.toFixed(4))
    expect(rounded).toEqual(['0.8571', '0.8067', '0.7529', '0.6902', '0.6275', '0.5378', '0.4482'])
    const errors = [6, 7, 10, 13, 16, 22, 23].map((weeks) => {
      const { survival, low } = survivalAt(curve, weeks)!
      return ((survival - low) / 1.959964).toFixed(4)
    })
    expect(errors).toEqual(['0.0764', '0.0869', '0.0963', '0.1068', '0.1141', '0.1282', '0.1346'])
  })

  it('counts who is censored in a month as at risk in it', () => {
    const curve = kaplanMeier([{ tenure: 3, lost: 1, censored: 1 }])
    expect(curve.at(-1)).toMatchObject({ tenure: 3, survival: 0.5, atRisk: 2 })
  })

  it('adds up rows of the same month, whatever their order', () => {
    const split = [
      { tenure: 2, lost: 1, censored: 0 },
      { tenure: 1, lost: 0, censored: 2 },
      { tenure: 2, lost: 1, censored: 3 },
    ]
    const whole = [
      { tenure: 1, lost: 0, censored: 2 },
      { tenure: 2, lost: 2, censored: 3 },
    ]
    expect(kaplanMeier(split)).toEqual(kaplanMeier(whole))
  })

  it('ends at zero without a band when everybody is lost, and knows nothing beyond what was seen', () => {
    const curve = kaplanMeier([{ tenure: 1, lost: 4, censored: 0 }])
    expect(curve.at(-1)).toMatchObject({ survival: 0, low: 0, high: 0 })
    expect(survivalAt(curve, 2)).toBeUndefined()
  })

  it('is empty of steps for nobody', () => {
    expect(kaplanMeier([])).toEqual([{ tenure: 0, survival: 1, low: 1, high: 1, atRisk: 0 }])
  })
})
