-- As text: a page shows the same day in every browser time zone.
select trim(formatDateTime(max(last_event), '%e %M %Y', 'UTC')) as data_to
from data_status
having count() > 0
