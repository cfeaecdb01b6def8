// Deciding about a finding: what it is and why; the evidence is frozen with the decision.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { decideFinding } from "../../api/commands";
import type { Finding } from "../../api/generated/Finding";
import type { FindingStatus } from "../../api/generated/FindingStatus";
import { useChange } from "../../api/queries";
import { FailureAlert } from "../../components/failure";
import { OneOf } from "../../components/one-of";
import { shownLang } from "../../text";
import styles from "./page.module.css";

const STATUSES: readonly FindingStatus[] = [
  "acknowledged",
  "accepted",
  "dismissed",
  "corrected",
  "open",
];
const NEED_REASON: readonly FindingStatus[] = ["accepted", "dismissed"];

type DecideProps = { finding: Finding; asOf: string | null; done: () => void };

/** The form. */
export function Decide({ finding, asOf, done }: DecideProps) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<FindingStatus>("acknowledged");
  const [reason, setReason] = useState("");
  const decide = useChange((why: string | null) => decideFinding(finding.id, status, why, asOf));
  const lacksReason = NEED_REASON.includes(status) && reason.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = reason.trim() === "" ? null : reason.trim();
    if (!lacksReason) decide.mutate(why, { onSuccess: done });
  };
  return (
    <form className={styles.decide} onSubmit={submit} data-testid="decide">
      <div>
        {finding.rule} · {shownLang() === "zh" ? finding.title : finding.title_en}
      </div>
      {finding.decision !== null && (
        <div className={styles.citations}>
          {t(`finding_status.${finding.decision.status}`)} · {finding.decision.at} ·{" "}
          {finding.decision.reason}
        </div>
      )}
      <div className={styles.fields}>
        <OneOf
          size="xs"
          label={t("window.decide.status")}
          values={STATUSES}
          nameOf={(value) => t(`finding_status.${value}`)}
          value={status}
          onChange={setStatus}
          testId="decide-status"
        />
        <TextInput
          className={styles.grow}
          size="xs"
          label={t("window.decide.reason")}
          value={reason}
          data-testid="decide-reason"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          disabled={lacksReason}
          loading={decide.isPending}
          data-testid="decide-save"
        >
          {t("window.decide.save")}
        </Button>
        <Button size="xs" variant="default" onClick={done}>
          {t("window.decide.leave")}
        </Button>
      </div>
      <FailureAlert failure={decide.error} />
    </form>
  );
}
