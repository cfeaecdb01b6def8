// Articles of law as each language writes them.
import { expect, it } from "vitest";
import { articleIn } from "./article";

it.each([
  ["个人所得税法 art. 6(1)(1)", "个人所得税法第6条(1)(1)"],
  ["个人所得税法 art. 10, 11, 12", "个人所得税法第10条、第11条、第12条"],
  ["个人所得税法 art. 3(1), tax table 1", "个人所得税法第3条(1)，税率表一"],
  ["刑法 art. 201; 法释〔2024〕4号 art. 2", "刑法第201条; 法释〔2024〕4号第2条"],
  ["国家税务总局公告2018年第61号, withholding table 2", "国家税务总局公告2018年第61号，预扣率表二"],
  ["practice", "实务做法"],
  ["税总办函〔2019〕449号", "税总办函〔2019〕449号"],
])("%s", (cited, chinese) => {
  expect(articleIn("zh", cited)).toBe(chinese);
  expect(articleIn("en", cited)).toBe(cited);
});
