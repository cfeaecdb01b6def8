// Parties: who is in the case, which accounts belong to whom, and which belong to nobody yet.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOverview } from "../../api/queries";
import type { CaseOverview, PartyView } from "../../api/types";
import { Choice } from "../../components/choice";
import { PageFrame, Panel } from "../../components/page";
import { Answered, Empty } from "../../components/states";
import { usePartyName } from "../../names";
import { AccountForm } from "./account-form";
import { Decisions } from "./decisions";
import { LinkForm } from "./link-form";
import { MergeForm } from "./merge-form";
import styles from "./page.module.css";
import { PartyForm } from "./party-form";
import { Pictures } from "./pictures";
import { SplitForm } from "./split-form";
import { UnassignedList } from "./unassigned";

/** The page. */
export function PartiesPage() {
  const { t } = useTranslation();
  const overview = useOverview();
  return (
    <PageFrame title={t("window.nav.parties")} purpose={t("window.parties.purpose")}>
      <Answered answer={overview}>{(known) => <Content overview={known} />}</Answered>
    </PageFrame>
  );
}

function Content({ overview }: { overview: CaseOverview }) {
  const { t } = useTranslation();
  const { parties, unassigned } = overview;
  return (
    <>
      {unassigned.length > 0 && <UnassignedList accounts={unassigned} parties={parties} />}
      {parties.length === 0 ? (
        <Empty title={t("window.parties.empty")} todo={t("window.parties.todo")} />
      ) : (
        <PartyTable parties={parties} />
      )}
      <Pictures />
      <Decisions />
      <Additions parties={parties} />
    </>
  );
}

const ADDITIONS = ["party", "account", "link", "merge", "split"] as const;

type Addition = (typeof ADDITIONS)[number];

function Additions({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Addition>("party");
  return (
    <Panel>
      <Choice
        label={t("window.parties.add")}
        options={ADDITIONS.map((value) => ({ value, text: t(`window.parties.add_${value}`) }))}
        value={chosen}
        onChange={choose}
        testId="add"
      />
      <div className={styles.form}>
        {chosen === "party" && <PartyForm />}
        {chosen === "account" && <AccountForm parties={parties} />}
        {chosen === "link" && <LinkForm parties={parties} />}
        {chosen === "merge" && <MergeForm parties={parties} />}
        {chosen === "split" && <SplitForm parties={parties} />}
      </div>
    </Panel>
  );
}

function PartyTable({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <table className={styles.parties} data-testid="parties-table">
        <thead>
          <tr>
            <th scope="col">{t("window.column.handle")}</th>
            <th scope="col">{t("window.column.name")}</th>
            <th scope="col">{t("window.column.kind")}</th>
            <th scope="col">{t("window.column.accounts")}</th>
            <th scope="col">{t("window.column.links")}</th>
          </tr>
        </thead>
        <tbody>
          {parties.map((party) => (
            <PartyLine key={party.id} party={party} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function PartyLine({ party }: { party: PartyView }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  return (
    <tr data-testid={`party-${party.id}`}>
      <td>{party.id}</td>
      <td>
        <span className={styles.name}>{party.name}</span>
        {party.aliases.map((alias) => (
          <div key={alias} className={styles.aside}>
            {alias}
          </div>
        ))}
      </td>
      <td>{t(`party_kind.${party.kind}`)}</td>
      <td>
        {party.accounts.length === 0 && t("window.parties.no_accounts")}
        {party.accounts.map(({ platform, id, name, since, until, evidence }) => (
          <div key={`${platform}/${id}`}>
            {t(`window.platform.${platform}`, { defaultValue: platform })} {id}
            {name !== null && <span className={styles.aside}> {name}</span>}
            <Span since={since} until={until} />
            {evidence !== null && <span className={styles.aside}> {evidence}</span>}
          </div>
        ))}
      </td>
      <td>
        {party.links.map(({ role, to, since, until, share, evidence }) => (
          <div key={`${role}/${to}/${since}`}>
            {t(`window.link.${role}`, { party: nameOf(to) })}
            <Span since={since} until={until} />
            {share !== null && (
              <span className={styles.aside}> {t("window.link.share", { share })}</span>
            )}
            {evidence !== null && <span className={styles.aside}> {evidence}</span>}
          </div>
        ))}
      </td>
    </tr>
  );
}

/** The days on which something holds; nothing where it always does. */
function Span({ since, until }: { since: string | null; until: string | null }) {
  const { t } = useTranslation();
  if (since === null && until === null) return null;
  const days = [
    since !== null && t("window.link.since", { day: since }),
    until !== null && t("window.link.until", { day: until }),
  ];
  return <span className={styles.aside}> {days.filter((day) => day !== false).join(" ")}</span>;
}
