-- As text: a page shows the same day in every browser time zone.
select if(count() = 0, 'an unknown day: nothing has landed', trim(formatDateTime(max(last_event), '%e %M %Y', 'UTC'))) as data_to
from data_status
