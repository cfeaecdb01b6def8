// Where one figure comes from: the figures it is made of, its worksheet, and its records.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordsOf } from "../../api/generated/RecordsOf";
import { useTrace } from "../../api/queries";
import type { Trace, TracePart } from "../../api/types";
import { Choice } from "../../components/choice";
import { Answered } from "../../components/states";
import { shown } from "../../money";
import { useView } from "../../view";
import type { Stop } from "./drawer";
import styles from "./drawer.module.css";
import { useLabel, useRecordsName } from "./labels";
import { RecordList } from "./records";
import { Worksheet } from "./worksheet";

type Go = (stop: Stop) => void;

/** The evidence of a figure. */
export function FigureEvidence({ figure, go }: { figure: string; go: Go }) {
  const { asOf } = useView();
  const trace = useTrace(figure, asOf);
  return <Answered answer={trace}>{(found) => <Found trace={found} go={go} />}</Answered>;
}

function Found({ trace, go }: { trace: Trace; go: Go }) {
  const { t } = useTranslation();
  const labelOf = useLabel();
  const { parts, steps, records } = trace;
  return (
    <>
      <div className={styles.headline}>
        <h3>{trace.label === "" ? trace.figure : labelOf(trace.label)}</h3>
        <span className={styles.amount} data-testid="trace-amount">
          {shown(trace.amount)}
        </span>
      </div>
      {parts.length > 0 && <Parts parts={parts} go={go} />}
      {steps.length > 0 && (
        <section className={styles.section}>
          <h4>{t("window.evidence.worksheet")}</h4>
          <Worksheet figure={trace.figure} steps={steps} go={go} />
        </section>
      )}
      {records.length > 0 && <Records sets={records} go={go} />}
      {parts.length + steps.length + records.length === 0 && t("window.evidence.nothing")}
    </>
  );
}

function Parts({ parts, go }: { parts: TracePart[]; go: Go }) {
  const { t } = useTranslation();
  const labelOf = useLabel();
  return (
    <section className={styles.section}>
      <h4>{t("window.evidence.parts")}</h4>
      <ul className={styles.parts}>
        {parts.map(({ figure, label, amount }) => (
          <li key={figure}>
            <button
              type="button"
              className={styles.part}
              data-testid={`trace-part-${figure}`}
              onClick={() => go({ kind: "figure", figure })}
            >
              <span>{figure}</span>
              <span>{labelOf(label)}</span>
              <span>{shown(amount)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Records({ sets, go }: { sets: RecordsOf[]; go: Go }) {
  const { t } = useTranslation();
  const nameOf = useRecordsName();
  const [chosen, choose] = useState("0");
  const set = sets.find((_, index) => `${index}` === chosen);
  return (
    <section className={styles.section}>
      <h4>{t("window.evidence.records")}</h4>
      {sets.length > 1 && (
        <Choice
          label={t("window.evidence.records")}
          options={sets.map((of, index) => ({ value: `${index}`, text: nameOf(of) }))}
          value={chosen}
          onChange={choose}
          testId="trace-records"
        />
      )}
      {set && <RecordList key={chosen} of={set} go={go} height={380} />}
    </section>
  );
}
