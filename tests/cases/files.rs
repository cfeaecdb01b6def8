//! Exports written by the tests: the columns of the platform, invented orders.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const ORDER_COLUMNS: &str = "创建时间,点击时间,商品信息,商品ID,掌柜旺旺,所属店铺,商品数,商品单价,\
    订单状态,订单类型,收入比率,分成比率,付款金额,效果预估,结算金额,预估收入,结算时间,佣金比率,\
    佣金金额,补贴比率,补贴金额,补贴类型,成交平台,第三方服务来源,订单编号,类目名称,来源媒体ID,\
    来源媒体名称,广告位ID,广告位名称";

const REFUND_COLUMNS: &str = "淘宝父订单编号,淘宝子订单编号,维权退款金额,应返商家金额,维权状态,\
    订单结算时间,维权创建时间,维权完成时间";

/// An order of the Taobao Alliance.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) number: &'a str,
    pub(super) product: &'a str,
    pub(super) status: &'a str,
    pub(super) settled_at: &'a str,
    pub(super) estimate: &'a str,
    pub(super) income: &'a str,
    pub(super) zone: &'a str,
}

/// An order of 3 May 2024, settled on 20 May with a commission of 10.00.
pub(super) const ORDER: Order<'static> = Order {
    number: "7900000000001",
    product: "5390000000001",
    status: "订单结算",
    settled_at: "2024-05-20 08:00:00",
    estimate: "10.00",
    income: "10.00",
    zone: "100000001",
};

/// The same order before it was settled.
pub(super) const PAID: Order<'static> = Order {
    status: "订单付款",
    settled_at: "--",
    income: "0.00",
    ..ORDER
};

/// The same order after it came to nothing.
pub(super) const VOID: Order<'static> = Order {
    status: "订单失效",
    settled_at: "--",
    income: "0.00",
    ..ORDER
};

/// The same order settled once more, a month later.
pub(super) const SETTLED_AGAIN: Order<'static> = Order {
    settled_at: "2024-06-20 08:00:00",
    income: "4.00",
    ..ORDER
};

impl Order<'_> {
    fn cells(&self) -> Vec<String> {
        let at = "2024-05-03 10:22:11";
        [
            at,
            at,
            "商品甲",
            self.product,
            "店主甲",
            "店铺甲",
            "1",
            "100.00",
            self.status,
            "天猫",
            "10.00 %",
            "100.00 %",
            "100.00",
            self.estimate,
            "100.00",
            self.income,
            self.settled_at,
            "10.00 %",
            "10.00",
            "0.00 %",
            "0.00",
            "--",
            "无线",
            "--",
            self.number,
            "女装",
            "30000001",
            "媒体甲",
            self.zone,
            "推广位1",
        ]
        .map(str::to_owned)
        .to_vec()
    }
}

fn columns(line: &str) -> Vec<String> {
    line.split(',').map(|name| name.trim().to_owned()).collect()
}

pub(super) fn csv(header: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut text = columns(header).join(",") + "\n";
    for row in rows {
        text += &(row.join(",") + "\n");
    }
    text.into_bytes()
}

/// Orders as the csv of the Taobao Alliance.
pub(super) fn orders(orders: &[Order<'_>]) -> Vec<u8> {
    csv(ORDER_COLUMNS, orders.iter().map(Order::cells))
}

/// The same orders as a workbook, every cell a text.
pub(super) fn orders_as_xlsx(orders: &[Order<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = orders.iter().map(Order::cells);
    let rows = std::iter::once(columns(ORDER_COLUMNS)).chain(rows);
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A refund case of an order, granted on this day, that takes this much commission back.
pub(super) fn refund(order: &str, day: &str, clawback: &str) -> Vec<u8> {
    let row = [
        order,
        "7900000000101",
        "100.00",
        clawback,
        "维权成功",
        "2024-05-20 08:00:00",
        &format!("{day} 09:00:00"),
        &format!("{day} 10:00:00"),
    ];
    let row = row.map(str::to_owned).to_vec();
    csv(REFUND_COLUMNS, [row])
}

/// An order of the Douyin interface, amounts in fen.
#[derive(Clone, Copy)]
pub(super) struct Live<'a> {
    pub(super) number: &'a str,
    pub(super) status: &'a str,
    pub(super) settled_on: &'a str,
    pub(super) commission: u32,
    pub(super) agency_share: u32,
    pub(super) updated_at: &'a str,
}

/// An order of May 2024, settled on 20 May with a commission of 27.04.
pub(super) const SETTLED: Live<'static> = Live {
    number: "6919000000000000001",
    status: "SETTLE",
    settled_on: "2024-05-20",
    commission: 2_704,
    agency_share: 676,
    updated_at: "2024-05-20 03:00:01",
};

impl Live<'_> {
    fn element(&self) -> Value {
        let settled = match self.settled_on {
            "" => String::new(),
            day => format!("{day} 03:00:00"),
        };
        json!({
            "order_id": self.number, "product_id": "3500000000000000001", "product_name": "商品甲",
            "author_account": "某某直播间", "author_openid": "open-abc_01",
            "author_short_id": "streamer01", "author_buyin_id": "7000000000000000011",
            "shop_id": 900_001, "shop_name": "店铺甲", "total_pay_amount": 16_900,
            "settled_goods_amount": 16_900, "commission_rate": 2_000,
            "estimated_commission": 9_999, "real_commission": self.commission,
            "shop_real_commission": 3_380, "alliance_split_rate": 2_000,
            "institution_commission": self.agency_share, "tech_service_fee_rate": 1_000,
            "settled_tech_service_fee": 338, "flow_point": self.status,
            "pay_success_time": "2024-05-02 20:15:00", "settle_time": settled,
            "refund_time": "", "update_time": self.updated_at,
        })
    }
}

/// Orders as one answer of the Douyin interface.
pub(super) fn live(orders: &[Live<'_>]) -> Vec<u8> {
    let orders: Vec<_> = orders.iter().map(Live::element).collect();
    json!({ "code": 10_000, "data": { "orders": orders } })
        .to_string()
        .into_bytes()
}

/// A personal tax record of one payment of May 2024; the name is left out when empty.
pub(super) fn tax_record(name: &str) -> Vec<u8> {
    let head = match name {
        "" => String::new(),
        name => format!("纳税人姓名：{name},,,,\n"),
    };
    let table = "扣缴义务人,税款所属期,所得项目,收入,已申报税额\n\
                 某某文化传媒有限公司,2024-05,劳务报酬所得,1000.00,40.00\n";
    (head + table).into_bytes()
}

/// The bill of an Alipay wallet with one receipt of 100.00 for goods: its status, what of it was
/// given back, and when it last changed.
pub(super) fn receipt(status: &str, given_back: &str, changed_at: &str) -> Vec<u8> {
    format!(
        "账号:[streamer@example.invalid]\n交易号,商家订单号,交易创建时间,付款时间,最近修改时间,\
         交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,\
         备注,资金状态\n2024052622001400000000000001,M0002,2024-05-26 18:30:00,\
         2024-05-26 18:31:00,{changed_at},,,某某商行,货款,100.00,收入,{status},0.00,{given_back},,已收入\n"
    )
    .into_bytes()
}

/// The wallet of these bills as the account of Li.
pub(super) const WALLET: &str =
    "\n[[account]]\nplatform = \"alipay\"\nid = \"streamer@example.invalid\"\nparty = \"li\"\n";

/// The same receipt in the bill of the phone.
pub(super) fn on_the_phone(status: &str) -> Vec<u8> {
    format!(
        "支付宝账户：streamer@example.invalid\n交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,\
         收/付款方式,交易状态,交易订单号,商家订单号,备注,\n2024-05-26 18:30:00,其他,某某商行,/,货款,收入,\
         100.00,余额,{status},2024052622001400000000000001,M0002,,\n"
    )
    .into_bytes()
}
