select month, type, segment, region, contract, access, reason, tenure_band,
  indexOf(['0', '1-3', '4-12', '13-24', '25-48', '49+'], tenure_band) as tenure_position, voluntary,
  sum(leaver.leavers) as leavers, sum(leaver.monthly_charges) as monthly_charges
from leaver
group by all
order by all
