// Days of the calendar.
import { expect, it } from "vitest";
import { isDay, localMinute, spanOf } from "./day";

it.each([
  ["2024-02-29", true],
  ["2025-02-29", false],
  ["2025-06-31", false],
  ["2025-12-31", true],
  ["2025-6-30", false],
  ["30.06.2025", false],
  ["", false],
])("%s is a day: %s", (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

it("shows a moment as the clock on the wall does", () => {
  const onTheWall = new Date(2024, 4, 1, 9, 5);
  expect(localMinute(onTheWall.toISOString())).toBe("2024-05-01 09:05");
});

it.each([
  ["", { from: null, until: null }],
  ["2024-02", { from: "2024-02-01", until: "2024-02-29" }],
  ["2024-12", { from: "2024-12-01", until: "2024-12-31" }],
  ["2024-05-11", { from: "2024-05-11", until: "2024-05-11" }],
  ["2024-13", null],
  ["May", null],
])("%s covers %s", (typed, span) => {
  expect(spanOf(typed)).toEqual(span);
});
