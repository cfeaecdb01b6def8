// Changes between Chinese and English; shows the other language in its own name.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSpeak } from "../api/queries";
import { chooseLang, shownLang } from "../text";

const OTHER = { zh: { lang: "en", name: "English" }, en: { lang: "zh", name: "中文" } } as const;

/** The language switch. */
export function LangSwitch() {
  useTranslation();
  const speak = useSpeak();
  const other = OTHER[shownLang()];
  return (
    <Button
      variant="default"
      size="compact-sm"
      lang={other.lang}
      data-testid="lang-switch"
      onClick={() => {
        chooseLang(other.lang);
        speak.mutate(other.lang);
      }}
    >
      {other.name}
    </Button>
  );
}
