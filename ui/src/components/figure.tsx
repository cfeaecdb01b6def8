// A number with its "why?": opens the evidence of its code.
import { useTranslation } from "react-i18next";
import type { Money } from "../api/generated/Money";
import { shown } from "../money";
import { useView } from "../view";
import styles from "./figure.module.css";

type FigureProps = {
  code: string;
  amount: Money | null;
  /** What the number is, for readers who do not see the column. */
  label: string;
  /** Stands out in the one warm red: something is short. */
  short?: boolean;
  testId?: string;
};

/** An amount that leads to its evidence; nothing leads anywhere where nothing is there. */
export function Figure({ code, amount, label, short = false, testId }: FigureProps) {
  const { t } = useTranslation();
  const { figure, openFigure } = useView();
  const text = shown(amount);
  if (amount === null) return <Amount amount={null} />;
  return (
    <button
      type="button"
      className={styles.figure}
      data-testid={testId ?? `figure-${code}`}
      data-short={short || undefined}
      data-open={figure === code || undefined}
      title={t("window.figure.why", { code })}
      aria-label={`${label} ${text} ${code}`}
      onClick={(event) => {
        event.stopPropagation();
        openFigure(code);
      }}
    >
      {text}
    </button>
  );
}

/** The code of a row, leading to its worksheet. */
export function FigureCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const { figure, openFigure } = useView();
  return (
    <button
      type="button"
      className={styles.code}
      data-testid={`figure-${code}`}
      data-open={figure === code || undefined}
      title={t("window.figure.why", { code })}
      onClick={(event) => {
        event.stopPropagation();
        openFigure(code);
      }}
    >
      <Breakable code={code} />
    </button>
  );
}

/** A code that may break before its part where the column is narrow. */
function Breakable({ code }: { code: string }) {
  const [row, ...part] = code.split(".");
  if (part.length === 0) return row;
  return (
    <>
      {row}
      <wbr />
      {`.${part.join(".")}`}
    </>
  );
}

/** An amount without evidence of its own. */
export function Amount({ amount, short = false }: { amount: Money | null; short?: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles.amount}
      data-short={short || undefined}
      title={amount === null ? t("window.figure.absent") : undefined}
    >
      {shown(amount)}
    </span>
  );
}
