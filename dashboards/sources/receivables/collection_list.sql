-- Account numbers only: names and contacts stay in the warehouse. The first 500 of the day are what a team can call.
select rank, billing_account_id, segment, type, currency, overdue, oldest_due_date, days_past_due, step, channel, probability,
  expected_recovery
from collection_list
where day = (select max(day) from collection_list)
order by rank
limit 500
