// From a number on screen to the cell it was read from.
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow, textAt } from "../../test/window";

it("leads from a figure to its records and on to the counted cell", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  const figure = await textAt("figure-BY-1.settled");
  await person.click("figure-BY-1.settled");
  expect(await textAt("trace-amount")).toBe(figure);
  expect(await textAt("trace-records-sum")).toContain(figure);
  const record = await screen.findByTestId("trace-record-1");
  const amount = within(record).getByText(/^\d+,?\d*\.\d\d$/).textContent;
  await person.click("trace-record-1");
  const cell = await textAt("raw-cell-counted");
  expect(cell).toBe(amount?.replace(",", ""));
  const row = await screen.findByTestId("raw-row");
  for (const part of ["精选联盟-佣金结算.xlsx", "工作表“佣金明细”", "第 2 行", "5f".repeat(32)]) {
    expect(row.textContent).toContain(part);
  }
});

it("asks for no more than 200 records at a time, and draws only those in sight", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  await person.click("figure-BY-1.settled");
  await screen.findByTestId("trace-record-1");
  const asked = person.calls.filter(({ command }) => command === "records_of");
  expect(asked.map(({ payload }) => [payload.offset, payload.limit])).toEqual([[0, 200]]);
  expect(screen.getAllByTestId(/^trace-record-\d+$/).length).toBeLessThan(60);
  expect(await textAt("trace-records-sum")).toContain("516 条");
});

it("opens a tax row's worksheet, whose inputs lead to their records", async () => {
  const person = openCaseWindow();
  await person.goTo("assessment");
  await person.click("figure-T-1");
  const sheet = await screen.findByTestId("trace-worksheet");
  expect(sheet.textContent).toContain("个人所得税法 第六条");
  expect(sheet.textContent).toContain("20%");
  await person.click("trace-step-1");
  expect(await screen.findByTestId("trace-record-1")).toBeTruthy();
});

it("leads from a gap to the sides it is made of, and back along the way", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  await person.click("figure-BY-1.unexplained");
  await person.click("trace-part-BY-1.declared");
  expect(person.asked("trace")).toEqual({ figure: "BY-1.declared", asOf: null });
  await person.click("way-0");
  expect(await screen.findByTestId("trace-part-BY-1.declared")).toBeTruthy();
});

it("finds a figure by the code that is printed in a report", async () => {
  const person = openCaseWindow();
  await person.write("figure-jump", "b-3.settled");
  await person.press("{Enter}");
  expect(await screen.findByTestId("trace-amount")).toBeTruthy();
  expect(person.asked("trace")).toEqual({ figure: "B-3.settled", asOf: null });
});

it("says so when no figure has the code", async () => {
  const person = openCaseWindow();
  await person.write("figure-jump", "X-99");
  await person.press("{Enter}");
  expect(await textAt("failure")).toContain("没有编号为 X-99 的数据");
});

it("closes with the escape key", async () => {
  const person = openCaseWindow();
  await person.goTo("bridge");
  await person.click("figure-BY-1.settled");
  await screen.findByTestId("trace-amount");
  await person.press("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("trace-amount")).toBeNull());
});
