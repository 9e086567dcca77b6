select month, currency, step, stage, service, sum(events) as events, sum(quantity) as quantity, sum(amount) as amount
from revenue_reconciliation
group by all
order by all
