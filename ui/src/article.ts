// How an article of law is written in the language shown. Rules name it once, as `个人所得税法 art. 6(1)`.
import type { Lang } from "./api/generated/Lang";

/** Articles after the name of a law: `art. 10, 11` or `art. 6(1)(1)`. */
const ARTICLES = / art\. (\d+(?:\(\d+\))*(?:, \d+(?:\(\d+\))*)*)/g;

/** What a rule says beside an article, in Chinese. */
const REMARKS = [
  [", tax table 1", "，税率表一"],
  [", tax table 2", "，税率表二"],
  [", withholding table 2", "，预扣率表二"],
  [" as continued", "（后续沿用）"],
  ["practice", "实务做法"],
] as const;

/** The article as a reader of the language writes it; nothing is added to what the rule says. */
export function articleIn(lang: Lang, cited: string): string {
  if (lang === "en") return cited;
  const text = cited.replace(ARTICLES, (_, articles: string) =>
    articles
      .split(", ")
      .map((one) => one.replace(/^\d+/, "第$&条"))
      .join("、"),
  );
  return REMARKS.reduce((said, [english, chinese]) => said.replace(english, chinese), text);
}
