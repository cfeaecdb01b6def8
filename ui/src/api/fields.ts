// The canonical fields of a record and how each can be read, as the engine checks it.
// Names only; what a field means is told by the texts `window.field.*`.
import type { AmountField } from "./generated/AmountField";
import type { Kind } from "./generated/Kind";

/** The amounts a record can carry. */
export const AMOUNT_FIELDS: readonly AmountField[] = [
  "commission_amount",
  "commission_amount_est",
  "commission_clawback",
  "merchant_commission_amount",
  "merchant_commission_clawback",
  "bonus_commission",
  "service_fee",
  "agency_share",
  "leader_fee",
  "subsidy",
  "creator_subsidy",
  "gross_amount",
  "settled_base",
  "refund_amount",
  "net_amount",
  "amount",
  "balance",
  "tips_amount",
  "tax_amount",
  "declared_income",
  "declared_taxable_income",
  "declared_tax_withheld",
];

const TIMES: readonly Kind[] = ["time", "clock", "epoch_seconds", "epoch_milliseconds"];
const OTHERS: readonly Kind[] = ["text", "id", "number", "rate", ...TIMES];

/** The other fields that every format means alike, and the ways each can be read. */
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  order_id: ["id"],
  sub_order_id: ["id"],
  order_time: TIMES,
  settled_time: TIMES,
  refund_time: TIMES,
  modified_time: TIMES,
  period: ["period"],
  status: ["status"],
  direction: ["direction"],
  counterparty: ["text"],
  counterparty_account: ["text"],
  description: ["text"],
  tips_units: ["number"],
  buyer: ["buyer"],
  address: ["buyer"],
  row_id: OTHERS,
  account_id: OTHERS,
  account_name: OTHERS,
  rate: OTHERS,
};

/** Fields whose columns are no amounts. */
export const OTHER_FIELDS: readonly string[] = Object.keys(KINDS);

/** The ways in which a field can be read, the usual one first. */
export function kindsOf(field: string): readonly Kind[] {
  if (AMOUNT_FIELDS.some((amount) => amount === field)) return ["money"];
  return KINDS[field] ?? OTHERS;
}

/** Fields that hold a moment or a period. */
export const DAY_FIELDS: readonly string[] = [
  "settled_time",
  "order_time",
  "refund_time",
  "modified_time",
  "period",
];
