// Typing in a total that the platform's page shows: what it adds up, its days, its value.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { stateTotal } from "../../api/commands";
import { AMOUNT_FIELDS } from "../../api/fields";
import { useChange } from "../../api/queries";
import type { StatedTotal } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { OneOf } from "../../components/one-of";
import { spanOf } from "../../day";
import styles from "./document.module.css";

type Measure = StatedTotal["of"];

const MEASURES: readonly Measure[] = ["rows", "counted", ...AMOUNT_FIELDS];

/** The name of what a total adds up. */
export function useMeasureName(): (of: Measure) => string {
  const { t } = useTranslation();
  return (of) =>
    of === "rows" || of === "counted" ? t(`window.total_of.${of}`) : t(`window.field.${of}`);
}

/** The form. */
export function StateTotal({ document }: { document: number }) {
  const { t } = useTranslation();
  const nameOf = useMeasureName();
  const [of, setOf] = useState<Measure>("rows");
  const [days, setDays] = useState("");
  const [value, setValue] = useState("");
  const [label, setLabel] = useState("");
  const state = useChange((total: StatedTotal) => stateTotal(document, total));
  const span = spanOf(days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (span === null || value.trim() === "") return;
    const total = { of, ...span, value: value.trim(), label: label.trim() || null };
    state.mutate(total, { onSuccess: () => setValue("") });
  };
  return (
    <form onSubmit={submit} aria-label={t("window.totals_check.add")}>
      <div className={styles.form}>
        <OneOf
          size="xs"
          label={t("window.totals_check.of")}
          values={MEASURES}
          nameOf={nameOf}
          value={of}
          onChange={setOf}
          testId="total-of"
        />
        <TextInput
          size="xs"
          label={t("window.totals_check.span")}
          placeholder="2024-05"
          value={days}
          error={span === null}
          data-testid="total-days"
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t("window.totals_check.value")}
          placeholder={of === "rows" ? "128" : "12345.60"}
          value={value}
          data-testid="total-value"
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t("window.totals_check.label")}
          value={label}
          data-testid="total-label"
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          disabled={span === null || value.trim() === ""}
          loading={state.isPending}
          data-testid="total-save"
        >
          {t("window.totals_check.compare")}
        </Button>
      </div>
      <FailureAlert failure={state.error} />
    </form>
  );
}
