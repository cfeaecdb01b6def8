//! Files of the Taobao Alliance that name no account: the older order detail, and Ruyitou.

use super::files::{Order, csv};

const OLDER_COLUMNS: &str = "创建时间,商品信息,商品数,商品单价,订单状态,收入比率,付款金额,效果预估,\
    结算金额,预估收入,成交平台,所属店铺,结算时间,补贴金额,补贴类型,补贴比率,商品ID,订单编号,分成比率,\
    第三方服务来源";

const RUYITOU_COLUMNS: &str = "创建时间,订单编号,订单状态,效果预估,结算时间,预估收入,成交平台";

const ORDERED_AT: &str = "2024-05-03 10:22:11";

/// Orders in the layout of 2014.
pub(super) fn older(orders: &[Order<'_>]) -> Vec<u8> {
    let row = |order: &Order<'_>| {
        let cells = [
            ORDERED_AT,
            "商品甲",
            "1",
            "100.00",
            order.status,
            "10.00 %",
            "100.00",
            order.estimate,
            "100.00",
            order.income,
            "无线",
            "店铺甲",
            order.settled_at,
            "0.00",
            "--",
            "0.00 %",
            order.product,
            order.number,
            "100.00 %",
            "--",
        ];
        cells.map(str::to_owned).to_vec()
    };
    csv(OLDER_COLUMNS, orders.iter().map(row))
}

/// Orders in the layout of Ruyitou, which tells no items.
pub(super) fn ruyitou(orders: &[Order<'_>]) -> Vec<u8> {
    let row = |order: &Order<'_>| {
        let cells = [
            ORDERED_AT,
            order.number,
            order.status,
            order.estimate,
            order.settled_at,
            order.income,
            "无线",
        ];
        cells.map(str::to_owned).to_vec()
    };
    csv(RUYITOU_COLUMNS, orders.iter().map(row))
}
