// The way in: opening, making, trying; and the way out.
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { openCaseWindow, openWindow, textAt } from "../../test/window";

it("opens the case at the typed path", async () => {
  const person = openWindow();
  await person.write("welcome-path", "/tmp/mine.zicha");
  await person.click("welcome-open");
  expect(await screen.findByTestId("nav-case")).toBeTruthy();
  expect(person.asked("open_case")).toEqual({ path: "/tmp/mine.zicha", password: null });
});

it("makes a case at the suggested path, with its title and password", async () => {
  const person = openWindow();
  await person.write("welcome-title", "  2024 自查 ");
  await person.write("welcome-password", "correct horse");
  await person.click("welcome-create");
  expect(await screen.findByTestId("nav-case")).toBeTruthy();
  expect(person.asked("create_case")).toEqual({
    path: "/home/me/Zicha/2024.zicha",
    title: "2024 自查",
    password: "correct horse",
  });
});

it("tries the sample at its own path", async () => {
  const person = openWindow();
  await person.click("welcome-sample");
  expect(await screen.findByTestId("totals-table")).toBeTruthy();
  expect(person.asked("create_sample")?.path).toBe("/home/me/Zicha/示例.zicha");
});

it("opens the sample that was made before instead of refusing", async () => {
  const failure = { code: "already_exists", message: "示例.zicha 已经存在。", hint: null };
  const person = openWindow({ failures: { create_sample: failure } });
  await person.click("welcome-sample");
  expect(await screen.findByTestId("nav-case")).toBeTruthy();
  expect(person.asked("open_case")).toEqual({ path: "/home/me/Zicha/示例.zicha", password: null });
});

it("opens the case that the window was started with", async () => {
  const person = openWindow({ named: "/tmp/named.zicha" });
  expect(await screen.findByTestId("nav-case")).toBeTruthy();
  expect(person.asked("open_case")).toEqual({ path: "/tmp/named.zicha", password: null });
});

it("asks for the password of a case it was started with", async () => {
  const failure = { code: "locked", message: "已加密。", hint: "请输入密码。" };
  openWindow({ named: "/tmp/named.zicha", failures: { open_case: failure } });
  expect(await textAt("failure")).toContain("已加密。请输入密码。");
  expect((await screen.findByTestId("welcome-path")).getAttribute("value")).toBe(
    "/tmp/named.zicha",
  );
});

it("says why a case does not open, and stays", async () => {
  const failure = { code: "locked", message: "密码不正确。", hint: "请输入建案时设置的密码。" };
  const person = openWindow({ failures: { open_case: failure } });
  await person.click("welcome-open");
  expect(await textAt("failure")).toContain("密码不正确。请输入建案时设置的密码。");
  expect(screen.queryByTestId("nav-case")).toBeNull();
});

it("returns to the first screen when the case is closed, and shows nothing of it", async () => {
  const person = openCaseWindow();
  await person.click("close-case");
  expect(await screen.findByTestId("welcome-path")).toBeTruthy();
  expect(screen.queryByTestId("case-title")).toBeNull();
});
