// Money as the reader sees it: text in, text out. Nothing here adds, subtracts or converts to a number;
// sums and differences come from the engine, exact to the fen.
import type { Money } from "./api/generated/Money";

/** What an absent amount looks like. Absent is not zero. */
export const ABSENT = "—";

const WRITTEN = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/;

/** Digits in groups of three, sign and decimals untouched: `-1234567.80` → `-1,234,567.80`. */
export function grouped(amount: string): string {
  const [whole = "", ...decimals] = amount.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

/** An amount for the screen; `—` when it is absent. */
export function shown(amount: Money | null): string {
  return amount === null ? ABSENT : grouped(amount);
}

/** -1, 0 or 1. */
export function sign(amount: Money): -1 | 0 | 1 {
  if (/^-?0*(\.0*)?$/.test(amount)) return 0;
  return amount.startsWith("-") ? -1 : 1;
}

/** Whether something is short: present and above zero. */
export function isShort(amount: Money | null): boolean {
  return amount !== null && sign(amount) === 1;
}

/** Order of two amounts, absent ones first. Compares the text, digit by digit. */
export function compareMoney(left: Money | null, right: Money | null): number {
  if (left === null || right === null) return ranked(left !== null, right !== null);
  const [a, b] = [sign(left), sign(right)];
  if (a !== b) return a - b;
  return a < 0 ? comparePlain(bare(right), bare(left)) : comparePlain(bare(left), bare(right));
}

/**
 * What a person typed, as money: `36,000` → `36000.00`. `null` when it is not an amount of yuan with
 * at most two decimals.
 */
export function readMoney(typed: string): Money | null {
  const match = WRITTEN.exec(typed.trim().replace(/[,，\s]/g, ""));
  if (match === null) return null;
  const [, minus = "", whole = "", decimals = ""] = match;
  return `${minus}${whole.replace(/^0+(?=\d)/, "")}.${decimals.padEnd(2, "0")}` as Money;
}

/** A rate for the screen, by moving the point: `0.0005` → `0.05%`. */
export function percent(rate: string): string {
  const minus = rate.startsWith("-") ? "-" : "";
  const [whole = "0", decimals = ""] = rate.replace("-", "").split(".");
  const padded = decimals.padEnd(2, "0");
  const front = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const back = padded.slice(2).replace(/0+$/, "");
  return `${minus}${front}${back === "" ? "" : `.${back}`}%`;
}

function ranked(left: boolean, right: boolean): number {
  if (left === right) return 0;
  return left ? 1 : -1;
}

function bare(amount: Money): string {
  return amount.replace("-", "").replace(/^0+(?=\d)/, "");
}

function comparePlain(left: string, right: string): number {
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
