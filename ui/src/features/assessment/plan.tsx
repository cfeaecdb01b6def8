// The self-correction plan: returns to file again in the order of their deadlines, filed against amended.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PlanStep } from "../../api/generated/PlanStep";
import { amountColumn } from "../../components/amounts";
import { Amount, FigureCode } from "../../components/figure";
import { Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { isShort } from "../../money";
import { usePartyName } from "../../names";
import { useView } from "../../view";
import styles from "./taxes.module.css";

/** One line a return; what shows it stands below. */
export function PlanTable({ steps }: { steps: PlanStep[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { openFigure } = useView();
  const columns = useColumns();
  if (steps.length === 0) {
    return <Empty title={t("plan.nothing")} todo={t("window.plan.todo")} />;
  }
  return (
    <>
      <p className={styles.lead}>{t("window.plan.purpose")}</p>
      <DataTable
        label={t("window.assessment.plan")}
        testId="plan-table"
        rows={steps}
        columns={columns}
        rowKey={(step) => step.figure}
        group={{ of: (step) => step.party, head: nameOf }}
        short={(step) => isShort(step.to_add)}
        notes={notesOf}
        onOpen={(step) => openFigure(step.figure)}
      />
    </>
  );
}

function notesOf(step: PlanStep) {
  return [
    <Incomes key="incomes" step={step} />,
    ...(step.fines.length > 0 ? [<Fines key="fines" step={step} />] : []),
    <Evidence key="evidence" step={step} />,
  ];
}

function useColumns(): Column<PlanStep>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 60,
        least: 52,
        cell: (step) => <FigureCode code={step.figure} />,
      },
      {
        id: "deadline",
        head: t("window.column.deadline"),
        width: 108,
        least: 92,
        cell: (step) => step.deadline ?? t("plan.no_deadline"),
      },
      {
        id: "return",
        head: t("window.plan.return"),
        least: 160,
        cell: (step) => (
          <>
            <div>{t(`plan.return.${step.tax}`)}</div>
            <div className={styles.below}>{step.period}</div>
          </>
        ),
      },
      {
        id: "filed_tax",
        head: t("window.plan.filed_tax"),
        width: 112,
        least: 88,
        right: true,
        cell: (step) =>
          step.filed_tax === null ? t("plan.not_filed") : <Amount amount={step.filed_tax} />,
      },
      amountColumn({
        id: "amended_tax",
        head: t("window.plan.amended_tax"),
        width: 112,
        least: 88,
      }),
      amountColumn({ id: "to_add", head: t("plan.to_add"), width: 112, least: 88, short: true }),
      amountColumn({
        id: "surcharge",
        head: t("window.column.surcharge"),
        width: 104,
        least: 86,
      }),
    ],
    [t],
  );
}

type OfStep = { step: PlanStep };

function Incomes({ step }: OfStep) {
  const { t } = useTranslation();
  return (
    <span>
      {t("plan.income")} {t("plan.filed")} <Amount amount={step.filed_income} /> →{" "}
      {t("plan.amended")} <Amount amount={step.amended_income} />
      {step.missing !== null && ` · ${t(`missing.${step.missing}`)}`}
      {step.to_claim !== null && (
        <>
          {" · "}
          {t("plan.to_claim")} <Amount amount={step.to_claim} />
        </>
      )}
    </span>
  );
}

function Fines({ step }: OfStep) {
  const { t } = useTranslation();
  return (
    <span>
      {t("plan.fine_by_conduct")}
      {step.fines.map(({ conduct, article, low, high }) => (
        <span key={conduct}>
          {" · "}
          {t(`conduct.${conduct}`)} ({article}) <Amount amount={low} />–<Amount amount={high} />
        </span>
      ))}
    </span>
  );
}

function Evidence({ step }: OfStep) {
  const { t } = useTranslation();
  return (
    <span>
      {t("plan.evidence")}{" "}
      {step.evidence.map(({ code, records }) => (
        <span key={code}>
          <FigureCode code={code} />
          {records > 0 && ` ${t("window.plan.records", { count: records })}`}{" "}
        </span>
      ))}
      {step.findings.length > 0 && `${t("plan.findings")} ${step.findings.join(", ")}`}
    </span>
  );
}
