select month, currency, type, segment, category, service, sum(net) as net
from revenue_monthly
group by all
order by all
