// The table: long without drawing everything, sorted by amount and not by text.
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { Money } from "../api/generated/Money";
import { compareMoney, shown } from "../money";
import { loadTexts } from "../text";
import { type Column, DataTable } from "./table";

type Row = { id: string; amount: Money | null };

const COLUMNS: Column<Row>[] = [
  { id: "id", head: "id", cell: ({ id }) => id },
  {
    id: "amount",
    head: "amount",
    right: true,
    compare: (left, right) => compareMoney(left.amount, right.amount),
    cell: ({ amount }) => <i data-testid="amount">{shown(amount)}</i>,
  },
];

function show(rows: Row[]) {
  render(
    <MantineProvider env="test">
      <DataTable label="rows" rows={rows} columns={COLUMNS} rowKey={({ id }) => id} />
    </MantineProvider>,
  );
}

beforeEach(loadTexts);

it("draws a part of ten thousand rows, and keeps the place of the rest", () => {
  show(Array.from({ length: 10_000 }, (_, at) => ({ id: `${at}`, amount: `${at}.00` as Money })));
  expect(screen.getAllByTestId("amount").length).toBeLessThan(150);
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10000");
});

it("sorts amounts by what they are worth, the absent first", async () => {
  const amounts = ["100.00", "-5.00", "9.50", null, "0.00", "-50.00"] as (Money | null)[];
  show(amounts.map((amount, at) => ({ id: `${at}`, amount })));
  await userEvent.click(screen.getByText("amount"));
  const order = screen.getAllByTestId("amount").map(({ textContent }) => textContent);
  expect(order).toEqual(["—", "-50.00", "-5.00", "0.00", "9.50", "100.00"]);
});
