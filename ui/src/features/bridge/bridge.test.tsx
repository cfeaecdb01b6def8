// The comparison: what is absent, what is short, what explains a gap, and what the chart is given.
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Money } from "../../api/generated/Money";
import { openCaseWindow, textAt } from "../../test/window";
import { optionOf } from "./chart-option";
import { isUnderReported } from "./table";

const ROW: BridgeRow = {
  party: "lin",
  period: "2024",
  income: "labour_remuneration",
  settled: "900.10" as Money,
  received: null,
  platform_reported: null,
  declared: "-0.30" as Money,
  causes: [],
  unexplained: "900.40" as Money,
  undeclared: "900.40" as Money,
  receipt_causes: [],
  receipt_unexplained: null,
  report_causes: [],
  report_unexplained: null,
  material: true,
  figure: "B-1",
};

it("shows what is absent as a dash that leads nowhere", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  const table = await screen.findByTestId("bridge-table");
  expect(within(table).getAllByText("—").length).toBeGreaterThan(0);
  expect(screen.queryByTestId("figure-BY-1.platform_reported")).toBeNull();
});

it("marks under-reporting only where it is material and too little was declared", async () => {
  expect(isUnderReported(ROW)).toBe(true);
  expect(isUnderReported({ ...ROW, material: false })).toBe(false);
  expect(isUnderReported({ ...ROW, undeclared: "-900.40" as Money })).toBe(false);
  expect(isUnderReported({ ...ROW, undeclared: null })).toBe(false);
  const person = openCaseWindow();
  await person.goTo("bridge");
  const figure = await screen.findByTestId("figure-BY-1.unexplained");
  expect(figure.dataset.short).toBe("true");
  expect((await screen.findByTestId("figure-BY-1.settled")).dataset.short).toBeUndefined();
});

it("opens the causes of a gap below its row", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  await person.click("causes-BY-1");
  expect(await screen.findByTestId("figure-BY-1.1")).toBeTruthy();
});

it("asks for the periods that are chosen", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  await person.click("grain-month");
  expect(await textAt("figure-B-1")).toBe("B-1");
  expect(person.asked("compute")).toEqual({ grain: "month", asOf: null });
});

it("gives the chart the text of each amount, and no bar where there is none", () => {
  const { series } = optionOf([ROW], (side) => side);
  const drawn = [series].flat().map((one) => [one?.name, one?.data]);
  expect(drawn).toEqual([
    ["settled", ["900.10"]],
    ["received", ["-"]],
    ["platform_reported", ["-"]],
    ["declared", ["-0.30"]],
  ]);
});
