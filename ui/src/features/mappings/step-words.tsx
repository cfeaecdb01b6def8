// Step three: the unit of money, and what the words of the file mean.
import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Direction } from "../../api/generated/Direction";
import type { MoneyUnit } from "../../api/generated/MoneyUnit";
import type { Status } from "../../api/generated/Status";
import { OneOf } from "../../components/one-of";
import { reads, type Step } from "./drafting";
import styles from "./mappings.module.css";

const STATUSES: readonly Status[] = [
  "settled",
  "done",
  "paid",
  "unpaid",
  "shipped",
  "received",
  "verified",
  "pending",
  "open",
  "void",
  "refund",
  "refund_final",
  "refund_rejected",
  "error",
];
const DIRECTIONS: readonly Direction[] = ["in", "out", "neutral"];
const UNITS: readonly MoneyUnit[] = ["yuan", "fen"];

/** The step. */
export function WordsStep({ draft, change }: Step) {
  const { t } = useTranslation();
  const statuses = useStatusOptions();
  return (
    <div className={styles.fields}>
      <OneOf
        size="xs"
        label={t("window.words.unit")}
        values={UNITS}
        nameOf={(unit) => t(`window.unit_of.${unit}`)}
        value={draft.money}
        onChange={(money) => change({ money })}
        testId="money"
      />
      <TextInput
        size="xs"
        label={t("window.words.footer")}
        description={t("window.words.footer_hint")}
        inputWrapperOrder={["label", "input", "description"]}
        defaultValue={draft.footer_words.join(" ")}
        data-testid="footer"
        onBlur={(event) =>
          change({ footer_words: event.currentTarget.value.split(/\s+/).filter(Boolean) })
        }
      />
      {!reads(draft, "status") && (
        <NativeSelect
          size="xs"
          label={t("window.words.status_of_all")}
          value={draft.status_of_all ?? ""}
          data-testid="status-of-all"
          data={statuses}
          onChange={(event) => change({ status_of_all: statusOf(event.currentTarget.value) })}
        />
      )}
      {reads(draft, "status") && <StatusWords draft={draft} change={change} />}
      {reads(draft, "direction") && <DirectionWords draft={draft} change={change} />}
    </div>
  );
}

function useStatusOptions() {
  const { t } = useTranslation();
  return [
    { value: "", label: t("window.words.unknown") },
    ...STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
  ];
}

function statusOf(value: string): Status | null {
  return STATUSES.find((known) => known === value) ?? null;
}

function StatusWords({ draft, change }: Step) {
  const { t } = useTranslation();
  const options = useStatusOptions();
  return (
    <fieldset className={styles.words}>
      <legend>{t("window.words.status")}</legend>
      {draft.status_words.map(({ word, status }, at) => (
        <NativeSelect
          key={word}
          size="xs"
          label={word}
          value={status ?? ""}
          error={status === null}
          data-testid={`status-word-${at}`}
          data={options}
          onChange={(event) => {
            const said = statusOf(event.currentTarget.value);
            change({
              status_words: draft.status_words.map((known, other) =>
                other === at ? { word, status: said } : known,
              ),
            });
          }}
        />
      ))}
    </fieldset>
  );
}

function DirectionWords({ draft, change }: Step) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.words}>
      <legend>{t("window.words.direction")}</legend>
      {draft.direction_words.map(({ word, direction }, at) => (
        <NativeSelect
          key={word}
          size="xs"
          label={word}
          value={direction ?? ""}
          error={direction === null}
          data-testid={`direction-word-${at}`}
          data={[
            { value: "", label: t("window.words.unknown") },
            ...DIRECTIONS.map((value) => ({ value, label: t(`window.direction.${value}`) })),
          ]}
          onChange={(event) => {
            const said = DIRECTIONS.find((known) => known === event.currentTarget.value) ?? null;
            change({
              direction_words: draft.direction_words.map((known, other) =>
                other === at ? { word, direction: said } : known,
              ),
            });
          }}
        />
      ))}
    </fieldset>
  );
}
