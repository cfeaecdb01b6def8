//! Decisions over a set-up, groups of parties, and whose an account may be.

use super::*;
use crate::computation::BridgeRow;
use crate::money::Money;
use crate::party::{Income, Manifest, PartyKind};

/// One streamer under three names with two studios, her sister, and the agency she is signed with.
fn manifest() -> Manifest {
    let party = |id: &str, name: &str, kind: &str| {
        format!("[[party]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\n")
    };
    let link = |from: &str, role: &str, to: &str| {
        format!(
            "[[link]]\nfrom = \"{from}\"\nrole = \"{role}\"\nto = \"{to}\"\nsince = \"2023-01-01\"\n"
        )
    };
    let account = |platform: &str, id: &str, party: &str, alias: &str| {
        format!(
            "[[account]]\nplatform = \"{platform}\"\nid = \"{id}\"\nparty = \"{party}\"\naliases = [\"{alias}\"]\n"
        )
    };
    let all = [
        party("studio-a", "晚星文化工作室", "sole_proprietorship"),
        party("lin", "林晚星", "natural_person"),
        party("star", "星星", "natural_person"),
        party("studio-b", "北辰传媒工作室", "sole_proprietorship"),
        party("mei", "林晚梅", "natural_person"),
        party("agency", "群星机构", "agency"),
        link("studio-a", "controlled_by", "lin"),
        link("studio-b", "controlled_by", "star"),
        link("lin", "same_person", "star"),
        link("mei", "relative_of", "lin"),
        link("lin", "signed_with", "agency"),
        account("taobao", "100000001", "lin", "晚星直播间"),
        account("douyin", "star88", "star", "星星来了"),
        account("kuaishou", "ks-9", "lin", "晚星好物"),
    ];
    toml::from_str(&all.concat()).unwrap()
}

fn merge(from: &str, into: &str) -> IdentityDecision {
    IdentityDecision::Merge {
        from: from.to_owned(),
        into: into.to_owned(),
    }
}

fn split(party: &str, id: &str, account: (&str, &str)) -> IdentityDecision {
    IdentityDecision::Split {
        party: party.to_owned(),
        id: id.to_owned(),
        name: "新某".to_owned(),
        party_kind: PartyKind::NaturalPerson,
        accounts: vec![AccountName {
            platform: account.0.to_owned(),
            id: account.1.to_owned(),
        }],
    }
}

fn owners(manifest: &Manifest) -> Vec<(&str, &str)> {
    let accounts = manifest.accounts.iter();
    accounts
        .map(|account| (account.id.as_str(), account.party.as_str()))
        .collect()
}

#[test]
fn a_merged_party_leaves_all_it_has_to_the_other() {
    let merged = apply(manifest(), [&merge("star", "lin")]);
    assert!(merged.parties.iter().all(|party| party.id != "star"));
    let lin = merged.parties.iter().find(|party| party.id == "lin");
    assert_eq!(lin.unwrap().aliases, ["星星"]);
    assert_eq!(
        owners(&merged),
        [("100000001", "lin"), ("star88", "lin"), ("ks-9", "lin")]
    );
    let ends = merged
        .links
        .iter()
        .map(|link| (link.from.as_str(), link.to.as_str()));
    assert_eq!(
        ends.collect::<Vec<_>>(),
        [
            ("studio-a", "lin"),
            ("studio-b", "lin"),
            ("mei", "lin"),
            ("lin", "agency")
        ],
        "nobody is linked with herself"
    );
}

#[test]
fn a_split_moves_the_named_accounts_alone() {
    let parted = apply(manifest(), [&split("lin", "wan", ("kuaishou", "ks-9"))]);
    assert_eq!(
        owners(&parted),
        [("100000001", "lin"), ("star88", "star"), ("ks-9", "wan")]
    );
    // What was moved and what stayed are merged again: everything is hers, as before.
    let again = apply(parted, [&merge("wan", "lin")]);
    assert_eq!(owners(&again), owners(&manifest()));
}

#[test]
fn what_cannot_hold_is_refused_and_passed_over() {
    let mut numbered = manifest();
    for (id, number) in [("lin", "11010119900101001X"), ("mei", "110101199001010028")] {
        let party = numbered.parties.iter_mut().find(|party| party.id == id);
        party.unwrap().tax_id = Some(number.to_owned());
    }
    let both = || ("lin".to_owned(), "mei".to_owned());
    for (decision, why) in [
        (merge("lin", "lin"), Impossible::Itself("lin".to_owned())),
        (
            merge("lin", "who"),
            Impossible::NoSuchParty("who".to_owned()),
        ),
        (
            merge("studio-a", "lin"),
            Impossible::OtherKind("studio-a".to_owned(), "lin".to_owned()),
        ),
        (
            merge("lin", "mei"),
            Impossible::OtherTaxNumber(both().0, both().1),
        ),
        (
            split("lin", "mei", ("kuaishou", "ks-9")),
            Impossible::Taken("mei".to_owned()),
        ),
        (
            split("lin", "wan", ("douyin", "star88")),
            Impossible::NotTheirs("douyin star88".to_owned()),
        ),
    ] {
        assert_eq!(check(&numbered, &decision), Err(why), "{decision:?}");
        assert_eq!(apply(numbered.clone(), [&decision]), numbered);
    }
}

#[test]
fn one_person_stands_behind_all_her_names_and_studios() {
    let Manifest { parties, links, .. } = manifest();
    let groups = groups(&parties, &links);
    let [hers, sister, agency] = groups.as_slice() else {
        panic!("{groups:#?}")
    };
    assert_eq!(hers.head, "lin");
    assert_eq!(hers.members, ["studio-a", "lin", "star", "studio-b"]);
    assert_eq!((hers.within.len(), hers.near.len()), (3, 2));
    assert_eq!(
        (sister.head.as_str(), agency.head.as_str()),
        ("mei", "agency")
    );
}

#[test]
fn a_possible_owner_is_told_with_the_strongest_reason() {
    let mut manifest = manifest();
    manifest.parties[1].tax_id = Some("11010119900101001X".to_owned());
    for (keys, name, expected) in [
        (
            ["11010119900101001x"],
            None,
            vec![("lin", ProposalReason::TaxNumber)],
        ),
        (["STAR88"], None, vec![("star", ProposalReason::SameNumber)]),
        (["7"], Some("林晚星"), vec![("lin", ProposalReason::Name)]),
        (
            ["7"],
            Some("晚星 好物"),
            vec![("lin", ProposalReason::AccountName)],
        ),
        // Two whose names it is a part of: both are told, a person decides.
        (
            ["7"],
            Some("林晚"),
            vec![
                ("lin", ProposalReason::PartOfName),
                ("mei", ProposalReason::PartOfName),
            ],
        ),
        (["7"], Some("林"), vec![]),
        (["7"], None, vec![]),
    ] {
        let keys = keys.map(str::to_owned);
        let found = propose(&manifest, &keys, name);
        let found: Vec<_> = found
            .iter()
            .map(|proposal| (proposal.party.as_str(), proposal.reason))
            .collect();
        assert_eq!(found, expected, "{keys:?} {name:?}");
    }
}

fn yuan(text: &str) -> Option<Money> {
    Some(text.parse().unwrap())
}

/// A row of the comparison by year.
fn row(
    (party, income): (&str, Income),
    settled: Option<Money>,
    declared: Option<Money>,
    unexplained: Option<Money>,
    number: u32,
) -> BridgeRow {
    BridgeRow {
        party: party.to_owned(),
        period: "2024".parse().unwrap(),
        income,
        settled,
        received: None,
        platform_reported: None,
        declared,
        causes: Vec::new(),
        unexplained,
        undeclared: unexplained,
        receipt_causes: Vec::new(),
        receipt_unexplained: None,
        report_causes: Vec::new(),
        report_unexplained: None,
        material: false,
        figure: format!("BY-{number}"),
    }
}

#[test]
fn a_picture_adds_up_what_is_known_and_leaves_open_what_is_not() {
    let Manifest { parties, links, .. } = manifest();
    let groups = groups(&parties, &links);
    let mut years = vec![
        row(
            ("lin", Income::LabourRemuneration),
            yuan("100.00"),
            yuan("30.00"),
            yuan("70.00"),
            1,
        ),
        row(
            ("lin", Income::Wages),
            None,
            yuan("50.00"),
            yuan("-50.00"),
            2,
        ),
        row(
            ("studio-b", Income::Business),
            yuan("20.50"),
            None,
            yuan("20.50"),
            3,
        ),
        row(
            ("mei", Income::LabourRemuneration),
            yuan("9.00"),
            None,
            yuan("9.00"),
            4,
        ),
    ];
    let found = pictures(&groups, &years).unwrap();
    let [picture] = found.rows.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(
        (
            picture.settled,
            picture.received,
            picture.declared,
            picture.unexplained
        ),
        (yuan("120.50"), None, yuan("30.00"), yuan("90.50"))
    );
    assert_eq!(
        found.worksheets["G-1.settled"].len(),
        3,
        "two parts and their sum"
    );
    assert!(!found.worksheets.contains_key("G-1.received"));

    years[2].unexplained = None;
    let open = pictures(&groups, &years).unwrap();
    assert_eq!(open.rows[0].unexplained, None);
    assert!(!open.worksheets.contains_key("G-1.unexplained"));
}
