// What follows for agencies from having withheld too little: three debts that are never added.
import { useTranslation } from "react-i18next";
import type { AgencyDebt } from "../../api/generated/AgencyDebt";
import { Amount, FigureCode } from "../../components/figure";
import { Panel } from "../../components/page";
import { usePartyName } from "../../names";

/** One panel an agency; nothing where none withheld too little. */
export function AgencyDebts({ debts }: { debts: AgencyDebt[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  return debts.map((debt) => (
    <Panel key={debt.figure} title={nameOf(debt.agency)}>
      <p>{t("window.agency_debts.apart")}</p>
      <ul data-testid={`agency-debt-${debt.figure}`}>
        {debt.streamers.map((one) => (
          <li key={`${one.party}/${one.period}`}>
            {t("window.agency_debts.streamer", { party: nameOf(one.party), year: one.period })}{" "}
            <Amount amount={one.amount} />{" "}
            {one.settled_in !== null && <FigureCode code={one.settled_in} />}
          </li>
        ))}
        <li>
          {t("window.agency_debts.fine")} <Amount amount={debt.fine.low} /> –{" "}
          <Amount amount={debt.fine.high} /> <FigureCode code={debt.figure} />
        </li>
        {debt.own_taxes !== null && (
          <li>
            {t("window.agency_debts.own")} <FigureCode code={debt.own_taxes} />
          </li>
        )}
      </ul>
    </Panel>
  ));
}
