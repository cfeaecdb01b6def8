// Parties: what the forms add to the set-up, and only when they are complete.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { openCaseWindow, textAt } from "../../test/window";
import { manifestOf } from "./party-form";

it("gives an account that belongs to nobody to a party", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  await userEvent.selectOptions(await screen.findByTestId("belongs-to-ks-example-77"), "lin");
  await person.click("assign-ks-example-77");
  await waitFor(() => expect(screen.queryByTestId("unassigned-ks-example-77")).toBeNull());
  expect(person.asked("set_up")).toEqual({
    manifest: { account: [{ platform: "kuaishou", id: "ks-example-77", party: "lin" }] },
  });
});

it("says whose an account may be, and why, and leaves it to the person", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  const line = await screen.findByTestId("unassigned-ks-example-77");
  expect(line.textContent).toContain("可能属于 林小满（示例）：名称部分相同");
  expect(person.asked("set_up")).toBeUndefined();
  await person.click("assign-ks-example-77");
  await waitFor(() => expect(screen.queryByTestId("unassigned-ks-example-77")).toBeNull());
  expect(person.asked("set_up")).toEqual({
    manifest: { account: [{ platform: "kuaishou", id: "ks-example-77", party: "lin" }] },
  });
});

it("shows a person with her firms as one picture", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  const picture = await screen.findByTestId("picture-G-1");
  expect(picture.textContent).toContain("林小满（示例） + 青禾文化工作室（示例）");
  expect(picture.textContent).toContain("540,000.00");
});

it("merges two parties for a reason and takes it back", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  await person.click("add-merge");
  await userEvent.selectOptions(await screen.findByTestId("merge-from"), "qinghe");
  await userEvent.selectOptions(await screen.findByTestId("merge-into"), "lin");
  expect((await screen.findByTestId("merge-do")).hasAttribute("disabled")).toBe(true);
  await person.write("merge-reason", "同一证件");
  await person.click("merge-do");
  expect(person.asked("decide_identity")).toEqual({
    decision: { kind: "merge", from: "qinghe", into: "lin" },
    reason: "同一证件",
  });
  expect(await textAt("decision-1")).toContain("是同一主体");
  await person.click("take-back-1");
  await person.write("take-back-1-reason", "两人");
  await person.click("take-back-1-do");
  await waitFor(async () => expect(await textAt("decision-1")).toContain("已收回"));
});

it("splits chosen accounts off into a new party", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  await person.click("add-split");
  await userEvent.selectOptions(await screen.findByTestId("split-party"), "lin");
  await person.click("split-account-dy-example-01");
  await person.write("split-name", "林小月（示例）");
  await person.write("split-id", "yue");
  await person.write("split-reason", "妹妹的账号");
  await person.click("split-do");
  expect(person.asked("decide_identity")).toEqual({
    decision: {
      kind: "split",
      party: "lin",
      id: "yue",
      name: "林小月（示例）",
      party_kind: "natural_person",
      accounts: [{ platform: "douyin", id: "dy-example-01" }],
    },
    reason: "妹妹的账号",
  });
});

it("adds a party and shows it", async () => {
  const person = openCaseWindow({ empty: true });
  await person.goTo("parties");
  await person.write("party-name", "南乔（示例）");
  await person.write("party-id", "nanqiao");
  await person.click("party-save");
  expect(await screen.findByTestId("party-nanqiao")).toBeTruthy();
});

it("adds a relation only once it is complete", async () => {
  const person = openCaseWindow();
  await person.goTo("parties");
  await person.click("add-link");
  await userEvent.selectOptions(await screen.findByTestId("link-from"), "qinghe");
  await userEvent.selectOptions(await screen.findByTestId("link-to"), "xingye");
  expect((await screen.findByTestId("link-save")).hasAttribute("disabled")).toBe(true);
  await person.write("link-since", "2024-05-01");
  await person.click("link-save");
  expect(person.asked("set_up")).toEqual({
    manifest: {
      link: [{ from: "qinghe", to: "xingye", role: "controlled_by", since: "2024-05-01" }],
    },
  });
});

describe("the party form", () => {
  const blank = { id: "a", name: "甲", year: "", special: "", additional: "", profitPercent: "" };

  it.each([
    [
      { ...blank, kind: "natural_person" as const, year: "2024", special: "36,000" },
      { deductions: [{ year: 2024, special: "36000.00", additional: "0.00", other: "0.00" }] },
    ],
    [{ ...blank, kind: "natural_person" as const }, {}],
    [
      { ...blank, kind: "sole_proprietorship" as const, profitPercent: "10" },
      { collection: { method: "assessed", profit_rate: "0.10" } },
    ],
    [{ ...blank, kind: "sole_proprietorship" as const }, { collection: { method: "books" } }],
    [{ ...blank, kind: "agency" as const }, {}],
  ])("states what was typed", (fields, stated) => {
    expect(manifestOf(fields)).toEqual({
      party: [{ id: "a", name: "甲", kind: fields.kind, ...stated }],
    });
  });

  it.each([
    { ...blank, kind: "natural_person" as const, name: " " },
    { ...blank, kind: "natural_person" as const, year: "24" },
    { ...blank, kind: "natural_person" as const, year: "2024", special: "1.234" },
    { ...blank, kind: "sole_proprietorship" as const, profitPercent: "ten" },
  ])("states nothing that is incomplete or unreadable", (fields) => {
    expect(manifestOf(fields)).toBeNull();
  });
});
