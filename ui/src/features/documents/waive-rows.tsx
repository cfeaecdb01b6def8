// Leaving rows out: only for a reason, which stays with them.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { waiveRows } from "../../api/commands";
import { useChange } from "../../api/queries";
import { FailureAlert } from "../../components/failure";
import styles from "./quarantine.module.css";

type WaiveProps = { rows: number[]; done: () => void };

/** The form. */
export function WaiveRows({ rows, done }: WaiveProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const waive = useChange((why: string) => waiveRows(rows, why));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") waive.mutate(reason.trim(), { onSuccess: done });
  };
  return (
    <form className={styles.file} onSubmit={submit}>
      <div className={styles.path}>
        <TextInput
          className={styles.grow}
          size="xs"
          label={t("window.waive.reason", { rows: rows.length })}
          placeholder={t("window.waive.example")}
          value={reason}
          data-testid="waive-reason"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          disabled={reason.trim() === ""}
          loading={waive.isPending}
          data-testid="waive"
        >
          {t("window.waive.do", { rows: rows.length })}
        </Button>
      </div>
      <FailureAlert failure={waive.error} />
    </form>
  );
}
