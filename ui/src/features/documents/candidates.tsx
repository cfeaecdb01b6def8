// The formats that a file may have: title, how sure, and why each is proposed.
import { useTranslation } from "react-i18next";
import type { Candidate } from "../../api/generated/Candidate";
import type { FormatView } from "../../api/types";
import styles from "./way-out.module.css";

type CandidatesProps = {
  candidates: Candidate[];
  formats: FormatView[];
  format: string;
  setFormat: (format: string) => void;
};

/** One of them is chosen. */
export function Candidates({ candidates, formats, format, setFormat }: CandidatesProps) {
  const { t } = useTranslation();
  if (candidates.length === 0) return <p className={styles.none}>{t("window.answer.none")}</p>;
  return (
    <fieldset className={styles.candidates}>
      <legend className={styles.title}>{t("window.answer.candidates")}</legend>
      {candidates.map((candidate) => (
        <label key={candidate.format} className={styles.candidate}>
          <input
            type="radio"
            name="candidate"
            value={candidate.format}
            checked={candidate.format === format}
            data-testid={`candidate-${candidate.format}`}
            onChange={() => setFormat(candidate.format)}
          />
          <span>
            <b>{formats.find(({ id }) => id === candidate.format)?.title ?? candidate.format}</b>
            <span className={styles.why}>
              {t(`import.reason.${candidate.reason}`)} ·{" "}
              {t("window.answer.matched", {
                matched: candidate.matched,
                total: candidate.total,
              })}{" "}
              · {t(`confidence.${candidate.confidence}`)}
              {candidate.asks && ` · ${t("window.answer.guess")}`}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
