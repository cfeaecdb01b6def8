// Some accounts of a party are somebody else's: a new party gets them.
import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decideIdentity } from "../../api/commands";
import type { AccountView, PartyView } from "../../api/types";
import { PartySelect } from "./form";
import styles from "./page.module.css";
import { ReasonedForm } from "./reasoned";

/** The form. */
export function SplitForm({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  const [party, setParty] = useState("");
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [chosen, choose] = useState<AccountView[]>([]);
  const whole = parties.find((known) => known.id === party);
  const isComplete = whole && chosen.length > 0 && id.trim() !== "" && name.trim() !== "";
  const run = (why: string) =>
    decideIdentity(
      {
        kind: "split",
        party,
        id: id.trim(),
        name: name.trim(),
        party_kind: whole?.kind ?? "natural_person",
        accounts: chosen.map((account) => ({ platform: account.platform, id: account.id })),
      },
      why,
    );
  const turn = (account: AccountView) =>
    choose((before) =>
      before.includes(account) ? before.filter((other) => other !== account) : [...before, account],
    );
  const clear = () => {
    setParty("");
    setId("");
    setName("");
    choose([]);
  };
  return (
    <ReasonedForm
      run={isComplete ? run : null}
      done={clear}
      label={t("window.identity.split")}
      testId="split"
    >
      <PartySelect
        label={t("window.identity.split_of")}
        parties={parties}
        value={party}
        onChange={(other) => {
          setParty(other);
          choose([]);
        }}
        testId="split-party"
      />
      <TextInput
        size="xs"
        label={t("window.identity.split_name")}
        value={name}
        data-testid="split-name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={t("window.party.id")}
        value={id}
        data-testid="split-id"
        onChange={(event) => setId(event.currentTarget.value)}
      />
      {whole && <Accounts accounts={whole.accounts} chosen={chosen} turn={turn} />}
    </ReasonedForm>
  );
}

type AccountsProps = {
  accounts: AccountView[];
  chosen: AccountView[];
  turn: (account: AccountView) => void;
};

/** The accounts of the party, each to be left or taken. */
function Accounts({ accounts, chosen, turn }: AccountsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.accounts}>
      <legend>{t("window.identity.split_accounts")}</legend>
      {accounts.map((account) => (
        <Checkbox
          key={`${account.platform}/${account.id}`}
          size="xs"
          label={`${t(`window.platform.${account.platform}`, { defaultValue: account.platform })} ${account.id}`}
          checked={chosen.includes(account)}
          data-testid={`split-account-${account.id}`}
          onChange={() => turn(account)}
        />
      ))}
    </fieldset>
  );
}
