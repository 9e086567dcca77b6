import { onServer } from './bench/on-server.ts'
import { byModels, byEvaluator } from './tests/rating/agreement/run.ts'
import { worldOf, type Cell } from './tests/rating/agreement/cell.ts'
import { differencesOf } from './tests/rating/agreement/differences.ts'
const t3 = (dur: number, more: object = {}, band = true): Cell => ({zones:[{id:'far',prefixes:['11']}],
 calendars:[{id:'week',holidays:[],bands:[{id:'z',weekdays:'7',start:'12:30',end:'06:00',dates:['2026-03-29']}]}],
 offerings:[{id:'o1',name:'o1',currency:'EUR',tariff:'t1'}],
 tariffs:[{id:'t1',...(band?{calendar:'week'}:{}),prices:[{id:'p1',service:'voice',per:60,first_increment:7,next_increment:30,maximum_cost:'2.5',maximum_cost_includes_connect_fee:true,rates:[{zone:'far',...(band?{band:'z'}:{}),connect_fee:'2.998',rate:'53.228',per:7,first_increment:6,next_increment:61,included_units:61,maximum_cost_then:'disconnect',...more}]}]}],
 lines:[{subscription_id:'S',offering_id:'o1',time_zone:'Asia/Kolkata',from:'2026-03-29T01:00:00Z'} as never],
 usage:[{event_id:'e0006',subscription_id:'S',service:'voice',started_at:'2026-03-30T00:29:00.999Z',other_party:'11',duration_s:dur} as never]})
const cells: Cell[] = [t3(180),t3(50),t3(61),t3(66),t3(180,{maximum_cost_then:'free'}),t3(180,{},false),t3(66,{},false),t3(61,{},false),t3(180,{included_units:30},false),t3(180,{included_units:30,connect_fee:0},false)]
await onServer(async ({ warehouse }) => {
  const world = worldOf(cells)
  const { differences } = differencesOf(await byModels(warehouse, world), { rated: [], rejected: [], charges: [] } as never)
  const ev = differencesOf({ lines: [], rejected: [], charges: [] } as never, byEvaluator(world)).differences
  const by = new Map(ev.map(d => [d.of, d.evaluator]))
  for (const d of differences.sort((a,b)=>a.cell-b.cell)) console.log(d.of, JSON.stringify(d.models), '\n   ', JSON.stringify(by.get(d.of)))
})
