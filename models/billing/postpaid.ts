/** Types of lines that get bills; prepaid usage was paid before it happened. */
export const postpaidTypes = ['mobile postpaid', 'fixed postpaid'] as const

/** Decimals of amounts on bills: the most any currency has. A currency's own rounding is within them. */
export const BILL_SCALE = 3
