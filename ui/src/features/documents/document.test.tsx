// One imported file: taking it back, and control totals.
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow, type Person, textAt } from "../../test/window";

async function opened(id: number): Promise<Person> {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.click(`document-${id}`);
  await screen.findByTestId("document");
  return person;
}

it("says what taking back does, does nothing before that, and keeps the file in the list", async () => {
  const person = await opened(2);
  await person.click("undo");
  const said = (await screen.findByRole("alertdialog")).textContent ?? "";
  for (const part of ["不再计入任何数字", "操作日志保留", "重新导入同一个文件"]) {
    expect(said).toContain(part);
  }
  expect(person.asked("undo_import")).toBeUndefined();
  await person.click("undo-keep");
  expect(screen.queryByRole("alertdialog")).toBeNull();
  await person.click("undo");
  await person.click("undo-confirm");
  await waitFor(() => expect(screen.queryByTestId("undo")).toBeNull());
  expect(person.asked("undo_import")).toEqual({ document: 2 });
  await person.click("document-back");
  const line = (await screen.findByTestId("document-2")).closest("tr");
  expect(line?.dataset.faded).toBe("true");
  expect(line?.textContent).toMatch(/已于 2026-11-21 .* 撤销/);
});

it("says which cells of buyers were blanked", async () => {
  await opened(2);
  expect(await textAt("blanked")).toContain("列“收货人”含买家信息：1,043 个单元格已清空");
});

it("holds a typed total against what was read, and shows the days where they differ", async () => {
  const person = await opened(2);
  expect(await textAt("totals")).toContain("佣金合计");
  await person.write("total-days", "2024-05");
  await person.write("total-value", "41");
  await person.click("total-save");
  const total = await screen.findByTestId("total-1");
  expect(total.dataset.agrees).toBe("false");
  for (const part of ["行数", "2024-05-01 – 2024-05-31", "41", "40", "相差 1.00", "2024-05-11"]) {
    expect(total.textContent).toContain(part);
  }
  expect(person.asked("state_total")).toEqual({
    document: 2,
    total: { of: "rows", from: "2024-05-01", until: "2024-05-31", value: "41", label: null },
  });
  await person.click("total-remove-1");
  await waitFor(() => expect(screen.queryByTestId("total-1")).toBeNull());
});

it("compares nothing for days that are none", async () => {
  const person = await opened(2);
  await person.write("total-days", "2024-13");
  await person.write("total-value", "41");
  expect(screen.getByTestId<HTMLButtonElement>("total-save").disabled).toBe(true);
});
