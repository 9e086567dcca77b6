select month, dimension, value, opening, adds, reconnects, terminations, closing, average_base, churn_rate, churn_rate_opening
from churn_monthly_by
order by dimension, value, month
