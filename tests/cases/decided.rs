//! What a person decided about a finding holds as long as the problem is the one that was decided
//! about: one that changed or came back is open again and says so.

use casefile::{Chain, ErrorKind};
use engine::computation::{Finding, FindingStatus, Reopened};

use super::files::{ORDER, Order, orders};
use super::{AS_OF, Desk};

const WANG: &str = "[[party]]\nid = \"wang\"\nname = \"王某\"\nkind = \"natural_person\"\n";
/// Orders of an account that nobody owns.
const ID: &str = "A1:taobao/100000001/200000001";

fn findings(desk: &mut Desk) -> Vec<Finding> {
    desk.case.findings(AS_OF.parse().unwrap()).unwrap().findings
}

fn decide(
    desk: &mut Desk,
    status: FindingStatus,
    reason: Option<&str>,
) -> Result<Finding, ErrorKind> {
    let id = findings(desk)
        .first()
        .map_or_else(String::new, |finding| finding.id.clone());
    let decided = desk
        .case
        .decide_finding(&id, status, reason, AS_OF.parse().unwrap());
    decided.map_err(|error| error.kind())
}

/// Status and reason of being open again of the only finding.
fn stands(desk: &mut Desk) -> (FindingStatus, Option<Reopened>) {
    let findings = findings(desk);
    let [finding] = findings.as_slice() else {
        panic!("one finding, not {findings:?}");
    };
    (finding.status, finding.reopened)
}

#[test]
fn a_decision_is_kept_with_its_evidence_and_a_second_look_adds_nothing() {
    let mut desk = Desk::new(WANG);
    desk.import("may.csv", &orders(&[ORDER]));
    let before = findings(&mut desk).remove(0);
    assert!(before.id.starts_with("A1:taobao/"), "{}", before.id);
    let dismissed = FindingStatus::Dismissed;
    assert_eq!(
        decide(&mut desk, dismissed, Some("  ")).unwrap_err(),
        ErrorKind::ReasonNeeded
    );
    assert_eq!(
        decide(&mut desk, FindingStatus::Accepted, None).unwrap_err(),
        ErrorKind::ReasonNeeded
    );
    decide(&mut desk, dismissed, Some("not ours")).unwrap();
    for _ in 0..2 {
        assert_eq!(stands(&mut desk), (dismissed, None));
    }
    let decision = findings(&mut desk).remove(0).decision.unwrap();
    assert_eq!(decision.reason.as_deref(), Some("not ours"));
    assert_eq!(
        (decision.amount, decision.evidence),
        (before.amount, before.evidence)
    );
    assert_eq!(decision.evidence_sha256, before.evidence_sha256);
    assert!(matches!(
        desk.case.check_history().unwrap(),
        Chain::Whole { .. }
    ));
}

#[test]
fn a_problem_that_changed_after_the_decision_is_open_again() {
    let mut desk = Desk::new(WANG);
    desk.import("may.csv", &orders(&[ORDER]));
    decide(&mut desk, FindingStatus::Acknowledged, None).unwrap();
    let another = Order {
        number: "7900000000777",
        ..ORDER
    };
    desk.import("more.csv", &orders(&[another]));
    assert_eq!(
        stands(&mut desk),
        (FindingStatus::Open, Some(Reopened::Changed))
    );
    decide(&mut desk, FindingStatus::Accepted, Some("two orders now")).unwrap();
    assert_eq!(stands(&mut desk), (FindingStatus::Accepted, None));
    let id = findings(&mut desk).remove(0).id;
    let decisions = desk.case.decisions_about(&id).unwrap();
    let said: Vec<_> = decisions.iter().map(|decision| decision.status).collect();
    assert_eq!(said, [FindingStatus::Acknowledged, FindingStatus::Accepted]);
}

#[test]
fn a_problem_that_returns_after_it_was_gone_is_open_again() {
    let mut desk = Desk::new(WANG);
    let imported = desk.import("may.csv", &orders(&[ORDER]));
    decide(&mut desk, FindingStatus::Corrected, None).unwrap();
    desk.case.undo(imported.document.unwrap()).unwrap();
    let view = desk.case.findings(AS_OF.parse().unwrap()).unwrap();
    assert!(view.findings.is_empty());
    assert_eq!(view.gone.len(), 1, "what was decided about stays in sight");
    desk.import("may.csv", &orders(&[ORDER]));
    assert_eq!(
        stands(&mut desk),
        (FindingStatus::Open, Some(Reopened::Returned))
    );
}

#[test]
fn a_finding_that_does_not_stand_cannot_be_decided_about() {
    let mut desk = Desk::new(WANG);
    let none = desk
        .case
        .decide_finding(ID, FindingStatus::Open, None, AS_OF.parse().unwrap());
    assert_eq!(none.unwrap_err().kind(), ErrorKind::NoSuchFinding);
}
