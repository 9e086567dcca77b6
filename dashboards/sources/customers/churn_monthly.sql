select month, opening, adds, reconnects, terminations, closing, average_base, churn_rate, churn_rate_opening, base_turnover
from churn_monthly
order by month
