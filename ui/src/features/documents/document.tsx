// One imported file: what is in the case of it, whether its totals agree, and taking it back.
import { Button, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoImport } from "../../api/commands";
import { useChange } from "../../api/queries";
import type { DocumentView } from "../../api/types";
import { Blanked } from "../../components/blanked";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { localMinute } from "../../day";
import { ABSENT, grouped } from "../../money";
import styles from "./document.module.css";
import { Totals } from "./totals";

type DocumentProps = { document: DocumentView; back: () => void };

/** The file. */
export function DocumentDetail({ document, back }: DocumentProps) {
  const { t } = useTranslation();
  const undone = document.undone_at;
  return (
    <>
      <div className={styles.head} data-testid="document">
        <Button
          size="compact-xs"
          variant="default"
          autoFocus
          data-testid="document-back"
          onClick={back}
        >
          {t("window.document.back")}
        </Button>
        <h3 className={styles.title}>{document.name}</h3>
        {undone !== null && (
          <Text size="sm" c="dimmed">
            {t("window.document.undone", { at: localMinute(undone) })}
          </Text>
        )}
      </div>
      <Facts document={document} />
      {undone === null && <Totals document={document.id} />}
      {undone === null && <Undo document={document} />}
    </>
  );
}

const COUNTS = ["rows", "records", "duplicates", "quarantined"] as const;

function Facts({ document }: { document: DocumentView }) {
  const { t } = useTranslation();
  const { first_day, last_day } = document;
  return (
    <Panel>
      <dl className={styles.facts}>
        {COUNTS.map((name) => (
          <Fact key={name} name={t(`window.column.${name}`)}>
            {grouped(`${document[name]}`)}
          </Fact>
        ))}
        <Fact name={t("window.column.days")} wide>
          {first_day === null
            ? ABSENT
            : t("window.unit.span", { first: first_day, last: last_day })}
        </Fact>
        <Fact name={t("window.column.format")} wide>
          {document.format_title} <code>{document.format}</code>
        </Fact>
        <Fact name={t("window.column.imported_at")} wide>
          {localMinute(document.imported_at)}
        </Fact>
        <Fact name={t("window.column.fingerprint")} wide>
          <code>{document.sha256}</code>
        </Fact>
      </dl>
      <Blanked columns={document.blanked} />
    </Panel>
  );
}

type FactProps = { name: string; wide?: boolean; children: ReactNode };

function Fact({ name, wide, children }: FactProps) {
  return (
    <div className={wide ? styles.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Taking the import back, after saying what that does. */
function Undo({ document }: { document: DocumentView }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const undo = useChange(undoImport);
  return (
    <Panel title={t("window.undo.title")}>
      <div className={styles.undo}>
        <Text size="sm" c="dimmed">
          {t("window.undo.purpose")}
        </Text>
        <Button
          size="xs"
          variant="default"
          aria-expanded={asked}
          data-testid="undo"
          onClick={() => setAsked(true)}
        >
          {t("window.undo.ask")}
        </Button>
      </div>
      {asked && (
        <div className={styles.confirm} role="alertdialog" aria-label={t("window.undo.title")}>
          <Text size="sm" fw={700}>
            {t("window.undo.sure", { name: document.name })}
          </Text>
          <ul>
            <li>{t("window.undo.goes", { records: grouped(`${document.records}`) })}</li>
            <li>{t("window.undo.quarantine", { rows: grouped(`${document.quarantined}`) })}</li>
            <li>{t("window.undo.stays")}</li>
            <li>{t("window.undo.again")}</li>
          </ul>
          <Group gap="xs">
            <Button
              size="xs"
              loading={undo.isPending}
              data-testid="undo-confirm"
              onClick={() => undo.mutate(document.id)}
            >
              {t("window.undo.confirm")}
            </Button>
            <Button
              size="xs"
              variant="default"
              autoFocus
              data-testid="undo-keep"
              onClick={() => setAsked(false)}
            >
              {t("window.undo.keep")}
            </Button>
          </Group>
        </div>
      )}
      <FailureAlert failure={undo.error} />
    </Panel>
  );
}
