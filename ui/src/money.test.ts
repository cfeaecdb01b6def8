// Money on screen: the same digits as the engine wrote, only grouped.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Money } from "./api/generated/Money";
import { compareMoney, grouped, isShort, percent, readMoney, shown, sign } from "./money";

const money = (text: string) => text as Money;

/** Any amount the engine can write, beside its fen as an exact whole number. */
const amounts = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((fen) => {
  const digits = `${fen < 0n ? -fen : fen}`.padStart(3, "0");
  const text = `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { fen, text: money(text) };
});

describe("grouping", () => {
  it.each([
    ["0.00", "0.00"],
    ["999.99", "999.99"],
    ["1000.00", "1,000.00"],
    ["-1234567.80", "-1,234,567.80"],
    ["100000", "100,000"],
    ["1234.56789", "1,234.56789"],
    ["92233720368547758.07", "92,233,720,368,547,758.07"],
  ])("%s is shown as %s", (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });

  it("changes no digit, and leaves groups of three", () => {
    fc.assert(
      fc.property(amounts, ({ text }) => {
        const result = grouped(text);
        expect(result.replaceAll(",", "")).toBe(text);
        expect(result).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/);
      }),
    );
  });

  it("shows what is absent as a dash, never as zero", () => {
    expect(shown(null)).toBe("—");
    expect(shown(money("0.00"))).toBe("0.00");
  });
});

describe("order and sign", () => {
  it("agree with the order and sign of the fen", () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        const expected = left.fen < right.fen ? -1 : left.fen > right.fen ? 1 : 0;
        expect(Math.sign(compareMoney(left.text, right.text))).toBe(expected);
        expect(sign(left.text)).toBe(left.fen < 0n ? -1 : left.fen > 0n ? 1 : 0);
      }),
    );
  });

  it("puts what is absent first, and calls only a present amount above zero short", () => {
    expect(compareMoney(null, money("-1.00"))).toBe(-1);
    expect(compareMoney(money("0.00"), null)).toBe(1);
    expect(compareMoney(null, null)).toBe(0);
    expect([null, money("-0.01"), money("0.00"), money("0.01")].map(isShort)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

describe("typed amounts", () => {
  it.each([
    ["36000", "36000.00"],
    [" 36,000.5 ", "36000.50"],
    ["36，000", "36000.00"],
    ["007", "7.00"],
    ["0", "0.00"],
    ["-12.30", "-12.30"],
  ])("%s is read as %s", (typed, expected) => {
    expect(readMoney(typed)).toBe(expected);
  });

  it.each(["", "1.234", "1e5", "十", "1.2.3", "--1", "0x10", "NaN"])("%s is not read", (typed) => {
    expect(readMoney(typed)).toBeNull();
  });

  it("reads back what it shows", () => {
    fc.assert(
      fc.property(amounts, ({ text }) => {
        fc.pre(text.length < 18);
        expect(readMoney(grouped(text))).toBe(text);
      }),
    );
  });
});

describe("rates", () => {
  it.each([
    ["0.0005", "0.05%"],
    ["0.20", "20%"],
    ["0.03", "3%"],
    ["1", "100%"],
    ["0", "0%"],
    ["0.125", "12.5%"],
    ["-0.1", "-10%"],
  ])("%s is shown as %s", (rate, expected) => {
    expect(percent(rate)).toBe(expected);
  });
});
