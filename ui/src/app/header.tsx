// The header of an open case: which case, which day, which language, and the way out.
import { Button, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCloseCase, useComputation, useOverview } from "../api/queries";
import { LangSwitch } from "../components/lang-switch";
import { isDay } from "../day";
import { useView } from "../view";
import styles from "./shell.module.css";

/** The header. */
export function Header() {
  const { t } = useTranslation();
  const overview = useOverview();
  const close = useCloseCase();
  return (
    <div className={styles.bar}>
      <div className={styles.brand}>{t("window.brand")}</div>
      <div className={styles.title} data-testid="case-title" title={overview.data?.path}>
        {overview.data?.title}
      </div>
      <Jump />
      <AsOf />
      <LangSwitch />
      <Button
        variant="subtle"
        color="dark"
        size="compact-sm"
        data-testid="close-case"
        loading={close.isPending}
        onClick={() => close.mutate()}
      >
        {t("window.close_case")}
      </Button>
    </div>
  );
}

/** Looks up the code of a printed figure. */
function Jump() {
  const { t } = useTranslation();
  const { openFigure } = useView();
  const [typed, setTyped] = useState("");
  const look = () => {
    if (typed !== "") openFigure(codeOf(typed));
  };
  return (
    <label className={styles.field} htmlFor="jump">
      {t("window.figure.jump")}
      <TextInput
        id="jump"
        size="xs"
        value={typed}
        placeholder={t("window.figure.jump_example")}
        data-testid="figure-jump"
        onChange={(event) => setTyped(event.currentTarget.value.trim())}
        onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && look()}
      />
    </label>
  );
}

/** The day for which surcharges and deadlines are computed; empty is today. */
function AsOf() {
  const { t } = useTranslation();
  const { grain, asOf, setAsOf } = useView();
  const computation = useComputation(grain, asOf);
  const [typed, setTyped] = useState(asOf ?? "");
  const wrong = typed !== "" && !isDay(typed);
  const take = () => {
    if (!wrong) setAsOf(typed === "" ? null : typed);
  };
  return (
    <label className={styles.field} htmlFor="as-of">
      {t("window.as_of.label")}
      <TextInput
        id="as-of"
        size="xs"
        value={typed}
        placeholder={computation.data?.as_of ?? t("window.as_of.today")}
        title={wrong ? t("window.as_of.wrong") : t("window.as_of.meaning")}
        aria-invalid={wrong}
        error={wrong}
        data-testid="as-of"
        onChange={(event) => setTyped(event.currentTarget.value.trim())}
        onBlur={take}
        onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && take()}
      />
    </label>
  );
}

/** A code as the engine writes it: the series in capitals, the rest as typed. */
function codeOf(typed: string): string {
  const [series = "", ...rest] = typed.split(".");
  return [series.toUpperCase(), ...rest].join(".");
}
