//! What a case promises of rows and parties, asked through its public methods with small exports
//! whose every figure was worked out by hand.

mod buyers;
mod causes;
mod checked;
mod corrections;
mod decided;
mod drafts;
mod drift;
mod fees;
mod files;
mod forms;
mod history;
mod identity;
mod layouts;
mod long;
mod mappings;
mod older;
mod owners;
mod parties;
mod plan;
mod preview;
mod published;
mod quarantine;
mod repeats;
mod replay;
mod reported;
mod returns;
mod runs;
mod secrets;
mod totals;
mod undo;
mod versions;

use std::ops::ControlFlow;
use std::path::Path;

use casefile::{Case, ImportOptions, ImportOutcome, ImportProgress, manifest_from_toml};
use engine::computation::Computation;
use engine::money::Money;
use engine::period::Grain;
use engine::text::Lang;

/// The day of every computation here.
const AS_OF: &str = "2025-07-31";

/// The one streamer of most cases, with her Taobao zone and her Douyin account.
const LI: &str = r#"
[[party]]
id = "li"
name = "李某"
kind = "natural_person"

[[account]]
platform = "taobao"
id = "100000001"
party = "li"

[[account]]
platform = "douyin"
id = "streamer01"
party = "li"
"#;

/// A case in a folder of its own.
struct Desk {
    dir: tempfile::TempDir,
    case: Case,
}

impl Desk {
    /// A new case with this set-up.
    fn new(manifest: &str) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let case = Case::create(&dir.path().join("case.zicha"), "试案", None).unwrap();
        let mut desk = Desk { dir, case };
        if !manifest.is_empty() {
            desk.set_up(manifest).unwrap();
        }
        desk
    }

    fn set_up(&mut self, manifest: &str) -> Result<u32, casefile::Error> {
        self.case.set_up(&manifest_from_toml(manifest)?)
    }

    fn import(&mut self, name: &str, content: &[u8]) -> ImportOutcome {
        self.import_with(name, content, &ImportOptions::default())
    }

    fn import_with(
        &mut self,
        name: &str,
        content: &[u8],
        options: &ImportOptions,
    ) -> ImportOutcome {
        let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
        let imported = self
            .case
            .import(name, &content, options, Lang::En, &mut quiet);
        imported.unwrap()
    }

    fn compute(&self, grain: Grain) -> Computation {
        self.case.compute(AS_OF.parse().unwrap(), grain).unwrap()
    }

    /// Settled income of a party in a month, `None` where the comparison has no such row.
    fn settled(&self, party: &str, month: &str) -> Option<String> {
        let month = month.parse().unwrap();
        let computation = self.compute(Grain::Month);
        let rows = computation.bridge.iter();
        let mut rows = rows.filter(|row| row.party == party && row.period == month);
        rows.find_map(|row| row.settled).map(|sum| sum.to_string())
    }

    /// Everything settled by anyone.
    fn settled_in_all(&self) -> String {
        let rows = self.compute(Grain::Year).bridge;
        let sum: Money = rows.iter().filter_map(|row| row.settled).sum();
        sum.to_string()
    }

    /// Everything that an import that stored nothing leaves as it was.
    fn state(&self) -> (Computation, casefile::CaseOverview, casefile::Chain) {
        let chain = self.case.check_history().unwrap();
        (
            unnumbered(self.compute(Grain::Month)),
            self.case.overview().unwrap(),
            chain,
        )
    }

    fn path(&self) -> &Path {
        self.case.path()
    }
}

/// A computation without the numbers of records that findings name: a file that comes again, or in
/// another order, is numbered anew.
fn unnumbered(mut computation: Computation) -> Computation {
    for finding in &mut computation.findings {
        finding
            .evidence_codes
            .retain(|code| !code.starts_with("R-"));
    }
    computation
}

/// A sample file as it lies on the disk.
fn sample(name: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let path = samples.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Stored, later versions among them, known, and in quarantine.
fn counts(outcome: &ImportOutcome) -> [u32; 4] {
    [
        outcome.records,
        outcome.updated,
        outcome.duplicates,
        outcome.quarantined,
    ]
}
