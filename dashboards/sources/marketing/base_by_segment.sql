select segment, type, region, offering_id, lines, customers, monthly_charges
from base_by_segment
order by segment, type, region, offering_id
