// A fault of the window itself: says so in place of the part that failed, and leaves the rest alone.
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FailureAlert } from "./failure";

type FaultProps = { children: ReactNode };
type FaultState = { fault: Error | null };

/** Contains the faults of what is inside it. */
export class FaultBoundary extends Component<FaultProps, FaultState> {
  override state: FaultState = { fault: null };

  static getDerivedStateFromError(fault: Error): FaultState {
    return { fault };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    return fault === null ? this.props.children : <Fault fault={fault} />;
  }
}

function Fault({ fault }: { fault: Error }) {
  const { t } = useTranslation();
  const message = `${t("window.fault.title")}: ${fault.message}`;
  return <FailureAlert failure={{ code: fault.name, message, hint: t("window.fault.todo") }} />;
}
