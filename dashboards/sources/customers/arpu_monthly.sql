select month, type, segment, currency, revenue, average_base, arpu
from arpu_monthly
order by month, type, segment, currency
