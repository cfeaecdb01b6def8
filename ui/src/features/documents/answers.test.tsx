// Files that alone do not tell what they are: what is asked, and what the answer does.
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow, type Person, textAt } from "../../test/window";

/** Imports a file whose name decides what becomes of it. */
async function importing(path: string): Promise<Person> {
  const person = openCaseWindow();
  await person.goTo("documents");
  await person.write("import-path", path);
  await person.click("import-button");
  await screen.findByTestId("outcome-0");
  return person;
}

const statusOf = (index: number) => screen.getByTestId(`outcome-${index}`).dataset.status;

it("offers the formats that fit, shows the first rows, and imports as the person says", async () => {
  const person = await importing("/tmp/two.csv");
  expect(statusOf(0)).toBe("refused");
  await person.click("answer-0");
  const question = await textAt("question");
  for (const part of [
    "淘宝联盟 结算明细",
    "抖音精选联盟 佣金结算",
    "6 / 6",
    "全部列",
    "示例0001",
  ]) {
    expect(question).toContain(part);
  }
  await person.click("candidate-douyin.settlement");
  await person.click("answer-import");
  await waitFor(() => expect(statusOf(0)).toBe("imported"));
  expect(person.asked("import_paths")).toMatchObject({
    paths: ["/tmp/two.csv"],
    answer: { format: "douyin.settlement", remember: true, accept_drift: false },
  });
});

it("forgets the answer when the person says so", async () => {
  const person = await importing("/tmp/two.csv");
  await person.click("answer-0");
  await person.click("answer-remember");
  await person.click("answer-import");
  await waitFor(() => expect(statusOf(0)).toBe("imported"));
  expect(person.asked("import_paths")).toMatchObject({
    answer: { format: "taobao.settlement", remember: false },
  });
});

it("shows changed columns side by side before they are accepted", async () => {
  const person = await importing("/tmp/drift.xlsx");
  await person.click("answer-0");
  const columns = await screen.findByTestId("answer-drift");
  expect(columns.textContent).toContain("结算佣金结算佣金(元)改名");
  expect(columns.querySelectorAll("[data-marked]").length).toBe(1);
  await person.click("answer-import");
  await waitFor(() => expect(statusOf(0)).toBe("imported"));
  expect(person.asked("import_paths")).toMatchObject({
    answer: { format: "douyin.settlement", accept_drift: true },
  });
});

it("does not import a file of no known format before one is named", async () => {
  const person = await importing("/tmp/unknown.csv");
  await person.click("answer-0");
  expect(await screen.findByTestId("question")).toBeTruthy();
  expect(screen.getByTestId<HTMLButtonElement>("answer-import").disabled).toBe(true);
});

it("leads from a refusal to a mapping of the same file", async () => {
  const person = await importing("/tmp/unknown.csv");
  await person.click("map-0");
  expect(await screen.findByTestId("header-2")).toBeTruthy();
  expect(person.asked("draft_mapping")).toEqual({ path: "/tmp/unknown.csv", header: null });
});

it("asks nothing about a file that no answer can save", async () => {
  await importing("/tmp/broken.csv");
  expect(screen.queryByTestId("answer-0")).toBeNull();
});

it("asks for the period that a file does not name, and takes none that is no period", async () => {
  const person = await importing("/tmp/period.xls");
  await person.write("typed-answer", "2024-13");
  expect(screen.getByTestId<HTMLButtonElement>("typed-import").disabled).toBe(true);
  await person.write("typed-answer", "2024-Q2");
  await person.click("typed-import");
  await waitFor(() => expect(statusOf(0)).toBe("imported"));
  expect(person.asked("import_paths")).toMatchObject({ answer: { period: "2024-Q2" } });
});

it("asks for the password of an archive without showing it", async () => {
  const person = await importing("/tmp/locked.zip");
  const field = await screen.findByTestId<HTMLInputElement>("typed-answer");
  expect(field.type).toBe("password");
  await person.write("typed-answer", "secret");
  await person.click("typed-import");
  await waitFor(() => expect(statusOf(0)).toBe("imported"));
  expect(person.asked("import_paths")).toMatchObject({
    answer: { archive_passwords: ["secret"] },
  });
});

it("offers no answer for a file inside an archive, and says what to do instead", async () => {
  await importing("/tmp/many.zip/two.csv");
  expect(screen.getByTestId("outcome-0").textContent).toContain("many.zip/two.csv");
  expect((await textAt("unpack-0")).length).toBeGreaterThan(0);
  expect(screen.queryByTestId("answer-0")).toBeNull();
  expect(screen.queryByTestId("map-0")).toBeNull();
});
