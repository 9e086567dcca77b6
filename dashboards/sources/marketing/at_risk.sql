-- Counts only: who they are stays in the warehouse.
select segment, type, region, band, indexOf(['high', 'medium', 'low'], band) as position, count() as lines,
  countIf(contactable) as contactable
from at_risk
group by all
order by all
