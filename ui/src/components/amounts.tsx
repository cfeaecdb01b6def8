// Columns of amounts: to the right, in their order, marked where something is short.
import type { Money } from "../api/generated/Money";
import { compareMoney, isShort } from "../money";
import { Amount } from "./figure";
import type { Column } from "./table";

type AmountColumn<Id extends string> = {
  id: Id;
  head: string;
  width: number;
  /** The least width, where there is little room. */
  least: number;
  /** The amount is what is short, so one above zero is marked. */
  short?: boolean;
};

/** The column of one amount of a row. */
export function amountColumn<Id extends string, Row extends Record<Id, Money | null>>({
  id,
  head,
  width,
  least,
  short = false,
}: AmountColumn<Id>): Column<Row> {
  return {
    id,
    head,
    width,
    least,
    right: true,
    compare: (left, right) => compareMoney(left[id], right[id]),
    cell: (row) => <Amount amount={row[id]} short={short && isShort(row[id])} />,
  };
}
