-- The day as text: a page shows the same one in every browser time zone. With nobody in the base every month is shown.
select if(count() = 0, 'an unknown day: nobody is in the base', trim(formatDateTime(max(as_of_day), '%e %M %Y', 'UTC'))) as day,
  if(count() = 0, toDate('2149-01-01'), toStartOfMonth(max(as_of_day))) as last_month, addMonths(last_month, -1) as last_billed_month
from base_by_segment
