// Control totals: what the platform's own page or the file states, beside what was read.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { removeTotal } from "../../api/commands";
import { useTotalsCheck } from "../../api/intake-queries";
import { useChange } from "../../api/queries";
import type { TotalCheck, TotalsCheck } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import grid from "../../components/grid.module.css";
import { Panel } from "../../components/page";
import { Answered } from "../../components/states";
import { grouped } from "../../money";
import styles from "./document.module.css";
import { StateTotal, useMeasureName } from "./state-total";

/** The totals of a document. */
export function Totals({ document }: { document: number }) {
  const { t } = useTranslation();
  const check = useTotalsCheck(document);
  return (
    <Panel title={t("window.totals_check.title")}>
      <Text size="sm" c="dimmed" mb={8}>
        {t("window.totals_check.purpose")}
      </Text>
      <Answered answer={check}>{(found) => <Checks check={found} />}</Answered>
      <StateTotal document={document} />
    </Panel>
  );
}

function Checks({ check }: { check: TotalsCheck }) {
  const { t } = useTranslation();
  const { stated, controls, quarantined } = check;
  const none = stated.length === 0 && controls.length === 0;
  return (
    <>
      {none && <Text size="sm">{t("window.totals_check.none")}</Text>}
      <ul className={styles.checks} data-testid="totals">
        {controls.map((control) => (
          <li key={control.label} className={styles.check}>
            <div className={styles.checkHead}>
              <b>{control.label}</b>
              <span>{t("window.totals_check.of_file")}</span>
              <Compared {...control} />
            </div>
          </li>
        ))}
        {stated.map((total) => (
          <Stated key={total.id} total={total} />
        ))}
      </ul>
      {!check.agrees && quarantined > 0 && (
        <Text size="sm" mt={6}>
          {t("window.totals_check.quarantined", { rows: grouped(`${quarantined}`) })}
        </Text>
      )}
    </>
  );
}

type ComparedProps = { stated: string; found: string; agrees: boolean; difference?: string };

function Compared({ stated, found, agrees, difference }: ComparedProps) {
  const { t } = useTranslation();
  return (
    <>
      <span>
        {t("window.totals_check.stated")} <b>{grouped(stated)}</b>
      </span>
      <span>
        {t("window.totals_check.found")} <b>{grouped(found)}</b>
      </span>
      <span className={styles.verdict} data-differs={!agrees || undefined}>
        {agrees && t("window.totals_check.agrees")}
        {!agrees && difference === undefined && t("window.totals_check.differs")}
        {!agrees &&
          difference !== undefined &&
          t("window.totals_check.differs_by", { difference: grouped(difference) })}
      </span>
    </>
  );
}

function Stated({ total }: { total: TotalCheck }) {
  const { t } = useTranslation();
  const remove = useChange(removeTotal);
  const nameOf = useMeasureName();
  const name = nameOf(total.of);
  return (
    <li className={styles.check} data-testid={`total-${total.id}`} data-agrees={total.agrees}>
      <div className={styles.checkHead}>
        <b>{total.label === total.of ? name : `${total.label} (${name})`}</b>
        <span>{spanText(total) ?? t("window.totals_check.whole")}</span>
        <Compared {...total} />
        <Button
          className={styles.end}
          size="compact-xs"
          variant="subtle"
          loading={remove.isPending}
          data-testid={`total-remove-${total.id}`}
          onClick={() => remove.mutate(total.id)}
        >
          {t("window.totals_check.remove")}
        </Button>
      </div>
      {total.days.length > 0 && <Days total={total} />}
      <FailureAlert failure={remove.error} />
    </li>
  );
}

function spanText({ from, until }: TotalCheck): string | null {
  if (from === null && until === null) return null;
  return from === until ? from : `${from ?? ""} – ${until ?? ""}`;
}

/** What was read of each day: where to look for the difference. */
function Days({ total }: { total: TotalCheck }) {
  const { t } = useTranslation();
  const { of } = total;
  return (
    <details className={styles.days} open={!total.agrees}>
      <summary>{t("window.totals_check.days", { days: total.days.length })}</summary>
      <div className={grid.scroller}>
        <table className={grid.grid} aria-label={t("window.totals_check.by_day")}>
          <thead>
            <tr>
              <th scope="col">{t("window.totals_check.day")}</th>
              {of !== "rows" && (
                <th scope="col" data-right>
                  {t("window.column.rows")}
                </th>
              )}
              <th scope="col" data-right>
                {t("window.totals_check.found")}
              </th>
            </tr>
          </thead>
          <tbody>
            {total.days.map(({ day, rows, found }) => (
              <tr key={day ?? ""}>
                <td>{day ?? t("window.totals_check.no_day")}</td>
                {of !== "rows" && <td data-right>{grouped(`${rows}`)}</td>}
                <td data-right>{grouped(found)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
