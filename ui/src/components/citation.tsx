// The article behind a number, since when it is in force, and how well it was confirmed.
import { useTranslation } from "react-i18next";
import type { Citation } from "../api/generated/Citation";
import type { Confidence } from "../api/generated/Confidence";
import { articleIn } from "../article";
import { shownLang } from "../text";
import styles from "./citation.module.css";

/** A citation with its mark of confidence. */
export function CitationLine({ citation }: { citation: Citation }) {
  const { t } = useTranslation();
  return (
    <span className={styles.citation} title={citation.rule}>
      {articleIn(shownLang(), citation.article)}
      <span className={styles.since}>{t("window.citation.since", { day: citation.from })}</span>
      <ConfidenceMark confidence={citation.confidence} />
    </span>
  );
}

/** How well something was confirmed; nothing to say when it is well confirmed. */
export function ConfidenceMark({ confidence }: { confidence: Confidence }) {
  const { t } = useTranslation();
  return (
    <span className={styles.mark} data-confidence={confidence}>
      {t(`confidence.${confidence}`)}
    </span>
  );
}
