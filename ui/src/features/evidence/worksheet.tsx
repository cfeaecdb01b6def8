// A worksheet: every step with its operands, its number, its article and what it assumes.
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Operation } from "../../api/generated/Operation";
import type { Origin } from "../../api/generated/Origin";
import type { Step } from "../../api/generated/Step";
import { CitationLine } from "../../components/citation";
import { grouped, percent } from "../../money";
import { usePartyName } from "../../names";
import type { Stop } from "./drawer";
import { useLabel } from "./labels";
import styles from "./worksheet.module.css";

type Go = (stop: Stop) => void;
type WorksheetProps = { figure: string; steps: Step[]; go: Go };

/** The steps of a figure. */
export function Worksheet({ figure, steps, go }: WorksheetProps) {
  const labelOf = useLabel();
  return (
    <table className={styles.sheet} data-testid="trace-worksheet">
      <tbody>
        {steps.map((step) => (
          <tr key={step.number}>
            <td className={styles.number} title={`${figure}.${step.number}`}>
              {step.number}
            </td>
            <td>
              <div>{labelOf(step.label)}</div>
              <Reasons step={step} go={go} />
            </td>
            <td className={styles.how}>
              <How step={step} />
            </td>
            <td className={styles.value}>
              <Value step={step} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reasons({ step, go }: { step: Step; go: Go }) {
  const { t } = useTranslation();
  return (
    <>
      {step.origin && <OriginLink step={step.number} origin={step.origin} go={go} />}
      {step.span && <div className={styles.from}>{t("window.unit.span", step.span)}</div>}
      {step.citation && <CitationLine citation={step.citation} />}
      {step.assumption && (
        <div className={styles.assumption}>{t(`assumption.${step.assumption}`)}</div>
      )}
    </>
  );
}

type OriginLinkProps = { step: number; origin: Origin; go: Go };

function OriginLink({ step, origin, go }: OriginLinkProps) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  switch (origin.kind) {
    case "records": {
      const { kind: _, ...of } = origin;
      return (
        <button
          type="button"
          className={styles.link}
          data-testid={`trace-step-${step}`}
          onClick={() => go({ kind: "records", of })}
        >
          {t("window.origin.records")}
        </button>
      );
    }
    case "lines":
      return <Lines records={origin.records} go={go} />;
    case "figure":
      return (
        <button
          type="button"
          className={styles.link}
          data-testid={`trace-step-${step}`}
          onClick={() => go({ kind: "figure", figure: origin.code })}
        >
          {t("window.origin.figure", { code: origin.code })}
        </button>
      );
    case "paper":
      return <div className={styles.from}>{t("window.origin.paper", { entry: origin.entry })}</div>;
    case "stated":
      return (
        <div className={styles.from}>
          {t("window.origin.stated", { party: nameOf(origin.party) })}
        </div>
      );
  }
}

/** The declared lines that an input was read from. */
function Lines({ records, go }: { records: number[]; go: Go }) {
  const { t } = useTranslation();
  return (
    <div className={styles.from}>
      {t("window.origin.lines")}{" "}
      {records.map((record) => (
        <button
          key={record}
          type="button"
          className={styles.line}
          data-testid={`trace-record-${record}`}
          onClick={() => go({ kind: "raw", record })}
        >
          #{record}
        </button>
      ))}
    </div>
  );
}

/** Signs between operands, where the operation has one. */
const SIGNS: Partial<Record<Operation, string>> = {
  sum: "+",
  difference: "−",
  product: "×",
  quotient: "÷",
};

function How({ step }: { step: Step }) {
  const { t } = useTranslation();
  const between = SIGNS[step.operation] ?? ",";
  return (
    <>
      {SIGNS[step.operation] === undefined && t(`window.operation.${step.operation}`)}
      {step.operands.length > 0 && (
        <span className={styles.operands}>
          {step.operands.map((operand, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: operands may repeat and never move.
            <Fragment key={at}>
              {at > 0 && ` ${between} `}
              <b>{operand}</b>
            </Fragment>
          ))}
        </span>
      )}
    </>
  );
}

function Value({ step }: { step: Step }) {
  const { t } = useTranslation();
  switch (step.unit) {
    case "yuan":
      return grouped(step.value);
    case "rate":
      return percent(step.value);
    case "days":
      return t("window.unit.days", { days: grouped(step.value) });
    case "count":
      return grouped(step.value);
  }
}
