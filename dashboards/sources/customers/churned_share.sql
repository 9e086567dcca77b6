-- A customer who pays in two currencies counts once in each.
select dimension, if(dimension = 'contract', if(churned_share.value = '0', 'month to month', concat(churned_share.value, ' months')), churned_share.value) as value,
  sum(churned_share.customers) as customers, sum(churned_share.churned) as churned,
  sum(churned_share.churned) / sum(churned_share.customers) as churned_share
from churned_share
group by all
order by dimension, value
