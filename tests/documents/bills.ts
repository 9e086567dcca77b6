import type { Bill } from '../../documents/bill.ts'

/** Lines 20.00 + 3.23 + 1.27 − 2.00 = 22.50 at 19 %: 4.275, half up 4.28; 5.00 at 7 %: 0.35. Gross 27.50 + 4.63 = 32.13. */
export const euroBill: Bill = {
  kind: 'bill',
  number: 'TM-2026-000017',
  issued: '2026-02-01',
  due: '2026-02-15',
  from: '2026-01-01',
  to: '2026-02-01',
  currency: 'EUR',
  minorUnits: 2,
  language: 'en',
  account: 'A-1000',
  seller: {
    name: 'Sample Telecom GmbH',
    address: { lines: ['Musterstraße 1'], city: 'Berlin', postCode: '10115', country: 'DE' },
    vatId: 'DE123456789',
    registration: 'HRB 12345 B',
    email: 'billing@example.com',
    phone: '+49 30 23125000',
    website: 'www.example.com',
  },
  buyer: {
    name: 'Ada Example',
    address: { lines: ['Beispielweg 7', '2. OG'], city: 'München', postCode: '80331', country: 'DE' },
    customerId: 'C-1000',
    email: 'ada@example.com',
    reference: '04011000-12345-39',
  },
  lines: [
    line('1', 'Mobile 20', 'recurring', '20.00', '19', { amount: '31', unit: 'days' }),
    {
      ...line('2', 'Data Plus, from 22 January', 'recurring', '3.23', '19', { amount: '10', unit: 'days' }),
      price: { amount: '10.000000000', of: '31' },
    },
    {
      ...line('3', 'Calls to UK mobiles', 'usage', '1.27', '19', { amount: '754', unit: 'seconds' }),
      // 754 × 0.101 ÷ 60 = 1.2692.
      price: { amount: '0.101', of: '60' },
    },
    line('4', 'Welcome discount', 'discount', '-2.00', '19'),
    line('5', 'E-book of the month', 'one-off', '5.00', '7', { amount: '1', unit: 'events' }),
  ],
  taxes: [
    { category: 'S', percent: '19', net: '22.50', tax: '4.28' },
    { category: 'S', percent: '7', net: '5.00', tax: '0.35' },
  ],
  net: '27.50',
  tax: '4.63',
  gross: '32.13',
  payment: {
    by: 'direct debit',
    mandate: { id: 'M-1000', iban: 'DE89370400440532013000', creditor: 'DE98ZZZ09999999999' },
  },
  statement: { opening: '12.00', payments: '12.00', closing: '32.13' },
  usage: [
    { month: '2025-11-01', service: 'voice', net: '0.94' },
    { month: '2025-11-01', service: 'data', net: '2.10' },
    { month: '2025-12-01', service: 'voice', net: '2.40' },
    { month: '2025-12-01', service: 'sms', net: '0.30' },
    { month: '2026-01-01', service: 'voice', net: '1.27' },
  ],
  items: Array.from({ length: 60 }, (_, index) => ({
    subscription: '+49 171 0000001',
    at: `2026-01-${String(1 + (index % 31)).padStart(2, '0')}T08:${String(index % 60).padStart(2, '0')}:00`,
    description: 'Call to UK mobile',
    otherParty: '+44 7700 900***',
    quantity: { amount: String(30 + index), unit: 'seconds' as const },
    amount: '0.021166667',
  })),
}

function line(
  id: string,
  description: string,
  kind: Bill['lines'][number]['kind'],
  net: string,
  taxPercent: string,
  quantity?: Bill['lines'][number]['quantity'],
): Bill['lines'][number] {
  return {
    id,
    description,
    kind,
    net,
    tax: 'S',
    taxPercent,
    subscription: '+49 171 0000001',
    from: '2026-01-01',
    to: '2026-02-01',
    ...(quantity ? { quantity } : {}),
  }
}

/** 150,000 + 12,345 = 162,345 at 8 %: 12,987.6, half up 12,988: the currency has no decimals. */
export const dongBill: Bill = {
  ...euroBill,
  number: 'VN-2026-000001',
  currency: 'VND',
  minorUnits: 0,
  language: 'vi',
  seller: {
    name: 'Công ty Viễn thông Mẫu',
    address: { lines: ['1 Đường Nguyễn Huệ', 'Quận 1'], city: 'TP. Hồ Chí Minh', postCode: '700000', country: 'VN' },
    vatId: '0101234567',
    email: 'hoadon@example.com',
  },
  buyer: {
    name: 'Nguyễn Thị Ví Dụ',
    address: { lines: ['12 Phố Huế', 'Hai Bà Trưng'], city: 'Hà Nội', postCode: '100000', country: 'VN' },
    customerId: 'C-2000',
    email: 'vidu@example.com',
  },
  lines: [
    line('1', 'Gói cước Mẫu 150', 'recurring', '150000', '8', { amount: '31', unit: 'days' }),
    line('2', 'Cuộc gọi quốc tế', 'usage', '12345', '8', { amount: '3725', unit: 'seconds' }),
  ],
  taxes: [{ category: 'S', percent: '8', net: '162345', tax: '12988' }],
  net: '162345',
  tax: '12988',
  gross: '175333',
  payment: { by: 'credit transfer', iban: '19036789012345', reference: 'VN-2026-000001' },
  statement: { opening: '0', payments: '0', closing: '175333' },
  usage: [{ month: '2026-01-01', service: 'voice', net: '12345' }],
  items: [],
}

/** 5.125 + 0.001 = 5.126, no tax: the currency has three decimals. */
export const dinarBill: Bill = {
  ...euroBill,
  number: 'KW-2026-000001',
  currency: 'KWD',
  minorUnits: 3,
  lines: [
    { ...line('1', 'Mobile 5', 'recurring', '5.125', '0'), tax: 'O' },
    { ...line('2', 'SMS', 'usage', '0.001', '0', { amount: '1', unit: 'messages' }), tax: 'O' },
  ],
  taxes: [{ category: 'O', percent: '0', net: '5.126', tax: '0.000', reason: 'Not subject to VAT' }],
  net: '5.126',
  tax: '0.000',
  gross: '5.126',
  statement: { opening: '0.000', payments: '0.000', closing: '5.126' },
  usage: [],
  items: [],
}
