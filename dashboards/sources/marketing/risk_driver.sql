-- A line has several drivers: "month to month, in month 1-3 (x 2.1); late payment (x 1.4)".
select segment, type, region, band, arrayJoin(splitByString('; ', drivers)) as driver, count() as lines
from at_risk
group by all
order by all
