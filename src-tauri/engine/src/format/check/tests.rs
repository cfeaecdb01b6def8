//! What a format may not say, each with the reason it is refused for.

use super::*;
use crate::assets;
use crate::format::{Format, formats};

fn refused(changed: &str, instead: &str, reason: &str) {
    let path = "formats/taobao/taobao_alliance_refund_xls.toml";
    let (_, toml) = assets::below(path).next().unwrap();
    assert!(toml.contains(changed), "{changed}");
    let error = Format::parse(&toml.replacen(changed, instead, 1)).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn a_format_with_a_gap_or_a_contradiction_is_refused() {
    for (changed, instead, reason) in [
        ("platform =", "platfrom =", "unknown field"),
        ("filled = true }", "fillled = true }", "unknown field"),
        ("\"medium\"", "\"sure\"", "unknown variant"),
        (
            "  \"public code index, file 11317917536 (parser by position)\",\n  \"public code index, file 5200413972 (page template with the labels)\",\n",
            "",
            "where the layout was seen",
        ),
        (
            "\"维权状态\", \"应返商家金额\"]",
            "\"维权状况\"]",
            "no required column",
        ),
        (
            "key = [\"sub_order_id\"",
            "key = [\"case_id\"",
            "no column feeds case_id",
        ),
        (
            "on = \"refund_time\"",
            "on = \"case_time\"",
            "no column feeds case_time",
        ),
        (
            "on = \"refund_time\"",
            "on = \"schedule\"",
            "no column has a schedule",
        ),
        (
            "repeats =",
            "rows_within = \"lines\"\nrepeats =",
            "rows_within is for JSON",
        ),
        (
            "[[count]]",
            "[[restate]]\nstatus = []\nfilled = []\nbecomes = \"settled\"\n[[count]]",
            "neither from what nor why",
        ),
        (
            "[\"refund_final\"]",
            "[\"settled\"]",
            "no word means the status settled",
        ),
        (
            "kind = \"money\"",
            "kind = \"text\"",
            "cannot be read as Text",
        ),
        (
            "key = [\"sub_order_id\"",
            "key = [\"buyer\"",
            "buyer is blanked",
        ),
        (
            "header = \"维权退款金额\"",
            "header = \"应返商家金额（元）\"",
            "two columns are called",
        ),
    ] {
        refused(changed, instead, reason);
    }
}

#[test]
fn formats_that_could_be_taken_for_each_other_are_refused() {
    let first = formats()[0].clone();
    let mut second = first.clone();
    assert!(
        distinct(&[first.clone(), second.clone()]).is_err(),
        "same id"
    );
    second.id = "another".into();
    assert!(
        distinct(&[first.clone(), second.clone()]).is_err(),
        "same signature"
    );
    second.signature.pop();
    assert!(distinct(&[first.clone(), second.clone()]).is_ok());
    second.rows_as = Some("nobody".into());
    assert!(distinct(&[first, second]).is_err(), "rows of no format");
}

#[test]
fn a_mapping_written_by_the_program_is_the_same_when_read_back() {
    for format in formats() {
        let toml = toml::to_string(format).unwrap();
        assert_eq!(Format::parse(&toml).as_ref(), Ok(format));
    }
}
