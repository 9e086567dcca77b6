select currency, bucket,
  indexOf(['current', '1-30', '31-60', '61-90', '91-120', '121-180', '181+', 'disputed', 'unapplied credit'], bucket) as position,
  accounts, amount
from ageing
order by currency, position
