// Importing: what is asked, what is shown meanwhile, and what became of each file.
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { later, openCaseWindow, textAt } from "../../test/window";

it("imports a typed path and says what became of it", async () => {
  const person = openCaseWindow({ empty: true });
  await person.goTo("documents");
  await person.write("import-path", "/tmp/statements/settled.xlsx");
  await person.click("import-button");
  const outcome = await textAt("outcome-0");
  for (const part of ["已导入", "settled.xlsx", "885", "3,899,684.51"]) {
    expect(outcome).toContain(part);
  }
  expect(await screen.findByTestId("documents-table")).toBeTruthy();
  expect(person.asked("import_paths")).toMatchObject({
    paths: ["/tmp/statements/settled.xlsx"],
    account: null,
  });
});

it("names the place of a problem and the way out", async () => {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.write("import-path", "/tmp/settled.xlsx");
  await person.click("import-button");
  const outcome = await textAt("outcome-0");
  for (const part of ["工作表“佣金明细”", "第 118 行", "“结算佣金”列", "1,2 34.5O", "再次导入"]) {
    expect(outcome).toContain(part);
  }
});

it("gives the reason and the way out of a file that was refused", async () => {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.write("import-path", "/tmp/broken.csv");
  await person.click("import-button");
  const outcome = await screen.findByTestId("outcome-0");
  expect(outcome.dataset.status).toBe("refused");
  expect(outcome.textContent).toContain("第 1 行没有找到已知的表头。请从平台重新导出");
});

it("shows how far it is, lets the reader leave and come back, and stops when asked", async () => {
  const held = later();
  const person = openCaseWindow({ hold: { command: "import_paths", until: held.promise } });
  await person.goTo("documents");
  await person.write("import-path", "/tmp/a.csv");
  await person.click("import-button");
  expect(await screen.findByTestId("import-progress")).toBeTruthy();
  await person.goTo("parties");
  await person.goTo("documents");
  await person.click("import-cancel");
  expect(person.asked("cancel_import")).toBeDefined();
  held.resolve();
  await waitFor(() => expect(screen.queryByTestId("import-progress")).toBeNull());
  expect(await screen.findByTestId("outcome-0")).toBeTruthy();
});

it("says what failed when no file could be read", async () => {
  const failure = { code: "not_found", message: "找不到文件 /tmp/none。", hint: "请检查路径。" };
  const person = openCaseWindow({ failures: { import_paths: failure } });
  await person.goTo("documents");
  await person.write("import-path", "/tmp/none");
  await person.click("import-button");
  expect(await textAt("failure")).toContain("找不到文件 /tmp/none。请检查路径。");
});

it("lists the rows in quarantine with place, finding and text", async () => {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.click("documents-quarantine");
  const table = await textAt("quarantine-table");
  for (const part of ["第 731 行", "“订单编号”列", "6.91234E+18", "示例订单000231"]) {
    expect(table).toContain(part);
  }
});
