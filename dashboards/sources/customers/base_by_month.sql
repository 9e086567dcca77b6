-- A month of the daily base: it opens on its first day and closes on its last one.
select toStartOfMonth(day) as month, type, segment, region,
  sumIf(opening, day = first_day) as opening, sum(adds) as adds, sum(reconnects) as reconnects, sum(terminations) as terminations,
  sumIf(closing, day = last_day) as closing
from base_daily
join (
  select toStartOfMonth(day) as month, min(day) as first_day, max(day) as last_day from base_daily group by month
) as bounds on bounds.month = toStartOfMonth(base_daily.day)
group by all
order by all
