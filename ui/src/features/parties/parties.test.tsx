// Parties: what the forms add to the set-up, and only when they are complete.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { openCaseWindow } from "../../test/window";
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
