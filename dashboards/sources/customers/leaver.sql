select month, type, segment, region, toUInt16(leaver.contract) as contract_months,
  if(contract_months = 0, 'month to month', concat(toString(contract_months), ' months')) as contract, access, reason, tenure_band,
  indexOf(['0', '1-3', '4-12', '13-24', '25-48', '49+'], tenure_band) as tenure_position, voluntary, sum(leaver.leavers) as leavers
from leaver
group by all
order by all
