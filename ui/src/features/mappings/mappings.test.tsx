// A mapping made by hand: from any table to an import, and what stays of it.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openCaseWindow, type Person, textAt } from "../../test/window";

async function drafting(): Promise<Person> {
  const person = openCaseWindow();
  await person.goTo("mappings");
  await person.write("mapping-path", "/tmp/分成.csv");
  await person.click("mapping-begin");
  await screen.findByTestId("header-2");
  return person;
}

const select = async (testId: string, value: string) =>
  userEvent.selectOptions(await screen.findByTestId(testId), value);

it("makes a mapping step by step, sees what it would give, keeps it and imports with it", async () => {
  const person = await drafting();
  await person.click("step-columns");
  await select("field-0", "settled_time");
  await select("field-2", "commission_amount");
  await person.click("step-count");
  await person.click("counts");
  await waitFor(async () => expect(await textAt("preview-sums")).toContain("19.50"));
  await person.click("step-save");
  await person.write("mapping-title", "某某机构分成表");
  await person.write("mapping-id", "agency_share");
  await person.write("mapping-platform", "douyin");
  await person.click("mapping-import");
  expect(await screen.findByTestId("outcome-0")).toBeTruthy();
  expect(person.asked("save_mapping")).toMatchObject({
    draft: {
      id: "agency_share",
      columns: [{ field: "settled_time", kind: "time" }, {}, { field: "commission_amount" }, {}],
      count: { side: "settled", class: "commission", amount: "commission_amount" },
    },
  });
  expect(person.asked("import_paths")).toMatchObject({
    paths: ["/tmp/分成.csv"],
    answer: { format: "agency_share", remember: true },
  });
});

it("drafts anew when another row is the header", async () => {
  const person = await drafting();
  await person.click("header-1");
  await waitFor(() => expect(screen.getByTestId<HTMLInputElement>("header-1").checked).toBe(true));
  expect(person.asked("draft_mapping")).toEqual({
    path: "/tmp/分成.csv",
    header: { sheet: null, row: 1, column: null },
  });
});

it("begins with the file that was refused, also while another mapping is under way", async () => {
  const person = await drafting();
  await person.goTo("documents");
  await person.write("import-path", "/tmp/unknown.csv");
  await person.click("import-button");
  await person.click("map-0");
  await waitFor(() =>
    expect(person.asked("draft_mapping")).toEqual({ path: "/tmp/unknown.csv", header: null }),
  );
  await waitFor(() => expect(document.body.textContent).toContain("映射：unknown.csv"));
});

it("says what is missing, by the words of the screen", async () => {
  const person = await drafting();
  await person.click("step-rows");
  await person.click("key-order_id");
  await waitFor(async () => expect(await textAt("draft-problems")).toContain("凭这些列认出同一行"));
  await person.click("step-save");
  await person.click("mapping-save");
  await waitFor(() =>
    expect(screen.getAllByTestId("draft-problems")[0]?.textContent).toContain("名称"),
  );
});

it("loses nothing when the reader looks at another page", async () => {
  const person = await drafting();
  await person.click("step-save");
  await person.write("mapping-title", "未完");
  await person.goTo("bridge");
  await person.goTo("mappings");
  await person.click("step-save");
  expect((await screen.findByTestId<HTMLInputElement>("mapping-title")).value).toBe("未完");
});

it("lists mappings and answers, and lets go of them", async () => {
  const person = await drafting();
  await person.click("step-save");
  await person.write("mapping-title", "某某");
  await person.click("mapping-save");
  expect(await textAt("mapping-own_mapping")).toContain("某某");
  await person.click("export-own_mapping");
  await person.write("mapping-export-path", "/tmp/own.toml");
  await person.click("mapping-export");
  expect(person.asked("export_mapping")).toEqual({ mapping: "own_mapping", path: "/tmp/own.toml" });
  await person.click("forget-abababab");
  expect(await screen.findByTestId("no-answers")).toBeTruthy();
  await person.click("remove-own_mapping");
  await person.click("remove-confirm-own_mapping");
  expect(await screen.findByTestId("no-mappings")).toBeTruthy();
  await person.write("mapping-add-path", "/tmp/own.toml");
  await person.click("mapping-add");
  expect(await screen.findByTestId("mapping-from_file")).toBeTruthy();
});
