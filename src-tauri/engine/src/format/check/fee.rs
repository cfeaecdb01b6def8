//! Where a format says that a platform's fee stands to an amount: it has to be read, and once a row.

use std::collections::BTreeSet;

use super::{Check, feeding, require};
use crate::format::{Count, Format};
use crate::record::{Class, Side};

pub(super) fn fees(format: &Format) -> Check {
    let with_fee: Vec<&Count> = format
        .counts
        .iter()
        .filter(|count| count.fee.is_some())
        .collect();
    if with_fee.is_empty() {
        return Ok(());
    }
    feeding(format, "service_fee")?;
    let is_commission =
        |count: &&Count| count.side == Side::Settled && count.class == Some(Class::Commission);
    require(with_fee.iter().all(is_commission), || {
        "the fee of a platform is one of settled commission".into()
    })?;
    let settled = format
        .counts
        .iter()
        .filter(|count| count.side == Side::Settled);
    let parts: BTreeSet<&str> = settled.map(|count| count.part.as_str()).collect();
    require(parts.len() == 1, || {
        "the fee of a row that counts several times would count several times".into()
    })
}

#[cfg(test)]
mod tests {
    use crate::assets;
    use crate::format::Format;

    #[test]
    fn a_fee_that_is_not_read_or_not_of_commission_is_refused() {
        let path = "formats/douyin/douyin_creator_orders_export.toml";
        let (_, toml) = assets::below(path).next().unwrap();
        for (changed, instead, reason) in [
            (
                "field = \"service_fee\", ",
                "",
                "no column feeds service_fee",
            ),
            (
                "class = \"commission\"",
                "class = \"tips\"",
                "one of settled commission",
            ),
            (
                "[[count]]",
                "[[count]]\npart = \"more\"\nside = \"settled\"\nclass = \"tips\"\namount = \"gross_amount\"\non = \"settled_time\"\n[[count]]",
                "would count several times",
            ),
        ] {
            assert!(toml.contains(changed), "{changed}");
            let error = Format::parse(&toml.replacen(changed, instead, 1)).unwrap_err();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}
