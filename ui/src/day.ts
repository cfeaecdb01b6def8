// Days and moments as text. Nothing here knows money.

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return `${moment.toJSON()}`.startsWith(text);
}

/** A moment of universal time as the clock on the wall shows it: `2024-05-31 09:05`. */
export function localMinute(moment: string): string {
  const at = new Date(moment);
  const two = (part: number) => `${part}`.padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A span of days: the whole of what is meant where both ends are open. */
export type Span = { from: string | null; until: string | null };

/** What a typed day or month covers, nothing typed being everything; `null` for anything else. */
export function spanOf(typed: string): Span | null {
  const text = typed.trim();
  if (text === "") return { from: null, until: null };
  if (isDay(text)) return { from: text, until: text };
  if (!/^\d{4}-\d{2}$/.test(text) || !isDay(`${text}-01`)) return null;
  const last = new Date(`${text}-01T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return { from: `${text}-01`, until: last.toJSON().slice(0, 10) };
}
