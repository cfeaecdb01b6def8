// The frame around an open case: navigation, header, the page, and the evidence beside it.
import { AppShell } from "@mantine/core";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { FaultBoundary } from "../components/fault";
import { AssessmentPage } from "../features/assessment/page";
import { BridgePage } from "../features/bridge/page";
import { CasePage } from "../features/case/page";
import { DocumentsPage } from "../features/documents/page";
import { EvidenceDrawer } from "../features/evidence/drawer";
import { FindingsPage } from "../features/findings/page";
import { MappingsPage } from "../features/mappings/page";
import { PartiesPage } from "../features/parties/page";
import { ReportPage } from "../features/report/page";
import { useImportRun } from "../import-run";
import { PAGES, type Page, useView } from "../view";
import { Header } from "./header";
import styles from "./shell.module.css";

const SCREENS: Record<Page, ComponentType> = {
  case: CasePage,
  documents: DocumentsPage,
  mappings: MappingsPage,
  bridge: BridgePage,
  assessment: AssessmentPage,
  findings: FindingsPage,
  parties: PartiesPage,
  report: ReportPage,
};

/** An open case. */
export function Shell() {
  const { page } = useView();
  const Screen = SCREENS[page];
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 168, breakpoint: 0 }}>
      <AppShell.Header className={styles.header}>
        <Header />
      </AppShell.Header>
      <AppShell.Navbar className={styles.navbar}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main>
        <FaultBoundary key={page}>
          <Screen />
        </FaultBoundary>
      </AppShell.Main>
      <EvidenceDrawer />
    </AppShell>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const view = useView();
  const { running } = useImportRun();
  return (
    <nav aria-label={t("window.nav.label")}>
      {PAGES.map((page) => (
        <button
          key={page}
          type="button"
          className={styles.link}
          data-testid={`nav-${page}`}
          aria-current={page === view.page ? "page" : undefined}
          onClick={() => view.goTo(page)}
        >
          {t(`window.nav.${page}`)}
          {page === "documents" && running && (
            <span className={styles.running}>{t("window.import.running")}</span>
          )}
        </button>
      ))}
    </nav>
  );
}
