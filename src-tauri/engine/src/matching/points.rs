//! How strong the evidence of a possible match is, in whole points with what each is for.

use super::book::{Book, month};
use super::offers::{Bundle, Owed};
use super::sets::Set;
use super::{DifferenceKind, MatchRule, Points, PointsFor};
use crate::money::Money;

const REFERENCE: i64 = 400;
const EXACT: i64 = 300;
/// A round amount proves less: others have it too.
const EXACT_ROUND: i64 = 250;
const ROUND: i64 = 10_000;
const LESS_STATED: i64 = 280;
const LESS_DECLARED: i64 = 270;
const NEAR: i64 = 140;
const ALL_PAYERS_KNOWN: i64 = 100;
const SOME_PAYERS_KNOWN: i64 = 50;
const MEMO_PLATFORM: i64 = 30;
const MEMO_MONTH: i64 = 30;
const DAY: i64 = 60;
const DAY_LEAST: i64 = 10;

/// The points of a bundle that this set may have paid.
pub(super) fn of(book: &Book<'_>, bundle: &Bundle<'_>, set: &Set, owed: &Owed) -> Vec<Points> {
    let parts = [
        (
            PointsFor::Reference,
            if bundle.rule == MatchRule::SameReference {
                REFERENCE
            } else {
                0
            },
        ),
        (PointsFor::Amount, amount(set, owed)),
        (PointsFor::Counterparty, counterparty(book, bundle, set)),
        (PointsFor::Memo, memo(book, bundle, set)),
        (PointsFor::Day, day(book, bundle, set)),
        (PointsFor::Shape, shape(bundle.rule_with(set))),
    ];
    let parts = parts.into_iter().filter(|(_, points)| *points != 0);
    parts
        .map(|(what, points)| Points { what, points })
        .collect()
}

fn amount(set: &Set, owed: &Owed) -> i64 {
    if set.sum != owed.amount {
        return NEAR;
    }
    let less = |kind| owed.less.iter().any(|(one, _)| *one == kind);
    if less(DifferenceKind::TaxDeclared) {
        LESS_DECLARED
    } else if !owed.less.is_empty() {
        LESS_STATED
    } else if set.sum.fen() % ROUND == 0 {
        EXACT_ROUND
    } else {
        EXACT
    }
}

fn counterparty(book: &Book<'_>, bundle: &Bundle<'_>, set: &Set) -> i64 {
    let known = |one: &&usize| {
        let signs = book.signs[**one];
        signs.is_known_payer || signs.counterparty & bundle.platforms != 0
    };
    match set.members.iter().filter(known).count() {
        0 => 0,
        some if some == set.members.len() => ALL_PAYERS_KNOWN,
        _ => SOME_PAYERS_KNOWN,
    }
}

fn memo(book: &Book<'_>, bundle: &Bundle<'_>, set: &Set) -> i64 {
    let all = |says: &dyn Fn(usize) -> bool| set.members.iter().all(|one| says(*one));
    let platform = all(&|one| book.signs[one].memo & bundle.platforms != 0);
    let mut points = if platform { MEMO_PLATFORM } else { 0 };
    let settled_in = month(bundle.first);
    if settled_in == month(bundle.last) {
        let words = [
            settled_in.to_string(),
            settled_in.to_string().replace('-', ""),
            bundle.first.format("%Y年%-m月").to_string(),
            bundle.first.format("%Y年%m月").to_string(),
        ];
        let says = |one: usize| {
            let memo = book.receipts[one].memo.as_deref().unwrap_or_default();
            words.iter().any(|word| memo.contains(word.as_str()))
        };
        points += if all(&says) { MEMO_MONTH } else { 0 };
    }
    points
}

fn day(book: &Book<'_>, bundle: &Bundle<'_>, set: &Set) -> i64 {
    let days = (set.last - bundle.last).num_days();
    let off = book.windows.at(bundle.window).days_off(days);
    (DAY - off).max(DAY_LEAST)
}

fn shape(rule: MatchRule) -> i64 {
    match rule {
        MatchRule::SameAmount => 60,
        MatchRule::WholeDay | MatchRule::AccountMonth => 50,
        MatchRule::PlatformMonth => 45,
        MatchRule::PartyMonth => 40,
        MatchRule::InParts | MatchRule::MonthInParts => 15,
        MatchRule::Days => 10,
        MatchRule::SameReference | MatchRule::EqualAmounts | MatchRule::Person => 0,
    }
}

/// All points together.
pub(super) fn sum(points: &[Points]) -> i64 {
    points.iter().map(|one| one.points).sum()
}

/// What is settled and does not arrive, with the rest that may differ.
pub(super) fn between(set: &Set, owed: &Owed) -> Vec<(DifferenceKind, Money)> {
    let mut parts = owed.less.clone();
    parts.push((DifferenceKind::WithinTolerance, owed.amount - set.sum));
    parts.retain(|(_, amount)| *amount != Money::ZERO);
    parts
}
