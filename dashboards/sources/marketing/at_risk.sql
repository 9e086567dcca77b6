-- Counts only: who they are stays in the warehouse.
select segment, type, region, band, indexOf(['high', 'medium', 'low'], band) as position, drivers, contactable,
  count() as lines, sum(arpu_3m) as monthly_value
from at_risk
group by all
order by all
