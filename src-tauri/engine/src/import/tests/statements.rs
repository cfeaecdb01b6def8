//! Bank statements as messages: every entry is a row, and balances follow from the entries.

use super::*;
use crate::format::format;
use crate::import::{ControlMeasure, ImportErrorCode, detect};

fn mt940(text: &str) -> Given {
    give(text.as_bytes(), format("bank_mt940").unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

fn camt(text: &str) -> Result<Given, ImportError> {
    give(text.as_bytes(), format("bank_camt053").unwrap())
}

/// What the file states and what was found, for each closing balance.
fn balances(given: &Given) -> Vec<(&str, &str, bool)> {
    let controls = given.reading.controls.iter();
    let closing = controls.filter(|control| control.measure == ControlMeasure::ClosingBalance);
    closing
        .map(|control| {
            (
                control.stated.as_str(),
                control.found.as_str(),
                control.agrees,
            )
        })
        .collect()
}

const OPENING: &str = ":20:S1\r\n:25:900010001\r\n:28C:1/1\r\n:60F:C240430CNY100,00\r\n";

#[test]
fn the_balance_after_a_statement_follows_from_its_entries() {
    let given = mt940(&format!(
        "{OPENING}:61:2405010501C20,5NTRFA//1\r\n:86:佣金结\r\n算\r\n:61:2405020502D0,50NMSCNONREF\r\n\
         :61:2405030503RC20,5NTRFA//2\r\n:61:2405040504RD0,50NMSCNONREF\r\n:62F:C240531CNY100,00\r\n-\r\n\
         :20:S2\r\n:25:900010001\r\n:60F:D240531CNY1,\r\n:61:240601C3,NTRFB\r\n:62F:C240601CNY5,00\r\n"
    ));
    assert_eq!(
        balances(&given),
        [("100.00", "100.00", true), ("5.00", "2.00", false)]
    );
    let rows: Vec<_> = given
        .counted()
        .iter()
        .map(|(row, _, fen)| (*row, *fen))
        .collect();
    // The reversal of a credit is taken off, the reversal of a debit is no income.
    assert_eq!(rows, [(5, 2_050), (9, -2_050), (16, 300)]);
    let description = given.records[0].description.as_deref();
    assert_eq!(
        description,
        Some("佣金结算"),
        "no blank between Chinese characters"
    );
}

#[test]
fn a_statement_that_was_cut_off_does_not_agree() {
    let given = mt940(&format!("{OPENING}:61:2405010501C20,5NTRFA\r\n"));
    assert_eq!(balances(&given), [("", "120.50", false)]);
}

#[test]
fn blocks_around_a_message_are_no_part_of_it() {
    let given = mt940(
        "{1:F01NOBANKCNXXX0000000000}{2:I940NOBANKCNXXXN}{4:\n:20:S1\n:25:900010001\n:60F:C240430CNY0,\n\
         :61:240501C1,NTRFA\nmore of it\n:86:one\n{two}\n:62F:C240501CNY1,\n-}{5:{CHK:0}}\n",
    );
    assert_eq!(balances(&given), [("1", "1.00", true)]);
    assert_eq!(given.records[0].description.as_deref(), Some("one {two}"));
}

#[test]
fn what_is_no_entry_or_no_yuan_is_set_aside() {
    let given = mt940(
        ":20:S\n:25:900010001\n:60F:C240430USD0,\n:61:240501C1,NTRFA\n:61:anything\n:62F:C240501USD1,\n",
    );
    assert_eq!(
        given.codes(),
        [
            (4, ProblemCode::ForeignCurrency),
            (5, ProblemCode::UnreadableElement)
        ]
    );
    assert_eq!(given.problems[1].found, ":61:anything");
    assert_eq!(balances(&given), [("1", "0.00", false)]);
}

#[test]
fn a_memo_may_be_in_gbk() {
    let text =
        format!("{OPENING}:61:2405010501C20,5NTRFA\n:86:某某文化 推广费\n:62F:C240531CNY120,5\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let given = give(&bytes, format("bank_mt940").unwrap()).unwrap();
    assert_eq!(given.reading.encoding.as_deref(), Some("GB18030"));
    assert_eq!(
        given.records[0].description.as_deref(),
        Some("某某文化 推广费")
    );
}

fn statement(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>\
         <Acct><Id><Othr><Id>900010001</Id></Othr></Id></Acct>{inside}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn balance(code: &str, sign: &str, amount: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd></Bal>"
    )
}

fn entry(sign: &str, amount: &str, more: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-05-01</Dt></BookgDt>{more}</Ntry>"
    )
}

#[test]
fn an_entry_of_many_transactions_counts_once() {
    let transaction = |amount: &str, name: &str| {
        format!(
            "<TxDtls><Amt Ccy=\"CNY\">{amount}</Amt><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties></TxDtls>"
        )
    };
    let details = format!(
        "<NtryDtls>{}{}{}</NtryDtls>",
        transaction("1.00", "甲"),
        transaction("2.00", "甲"),
        transaction("3.00", "乙 &amp; 丙")
    );
    let text = statement(
        &(balance("OPBD", "CRDT", "10.00")
            + &balance("CLBD", "CRDT", "16.00")
            + &entry("CRDT", "6.00", &details)),
    );
    let given = camt(&text).unwrap();
    let fen: Vec<_> = given
        .counted()
        .iter()
        .map(|(row, _, fen)| (*row, *fen))
        .collect();
    assert_eq!(fen, [(1, 600)]);
    assert_eq!(
        given.records[0].counterparty.as_deref(),
        Some("甲; 乙 & 丙")
    );
    assert_eq!(given.records[0].account_keys, ["900010001"]);
    assert_eq!(balances(&given), [("16.00", "16.00", true)]);
}

/// The indicator tells how the entry was booked, reversal or not.
#[test]
fn a_reversal_moves_the_way_it_was_booked() {
    let reversal = "<RvslInd>true</RvslInd>";
    let text = statement(
        &(balance("OPBD", "DBIT", "1.00")
            + &balance("ITBD", "CRDT", "7.00")
            + &balance("CLBD", "CRDT", "1.50")
            + &entry("CRDT", "2.00", "")
            + &entry("DBIT", "2.00", reversal)
            + &entry("CRDT", "2.50", reversal)),
    );
    let given = camt(&text).unwrap();
    let fen: Vec<_> = given
        .counted()
        .iter()
        .map(|(row, _, fen)| (*row, *fen))
        .collect();
    assert_eq!(fen, [(1, 200), (2, -200)]);
    assert_eq!(balances(&given), [("1.50", "1.50", true)]);
}

#[test]
fn xml_that_defines_entities_or_never_ends_is_refused() {
    let deep = "<a>".repeat(100);
    for (text, code) in [
        (
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE Document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>{}",
                &statement("")[39..]
            ),
            ImportErrorCode::BrokenXml,
        ),
        (
            statement(&entry("CRDT", "&xxe;", "")),
            ImportErrorCode::BrokenXml,
        ),
        (
            statement(&entry("CRDT", "1.00", "")).replace("</Document>", ""),
            ImportErrorCode::BrokenXml,
        ),
        (statement(&deep), ImportErrorCode::Limit),
        (
            statement(&entry("CRDT", &"1".repeat(17 << 20), "")),
            ImportErrorCode::Limit,
        ),
        (
            "<rss><channel/></rss>".to_owned(),
            ImportErrorCode::WrongKind,
        ),
        (statement(""), ImportErrorCode::EmptyFile),
    ] {
        let error = detect(&mut Cursor::new(text.as_bytes())).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
}

#[test]
fn xml_in_another_encoding_and_with_prefixes_is_read() {
    let text = statement(&entry("CRDT", "1.00", "<AddtlNtryInf>佣金</AddtlNtryInf>"));
    let prefixed = text
        .replace("</", "<//")
        .replace('<', "<n:")
        .replace("<n://", "</n:")
        .replace("<n:?xml", "<?xml")
        .replace("xmlns=", "xmlns:n=");
    let text = text.replace("UTF-8", "GB18030");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    for bytes in [bytes.as_ref(), prefixed.as_bytes()] {
        let given = give(bytes, format("bank_camt053").unwrap()).unwrap();
        assert_eq!(given.counted().len(), 1);
        let class = given.records[0].counted.unwrap().class;
        assert_eq!(class, crate::record::Class::Payout);
    }
}

/// From version 08 on a status is a code and a party has one more element around it.
#[test]
fn later_versions_of_the_message_are_read_too() {
    let party = "<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>某某文化</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls>";
    let text = statement(&entry("CRDT", "1.00", party));
    let text = text.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>");
    let found = detect(&mut Cursor::new(text.as_bytes())).unwrap();
    assert_eq!(found.format_id().unwrap(), "bank_camt053");
    let given = camt(&text).unwrap();
    assert_eq!(given.counted().len(), 1);
    let counterparty = given.records[0].counterparty.as_deref();
    assert_eq!(counterparty, Some("某某文化"));
}
