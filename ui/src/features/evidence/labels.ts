// Names for what the engine traces: labels of figures and sets of records.
import { useTranslation } from "react-i18next";
import type { RecordsOf } from "../../api/generated/RecordsOf";
import { usePartyName } from "../../names";

/** The text of a figure's label: a step's own text where there is one, or the text of the key itself. */
export function useLabel(): (label: string) => string {
  const { t, i18n } = useTranslation();
  return (label) => (i18n.exists(`step.${label}`) ? t(`step.${label}`) : t(label));
}

/** A short name for a set of records. */
export function useRecordsName(): (of: RecordsOf) => string {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  return ({ party, period, side, classes, measure }) => {
    const kinds = classes.map((known) => t(`class.${known}`)).join(t("window.list.comma"));
    const parts = [nameOf(party), period, t(`side.${side}`), kinds];
    if (measure !== "counted") parts.push(t(`window.measure.${measure}`));
    return parts.join(" / ");
  };
}
