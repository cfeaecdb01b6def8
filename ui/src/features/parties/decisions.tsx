// What was decided about who is who; each decision can be taken back.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { takeBackDecision } from "../../api/commands";
import type { IdentityDecision } from "../../api/generated/IdentityDecision";
import { useIdentity } from "../../api/queries";
import type { IdentityDecisionView } from "../../api/types";
import { Panel } from "../../components/page";
import { usePartyName } from "../../names";
import styles from "./page.module.css";
import { ReasonedForm } from "./reasoned";

/** The list; nothing where nothing was decided. */
export function Decisions() {
  const { t } = useTranslation();
  const decisions = useIdentity().data?.decisions ?? [];
  if (decisions.length === 0) return null;
  return (
    <Panel title={t("window.identity.decisions")}>
      <ul className={styles.list}>
        {decisions.map((decision) => (
          <DecisionLine key={decision.number} view={decision} />
        ))}
      </ul>
    </Panel>
  );
}

function DecisionLine({ view }: { view: IdentityDecisionView }) {
  const { t } = useTranslation();
  const say = useSentence();
  const [asking, ask] = useState(false);
  const { number, decision, reason, taken_back_at } = view;
  return (
    <li data-testid={`decision-${number}`}>
      <span className={taken_back_at === null ? undefined : styles.gone}>
        {number} {say(decision)} <span className={styles.aside}>{reason}</span>
      </span>
      {taken_back_at !== null && (
        <span className={styles.aside}>
          {t("decision.taken_back", { at: taken_back_at.slice(0, 10) })}
        </span>
      )}
      {taken_back_at === null && !asking && (
        <Button
          size="xs"
          variant="light"
          data-testid={`take-back-${number}`}
          onClick={() => ask(true)}
        >
          {t("window.identity.take_back")}
        </Button>
      )}
      {asking && (
        <ReasonedForm
          run={(why) => takeBackDecision(number, why)}
          done={() => ask(false)}
          label={t("window.identity.take_back")}
          testId={`take-back-${number}`}
        />
      )}
    </li>
  );
}

function useSentence(): (decision: IdentityDecision) => string {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  return (decision) => {
    if (decision.kind === "merge") {
      const { from, into } = decision;
      return t("decision.merge", { from: nameOf(from), into: nameOf(into) });
    }
    const { party, id, name, accounts } = decision;
    const theirs = accounts.map((account) => `${account.platform} ${account.id}`).join("、");
    return t("decision.split", { party: nameOf(party), id, name, accounts: theirs });
  };
}
