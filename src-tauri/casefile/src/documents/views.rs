//! Several files may show the same money of one order: the creator's, the agency's, the
//! platform's, or two layouts of one of them. The best view counts, and its rows stand for those of
//! each other view.
//!
//! Rows of one view add up: they are lines of the order. A row of another view is one of them where
//! child order or amount tell it. Where a line of the better view is found again with another
//! amount, nobody can tell which of the rest it holds, and the better view is believed for all of
//! it; only what is beside lines that were all found again is money that the better view lacks.

use std::collections::BTreeMap;

use engine::format::Format;
use engine::money::Money;
use engine::record::{Class, OrderMoney, Perspective};
use engine::worksheet::Confidence;

/// A counted row of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct View {
    /// Number of the record.
    pub(crate) id: i64,
    /// Whose file it is in.
    pub(crate) perspective: Perspective,
    /// How its file is laid out.
    pub(crate) layout: Layout,
    /// Id of the format.
    pub(crate) format: String,
    /// Which money of the order.
    pub(crate) money: OrderMoney,
    /// Commission or what was taken back of it.
    pub(crate) class: Class,
    /// Child order or item.
    pub(crate) sub_order_id: Option<String>,
    /// The day on which it counts.
    pub(crate) on: i64,
    /// The amount.
    pub(crate) amount: Money,
}

/// How a file is laid out: which layout, and how good a witness it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The smaller, the better.
    pub(crate) worth: i64,
    /// The same for the same layout.
    pub(crate) hash: i64,
}

/// Bits of a number of what a row shows: money and perspective, then the worth of the layout, then
/// its hash.
const WORTH_SHIFT: u32 = 8;
const HASH_SHIFT: u32 = 16;
const WORTH_MASK: i64 = 0xff;

impl Layout {
    /// Of a format: one that says whose the order is, then one that is better confirmed, then one
    /// that tells child orders apart.
    pub(super) fn new(format: &Format, hash: i64) -> Layout {
        let named = !format.account.keys.is_empty() || format.account.fixed.is_some();
        let confirmed = match format.confidence {
            Confidence::High => 0,
            Confidence::Medium => 2,
            Confidence::Low => 4,
        };
        let mut columns = format.columns.iter();
        let tells_children = columns.any(|column| column.field.as_deref() == Some("sub_order_id"));
        Layout {
            worth: i64::from(!named) * 8 + confirmed + i64::from(!tells_children),
            hash: (hash & i64::MAX) >> HASH_SHIFT,
        }
    }

    /// Its part of the number of what a row shows.
    pub(super) fn number(self) -> i64 {
        (self.hash << HASH_SHIFT) | (self.worth << WORTH_SHIFT)
    }

    /// The layout of a row that shows money of its order.
    pub(crate) fn of(shows: i64) -> Layout {
        Layout {
            worth: (shows >> WORTH_SHIFT) & WORTH_MASK,
            hash: shows >> HASH_SHIFT,
        }
    }
}

/// For each row the better view that stands for it, if there is one.
pub(crate) fn stand_ins(views: &[View]) -> Vec<Option<i64>> {
    let mut stand_ins = vec![None; views.len()];
    let mut kinds: Vec<_> = views.iter().map(|view| (view.money, view.class)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        // A row that a better view stands for stands for no other.
        let mut standing: Vec<usize> = Vec::new();
        for rows in by_worth(views, kind) {
            for (row, by) in pairs(views, &rows, &standing) {
                stand_ins[row] = Some(views[by].id);
            }
            standing.extend(rows.into_iter().filter(|row| stand_ins[*row].is_none()));
        }
    }
    stand_ins
}

/// The rows of each view, the best view first: the creator's own file knows best what the creator
/// gets. Of layouts of equal worth the first by name is taken, so that the order of imports, which
/// is chance, changes no figure.
fn by_worth(views: &[View], kind: (OrderMoney, Class)) -> Vec<Vec<usize>> {
    let mut of_view: BTreeMap<(u8, i64), Vec<usize>> = BTreeMap::new();
    for (row, view) in views.iter().enumerate() {
        if (view.money, view.class) == kind {
            let of = (rank(view.perspective), view.layout.hash);
            of_view.entry(of).or_default().push(row);
        }
    }
    let mut ordered: Vec<_> = of_view.into_iter().collect();
    ordered.sort_by_key(|((rank, _), rows)| {
        let of_rows = rows.iter().map(|row| &views[*row]);
        let best = of_rows.map(|view| (view.layout.worth, &view.format)).min();
        (*rank, best)
    });
    ordered.into_iter().map(|(_, rows)| rows).collect()
}

fn rank(perspective: Perspective) -> u8 {
    match perspective {
        Perspective::Creator => 0,
        Perspective::Agency => 1,
        Perspective::PlatformApi => 2,
        _ => 3,
    }
}

/// Whether a row may be the one that stands for it.
type Fits<'f> = &'f dyn Fn(&View, &View) -> bool;

/// Rows with the row that stands for each: of the same child order first, then of the same amount,
/// best of all on the same day; where both name a child order it must be the same. What is left
/// then is in the lines that were found with another amount, or not at all.
fn pairs(views: &[View], rows: &[usize], standing: &[usize]) -> Vec<(usize, usize)> {
    let mut open = standing.to_vec();
    let mut left = rows.to_vec();
    let mut pairs = Vec::new();
    let same_child =
        |a: &View, b: &View| a.sub_order_id.is_some() && a.sub_order_id == b.sub_order_id;
    let may_be_same = |a: &View, b: &View| {
        a.sub_order_id.is_none() || b.sub_order_id.is_none() || same_child(a, b)
    };
    let rules: [Fits<'_>; 5] = [
        &|a, b| same_child(a, b) && a.amount == b.amount && a.on == b.on,
        &|a, b| same_child(a, b) && a.amount == b.amount,
        &same_child,
        &|a, b| may_be_same(a, b) && a.amount == b.amount && a.on == b.on,
        &|a, b| may_be_same(a, b) && a.amount == b.amount,
    ];
    for fits in rules {
        left.retain(|row| {
            let at = open.iter().position(|by| fits(&views[*row], &views[*by]));
            pairs.extend(at.map(|at| (*row, open.remove(at))));
            at.is_none()
        });
    }
    let differ = |(row, by): &&(usize, usize)| views[*row].amount != views[*by].amount;
    let uncertain: Vec<usize> = pairs.iter().filter(differ).map(|(_, by)| *by).collect();
    open.extend(uncertain);
    pairs.extend(left.into_iter().filter_map(|row| {
        let by = open
            .iter()
            .position(|by| may_be_same(&views[row], &views[*by]))?;
        // The next one goes to the next line, and to this one again where there is no other.
        let by = open.remove(by);
        open.push(by);
        Some((row, by))
    }));
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `creator/layout 12.00 child day`, a dash for no child; numbers from 1.
    fn check(texts: &[&str], expected: &[Option<i64>]) {
        let view = |(id, text): (i64, &&str)| {
            let parts: Vec<&str> = text.split(' ').collect();
            let part = |at: usize| parts.get(at).copied().filter(|part| *part != "-");
            let (whose, format) = parts[0].split_once('/').unwrap_or((parts[0], ""));
            View {
                id,
                perspective: Perspective::from_code(whose).unwrap(),
                // `b1`: layout b, of worth 1.
                layout: Layout {
                    hash: format.bytes().next().map_or(0, i64::from),
                    worth: format
                        .get(1..)
                        .and_then(|worth| worth.parse().ok())
                        .unwrap_or(0),
                },
                format: format.to_owned(),
                money: OrderMoney::CreatorCommission,
                class: Class::Commission,
                sub_order_id: part(2).map(str::to_owned),
                on: part(3).map_or(1, |day| day.parse().unwrap()),
                amount: parts[1].parse().unwrap(),
            }
        };
        let views: Vec<View> = (1..).zip(texts).map(view).collect();
        assert_eq!(stand_ins(&views), expected, "{texts:?}");
    }

    #[test]
    fn the_creators_view_stands_for_the_agencys_and_the_platforms() {
        check(&["agency 12.00", "creator 12.00"], &[Some(2), None]);
        check(
            &["platform_api 12.00", "agency 12.00", "creator 11.40"],
            &[Some(3), Some(3), None],
        );
    }

    #[test]
    fn rows_of_one_view_never_stand_for_each_other() {
        check(&["creator 12.00", "creator 12.00"], &[None, None]);
    }

    #[test]
    fn what_only_one_view_shows_counts() {
        check(
            &["creator 12.00", "agency 3.00", "agency 12.00"],
            &[None, None, Some(1)],
        );
        check(
            &["creator 12.00 a", "agency 12.00 b", "agency 12.00 a"],
            &[None, None, Some(1)],
        );
    }

    #[test]
    fn two_layouts_of_one_perspective_never_add_up() {
        // The better layout first, then the one whose name comes first, in whatever order.
        check(&["creator/b 10.00", "creator/a 10.00"], &[Some(2), None]);
        check(&["creator/a1 10.00", "creator/b0 9.50"], &[Some(2), None]);
        // The lines of an order in one, the whole order in the other.
        check(
            &["creator/a 10.00", "creator/b 6.00", "creator/b 4.00"],
            &[None, Some(1), Some(1)],
        );
        check(
            &["creator/a 6.00", "creator/a 4.00", "creator/b 10.00"],
            &[None, None, Some(1)],
        );
        // A line found again with another amount, and one that both have.
        check(
            &[
                "creator/a 8.00 x",
                "creator/a 2.00 y",
                "creator/b 5.00 x",
                "creator/b 3.00 x",
                "creator/b 2.00 y",
            ],
            &[None, None, Some(1), Some(1), Some(2)],
        );
        // All that the better one has is found again, so the rest is beside it.
        check(
            &["creator/a 6.00", "creator/b 6.00", "creator/b 4.00"],
            &[None, Some(1), None],
        );
    }

    #[test]
    fn of_equal_amounts_those_of_one_day_are_the_same() {
        check(
            &[
                "creator/a 5.00 - 501",
                "creator/b 5.00 - 601",
                "creator/b 5.00 - 501",
            ],
            &[None, None, Some(1)],
        );
    }

    proptest! {
        /// Views of lines without child orders: each line of the best view counts, and lines of
        /// the others only beside it, where it is found again whole.
        #[test]
        fn what_counts_is_the_best_view_and_at_most_what_another_has_beside_it(
            amounts in prop::collection::vec(prop::collection::vec(1_i64..4, 0..4), 3),
        ) {
            let views: Vec<View> = numbered(&amounts);
            let found = stand_ins(&views);
            let counted = |layout: i64| -> Vec<i64> {
                let rows = views.iter().zip(&found);
                let standing = rows.filter(|(view, by)| view.layout.hash == layout && by.is_none());
                standing.map(|(view, _)| view.amount.fen()).collect()
            };
            let best = (0..).zip(&amounts).find(|(_, rows)| !rows.is_empty());
            if let Some((best, rows)) = best {
                prop_assert_eq!(&counted(best), rows);
                let is_found = |other: &Vec<i64>| {
                    let mut other = other.clone();
                    rows.iter().all(|row| {
                        let at = other.iter().position(|found| found == row);
                        at.map(|at| other.remove(at)).is_some()
                    })
                };
                for (layout, other) in (0..).zip(&amounts) {
                    if layout > best && !is_found(other) {
                        prop_assert_eq!(counted(layout), Vec::<i64>::new());
                    }
                }
            }
            // Whoever stands for another counts itself.
            for by in found.iter().flatten() {
                let at = views.iter().position(|view| view.id == *by).unwrap();
                prop_assert_eq!(found[at], None);
            }
        }
    }

    /// Lines of layouts 0, 1, …, all of the creator.
    fn numbered(amounts: &[Vec<i64>]) -> Vec<View> {
        let lines = (0..)
            .zip(amounts)
            .flat_map(|(layout, rows)| rows.iter().map(move |row| (layout, *row)));
        (1..)
            .zip(lines)
            .map(|(id, (layout, fen))| View {
                id,
                perspective: Perspective::Creator,
                layout: Layout {
                    hash: layout,
                    worth: layout,
                },
                format: String::new(),
                money: OrderMoney::CreatorCommission,
                class: Class::Commission,
                sub_order_id: None,
                on: 1,
                amount: Money::from_fen(fen),
            })
            .collect()
    }
}
