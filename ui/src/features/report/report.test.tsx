// Reports: the order that is given, the path that is suggested, and what was saved.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openCaseWindow, textAt } from "../../test/window";

it("saves what was chosen where it was suggested, and opens it", async () => {
  const person = openCaseWindow();
  await person.goTo("report");
  await userEvent.selectOptions(await screen.findByTestId("report-kind"), "working-paper");
  await userEvent.selectOptions(await screen.findByTestId("report-lang"), "both");
  await userEvent.selectOptions(await screen.findByTestId("report-party"), "lin");
  await userEvent.selectOptions(await screen.findByTestId("report-year"), "2024");
  await screen.findByDisplayValue("/home/me/Zicha/working-paper-both.pdf");
  await person.click("report-save");
  expect(await textAt("report-saved")).toContain("/home/me/Zicha/working-paper-both.pdf");
  expect(person.asked("save_report")).toEqual({
    kind: "working-paper",
    lang: "both",
    out: "/home/me/Zicha/working-paper-both.pdf",
    party: "lin",
    year: 2024,
    asOf: null,
  });
  await person.click("report-open");
  expect(person.asked("plugin:opener|open_path")).toMatchObject({
    path: "/home/me/Zicha/working-paper-both.pdf",
  });
});

it("keeps a typed path, and says why a report was not saved", async () => {
  const failure = { code: "disk", message: "无法写入 /home/lin/x.pdf。", hint: "请换一个位置。" };
  const person = openCaseWindow({ failures: { save_report: failure } });
  await person.goTo("report");
  await person.write("report-path", "/home/lin/x.pdf");
  await person.click("report-save");
  expect(await textAt("failure")).toContain("无法写入 /home/lin/x.pdf。请换一个位置。");
  expect(person.asked("save_report")?.out).toBe("/home/lin/x.pdf");
});
