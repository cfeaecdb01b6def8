// The words of the window in both languages, from the same files that the reports use.
// Keys are flat (`side.settled`), so a dot in a key means nothing.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Lang } from "./api/generated/Lang";

type Words = Record<string, string>;

const ZH = import.meta.glob<Words>("../../assets/text/zh/*.json", {
  eager: true,
  import: "default",
});
const EN = import.meta.glob<Words>("../../assets/text/en/*.json", {
  eager: true,
  import: "default",
});

/** Every text by language and key. */
export const WORDS: Record<Lang, Words> = { zh: merged(ZH), en: merged(EN) };

const REMEMBERED = "zicha.lang";

/** Prepares the texts; Chinese unless English was chosen before. */
export function loadTexts(): void {
  const lang: Lang = localStorage.getItem(REMEMBERED) === "en" ? "en" : "zh";
  void i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { zh: { translation: WORDS.zh }, en: { translation: WORDS.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  markPage(lang);
}

/** Changes the language and remembers it. */
export function chooseLang(lang: Lang): void {
  localStorage.setItem(REMEMBERED, lang);
  markPage(lang);
  void i18next.changeLanguage(lang);
}

/** The language that is shown now. */
export function shownLang(): Lang {
  return i18next.language === "en" ? "en" : "zh";
}

function markPage(lang: Lang): void {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
}

function merged(files: Record<string, Words>): Words {
  return Object.assign({}, ...Object.values(files));
}
