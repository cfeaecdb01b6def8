// The quarantine: correcting in place, leaving out for a reason, and the way over a spreadsheet.
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow, type Person, textAt } from "../../test/window";

async function quarantine(): Promise<Person> {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.click("documents-quarantine");
  await screen.findByTestId("quarantine-table");
  return person;
}

it("marks the offending cell, and takes the row once it can be read", async () => {
  const person = await quarantine();
  await person.click("correct-1");
  const cell = await screen.findByTestId("cell-4");
  expect(cell.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(cell);
  expect(screen.getByLabelText("结算佣金")).toBe(cell);
  expect(screen.getByTestId("cell-2").getAttribute("aria-invalid")).not.toBe("true");
  await person.write("cell-4", "no amount");
  await person.click("correct-save");
  await waitFor(() => expect(screen.getByTestId("correct").textContent).toContain("no amount"));
  await person.write("cell-4", "1234.50");
  await person.write("correct-reason", "平台页面");
  await person.click("correct-save");
  await waitFor(() => expect(screen.queryByTestId("correct")).toBeNull());
  expect(person.asked("correct_row")).toMatchObject({ row: 1, reason: "平台页面" });
  expect(screen.queryByTestId("correct-1")).toBeNull();
});

it("leaves several rows out for one reason, and shows them with it", async () => {
  const person = await quarantine();
  await person.click("choose-1");
  await person.click("choose-2");
  expect(screen.getByTestId<HTMLButtonElement>("waive").disabled).toBe(true);
  await person.write("waive-reason", "合计行");
  await person.click("waive");
  await waitFor(() => expect(screen.queryByTestId("choose-1")).toBeNull());
  expect(person.asked("waive_rows")).toEqual({ rows: [1, 2], reason: "合计行" });
  await person.click("quarantine-show-left_out");
  await waitFor(() =>
    expect(screen.getByTestId("quarantine-table").textContent).toContain("合计行"),
  );
});

it("writes the rows for a spreadsheet and reads them back", async () => {
  const person = await quarantine();
  await person.click("export");
  await person.write("export-path", "/tmp/rows.csv");
  await person.click("export-run");
  expect(await textAt("exported")).toContain("/tmp/rows.csv");
  expect(person.asked("export_quarantine")).toEqual({ path: "/tmp/rows.csv", shown: "waiting" });
  await person.click("replay");
  await person.write("replay-path", "/tmp/rows.csv");
  await person.click("replay-run");
  expect(await screen.findByTestId("replayed")).toBeTruthy();
});
