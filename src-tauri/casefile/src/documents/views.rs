//! Several files may show the same money of one order: the creator's, the agency's, the
//! platform's. The best view counts, and each of its rows stands for one row of each other view.

use engine::money::Money;
use engine::record::{Class, OrderMoney, Perspective};

/// A counted row of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct View {
    /// Number of the record.
    pub(crate) id: i64,
    /// Whose file it is in.
    pub(crate) perspective: Perspective,
    /// Which money of the order.
    pub(crate) money: OrderMoney,
    /// Commission or what was taken back of it.
    pub(crate) class: Class,
    /// Child order or item.
    pub(crate) sub_order_id: Option<String>,
    /// The amount.
    pub(crate) amount: Money,
}

/// For each row the better view that stands for it, if there is one.
pub(crate) fn stand_ins(views: &[View]) -> Vec<Option<i64>> {
    let mut stand_ins = vec![None; views.len()];
    for (money, class) in kinds(views) {
        let of_kind = |view: &View| view.money == money && view.class == class;
        let mut ranks: Vec<u8> = views.iter().filter(|v| of_kind(v)).map(rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        // A row that a better view stands for stands for no other.
        let mut standing: Vec<usize> = Vec::new();
        for of_rank in ranks {
            let rows: Vec<usize> = (0..views.len())
                .filter(|at| of_kind(&views[*at]) && rank(&views[*at]) == of_rank)
                .collect();
            for (row, by) in pairs(views, &rows, &standing) {
                stand_ins[row] = Some(views[by].id);
            }
            standing.extend(rows.into_iter().filter(|row| stand_ins[*row].is_none()));
        }
    }
    stand_ins
}

fn kinds(views: &[View]) -> Vec<(OrderMoney, Class)> {
    let mut kinds: Vec<_> = views.iter().map(|view| (view.money, view.class)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The creator's own file is the best view of what the creator gets.
fn rank(view: &View) -> u8 {
    match view.perspective {
        Perspective::Creator => 0,
        Perspective::Agency => 1,
        Perspective::PlatformApi => 2,
        _ => 3,
    }
}

/// Whether a row may be the one that stands for it.
type Fits<'f> = &'f dyn Fn(&View, &View) -> bool;

/// Rows with the row that stands for each: of the same child order first, then of the same
/// amount, then in their order; where both name a child order it must be the same.
fn pairs(views: &[View], rows: &[usize], standing: &[usize]) -> Vec<(usize, usize)> {
    let mut open = standing.to_vec();
    let mut left = rows.to_vec();
    let mut pairs = Vec::new();
    let same_child =
        |a: &View, b: &View| a.sub_order_id.is_some() && a.sub_order_id == b.sub_order_id;
    let may_be_same = |a: &View, b: &View| a.sub_order_id.is_none() || b.sub_order_id.is_none();
    let rules: [Fits<'_>; 3] = [
        &same_child,
        &|a, b| may_be_same(a, b) && a.amount == b.amount,
        &may_be_same,
    ];
    for fits in rules {
        left.retain(|row| {
            let at = open.iter().position(|by| fits(&views[*row], &views[*by]));
            pairs.extend(at.map(|at| (*row, open.remove(at))));
            at.is_none()
        });
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `creator 12.00 child`; numbers from 1.
    fn check(texts: &[&str], expected: &[Option<i64>]) {
        let view = |(id, text): (i64, &&str)| {
            let parts: Vec<&str> = text.split(' ').collect();
            View {
                id,
                perspective: Perspective::from_code(parts[0]).unwrap(),
                money: OrderMoney::CreatorCommission,
                class: Class::Commission,
                sub_order_id: parts.get(2).map(|child| (*child).to_owned()),
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
}
