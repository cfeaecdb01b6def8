// Accounts that the files print and nobody owns yet: their money counts for no one until they do.
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Proposal } from "../../api/generated/Proposal";
import type { UnassignedAccount } from "../../api/generated/UnassignedAccount";
import { useSetUp } from "../../api/queries";
import type { PartyView } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { grouped } from "../../money";
import { usePartyName } from "../../names";
import styles from "./page.module.css";

type UnassignedProps = { accounts: UnassignedAccount[]; parties: PartyView[] };

/** The list, each with "belongs to…". */
export function UnassignedList({ accounts, parties }: UnassignedProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t("window.unassigned.title")}>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <Unassigned key={account.keys.join("/")} account={account} parties={parties} />
        ))}
      </ul>
    </Panel>
  );
}

function Unassigned({ account, parties }: { account: UnassignedAccount; parties: PartyView[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const setUp = useSetUp();
  const [id] = account.keys;
  const { platform, name, records, settled, proposals } = account;
  const [party, setParty] = useState(onlyBest(proposals));
  if (id === undefined) return null;
  return (
    <li data-testid={`unassigned-${id}`}>
      <span>
        <b>
          {t(`window.platform.${platform}`, { defaultValue: platform })} {account.keys.join(" / ")}
        </b>{" "}
        {name}
        <span className={styles.aside}>
          {" "}
          {t("window.unassigned.waits", {
            records: grouped(`${records}`),
            settled: grouped(settled),
          })}
        </span>
        {proposals.map((proposal) => (
          <span key={proposal.party} className={styles.proposal}>
            {t("window.unassigned.maybe", {
              party: nameOf(proposal.party),
              why: t(`proposal.${proposal.reason}`, { evidence: proposal.evidence }),
            })}
          </span>
        ))}
        <FailureAlert failure={setUp.error} />
      </span>
      <NativeSelect
        size="xs"
        aria-label={t("window.parties.belongs_to")}
        value={party}
        data-testid={`belongs-to-${id}`}
        data={[
          { value: "", label: t("window.unassigned.choose") },
          ...parties.map((known) => ({ value: known.id, label: known.name })),
        ]}
        onChange={(event) => setParty(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="light"
        disabled={party === ""}
        loading={setUp.isPending}
        data-testid={`assign-${id}`}
        onClick={() => setUp.mutate({ account: [{ platform, id, party }] })}
      >
        {t("window.unassigned.assign")}
      </Button>
    </li>
  );
}

/** The party of the strongest reason, where it speaks for no other: chosen already, still to be agreed. */
function onlyBest([best, next]: Proposal[]): string {
  return best === undefined || best.reason === next?.reason ? "" : best.party;
}
