select segment, type, region, currency, sum(base_by_segment.lines) as lines, sum(base_by_segment.monthly_charges) as monthly_charges
from base_by_segment
group by all
order by all
