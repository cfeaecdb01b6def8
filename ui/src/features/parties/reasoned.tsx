// What is done to the identity of parties needs a reason, which stays with it.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/queries";
import { FailureAlert } from "../../components/failure";
import styles from "./page.module.css";

type ReasonedProps = {
  /** Does it; `null` while the fields are incomplete. */
  run: ((reason: string) => Promise<unknown>) | null;
  done: () => void;
  label: string;
  testId: string;
  children?: ReactNode;
};

/** Fields, a reason and a button. */
export function ReasonedForm({ run, done, label, testId, children }: ReasonedProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const change = useChange((why: string) => (run === null ? Promise.resolve(null) : run(why)));
  const isComplete = run !== null && reason.trim() !== "";
  const finish = () => {
    setReason("");
    done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) change.mutate(reason.trim(), { onSuccess: finish });
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.fields}>
        {children}
        <TextInput
          size="xs"
          label={t("window.identity.reason")}
          placeholder={t("window.identity.reason_example")}
          value={reason}
          data-testid={`${testId}-reason`}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          disabled={!isComplete}
          loading={change.isPending}
          data-testid={`${testId}-do`}
        >
          {label}
        </Button>
      </div>
      <FailureAlert failure={change.error} />
    </form>
  );
}
