// The plan: what was not filed is said and is no zero, and each return leads to what shows it.
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow } from "../../test/window";

it("tells filed against amended, and leads to what shows it", async () => {
  const person = openCaseWindow();
  await person.goTo("assessment");
  await person.click("assessment-plan");
  const table = within(await screen.findByTestId("plan-table"));
  expect(table.getByText("未申报")).toBeTruthy();
  expect(table.getByTestId("figure-P-1")).toBeTruthy();
  expect(table.getByTestId("figure-BY-1.settled")).toBeTruthy();
  expect(table.getByText(/C1:lin:labour_remuneration:2024/)).toBeTruthy();
  expect(table.getByText(/通知前自行更正/)).toBeTruthy();
});
