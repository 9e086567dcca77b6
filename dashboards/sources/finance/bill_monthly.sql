select month, currency, bills, net, tax, gross
from bill_monthly
order by month, currency
