// Correcting a row in place: every cell under its header, the offending one marked.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { correctRow } from "../../api/commands";
import { useChange } from "../../api/queries";
import type { QuarantinedRow } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { ProblemLine } from "../../components/problem";
import styles from "./quarantine.module.css";

type CorrectProps = { row: QuarantinedRow; close: () => void };

/** The row as it can be changed. */
export function CorrectRow({ row, close }: CorrectProps) {
  const { t } = useTranslation();
  const before = row.corrected ?? row.raw;
  const width = Math.max(row.header.length, before.length);
  const [cells, setCells] = useState(() =>
    Array.from({ length: width }, (_, at) => before[at] ?? ""),
  );
  const [reason, setReason] = useState("");
  const take = useChange(() => correctRow(row.id, cells, reason.trim() || null));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take.mutate(undefined, {
      onSuccess: ({ refused }) => refused.length === 0 && close(),
    });
  };
  const changed = cells.some((cell, at) => cell !== (before[at] ?? ""));
  return (
    <Panel title={t("window.correct.title", { name: row.name })}>
      <form onSubmit={submit} data-testid="correct">
        <Text size="sm" className={styles.problem}>
          <ProblemLine problem={row.problem} />
        </Text>
        <div className={styles.cells}>
          {cells.map((cell, at) => (
            <Cell
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column alone.
              key={at}
              at={at}
              row={row}
              cell={cell}
              change={(text) =>
                setCells(cells.map((known, other) => (other === at ? text : known)))
              }
            />
          ))}
        </div>
        <div className={styles.path}>
          <TextInput
            className={styles.grow}
            size="xs"
            label={t("window.correct.reason")}
            placeholder={t("window.correct.example")}
            value={reason}
            data-testid="correct-reason"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button
              type="submit"
              size="xs"
              disabled={!changed}
              loading={take.isPending}
              data-testid="correct-save"
            >
              {t("window.correct.save")}
            </Button>
            <Button size="xs" variant="default" onClick={close}>
              {t("window.correct.close")}
            </Button>
          </Group>
        </div>
        <Text size="xs" c="dimmed" mt={6}>
          {t("window.correct.kept")}
        </Text>
        <FailureAlert failure={take.error} />
      </form>
    </Panel>
  );
}

type CellProps = {
  at: number;
  row: QuarantinedRow;
  cell: string;
  change: (text: string) => void;
};

function Cell({ at, row, cell, change }: CellProps) {
  const { t } = useTranslation();
  const name = row.header[at]?.trim() || t("window.correct.column", { number: at + 1 });
  const wrong = row.problem.place.column === row.header[at];
  const original = row.raw[at] ?? "";
  return (
    <TextInput
      size="xs"
      label={name}
      value={cell}
      data-wrong={wrong || undefined}
      autoFocus={wrong}
      error={wrong}
      spellCheck={false}
      classNames={{ input: styles.cell ?? "", label: styles.cellName ?? "" }}
      description={
        cell === original ? undefined : t("window.correct.was", { text: original || "∅" })
      }
      inputWrapperOrder={["label", "input", "description"]}
      data-testid={`cell-${at}`}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
