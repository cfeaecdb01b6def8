// The named parts of a gap, in one line.
import { useTranslation } from "react-i18next";
import type { Cause } from "../../api/generated/Cause";
import type { Money } from "../../api/generated/Money";
import { Figure } from "../../components/figure";
import styles from "./table.module.css";

type CauseLineProps = {
  side: "declared" | "received" | "platform_reported";
  causes: Cause[];
  /** What stays, where no column of the table tells it. */
  rest?: { code: string; amount: Money | null };
};

/** What explains settled less the given side. */
export function CauseLine({ side, causes, rest }: CauseLineProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.causes}>
      <span className={styles.gap}>{t("window.bridge.gap", { side: t(`side.${side}`) })}</span>
      {causes.length === 0 && t("window.bridge.no_causes")}
      {causes.map(({ cause, amount, figure, is_income }) => (
        <span key={figure}>
          {t(`cause.${cause}`)} <Figure code={figure} amount={amount} label={t(`cause.${cause}`)} />
          {is_income && t("window.bridge.income_all_the_same")}
        </span>
      ))}
      {rest !== undefined && (
        <span>
          {t("window.bridge.rest")}{" "}
          <Figure code={rest.code} amount={rest.amount} label={t("window.bridge.rest")} />
        </span>
      )}
    </span>
  );
}
