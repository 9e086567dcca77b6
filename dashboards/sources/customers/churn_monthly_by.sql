select month, dimension, if(dimension = 'contract', if(churn_monthly_by.value = '0', 'month to month', concat(churn_monthly_by.value, ' months')), churn_monthly_by.value) as value,
  opening, adds, reconnects, terminations, closing, average_base, churn_rate, churn_rate_opening
from churn_monthly_by
order by dimension, value, month
