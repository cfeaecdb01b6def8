// Findings: what was not run is said, and a decision is kept with its reason.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openCaseWindow, type Person } from "../../test/window";

const FINDING = "C1/lin/2024";

async function findings(): Promise<Person> {
  const person = openCaseWindow();
  await person.goTo("findings");
  await screen.findByTestId("findings-table");
  return person;
}

it("says which checks were not run, and what they need", async () => {
  await findings();
  expect(screen.getByTestId("findings-not-run").textContent).toContain("平台结算记录");
});

it("keeps a decision only with the reason it needs", async () => {
  const person = await findings();
  await person.click(`decide-${FINDING}`);
  await userEvent.selectOptions(await screen.findByTestId("decide-status"), "dismissed");
  expect(screen.getByTestId<HTMLButtonElement>("decide-save").disabled).toBe(true);
  await person.write("decide-reason", "四月申报");
  await person.click("decide-save");
  await waitFor(() => expect(screen.queryByTestId("decide")).toBeNull());
  expect(person.asked("decide_finding")).toMatchObject({
    finding: FINDING,
    status: "dismissed",
    reason: "四月申报",
  });
  await waitFor(() => expect(screen.getByTestId(`decide-${FINDING}`).textContent).toBe("已排除"));
});
