select dimension, value, customers, churned, churned_share, monthly_charges, churned_monthly_charges
from churned_share
order by dimension, value
