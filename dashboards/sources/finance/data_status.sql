select contract, sum(events) as events, min(first_event) as first_event, max(last_event) as last_event, sum(simulated) as simulated,
  sum(quarantined) as quarantined
from data_status
group by contract
order by contract
