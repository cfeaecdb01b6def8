//! Rows as platforms, wallets and people print them: the columns of each layout and the cells of a row.
//! No cell holds a comma.

use serde_json::{Value, json};

use crate::sample::ledger::yuan;

/// Columns of the Taobao Alliance's orders.
pub const ORDERS: &str = "创建时间,点击时间,商品信息,商品ID,掌柜旺旺,所属店铺,商品数,商品单价,订单状态,\
    订单类型,收入比率,分成比率,付款金额,效果预估,结算金额,预估收入,结算时间,佣金比率,佣金金额,补贴比率,补贴金额,\
    补贴类型,成交平台,第三方服务来源,订单编号,类目名称,来源媒体ID,来源媒体名称,广告位ID,广告位名称";
/// Columns of its refund cases.
pub const REFUNDS: &str = "淘宝父订单编号,淘宝子订单编号,维权退款金额,应返商家金额,维权状态,订单结算时间,\
    维权创建时间,维权完成时间";
/// Columns of a wallet's bill.
pub const RECEIPTS: &str = "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,\
    金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态";
/// Columns of a shop's orders.
pub const SALES: &str = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,订单应付金额,运费,收件人,\
    收件人手机号,省,市,区,街道,详细地址,订单提交时间,支付完成时间,订单状态,售后状态,达人ID,达人昵称,达人优惠,广告渠道";
/// Columns of a person's tax detail.
pub const PAYMENTS: &str = "所得项目,扣缴义务人,税款所属期,收入,已申报税额";
/// Columns of the lines of invoices.
pub const INVOICES: &str = "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,\
    税收分类编码,特定业务类型,货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,\
    发票状态,是否正数发票,发票风险等级,开票人,备注";

/// An order of the Taobao Alliance: the buyer paid five times the commission.
pub struct Order<'a> {
    /// Its number.
    pub number: &'a str,
    /// Day of the order.
    pub ordered_on: &'a str,
    /// Day of the settlement; nothing while it is on its way.
    pub settled_on: Option<&'a str>,
    /// Commission, in fen: an estimate as long as it is not settled.
    pub commission: i64,
    /// Ad zone.
    pub zone: &'a str,
}

impl Order<'_> {
    /// Its row.
    pub fn row(&self) -> String {
        let Order {
            number,
            ordered_on,
            zone,
            ..
        } = self;
        let (paid, commission) = (yuan(5 * self.commission), yuan(self.commission));
        let (status, settled_at, settled) = match self.settled_on {
            Some(day) => ("订单结算", format!("{day} 20:00:00"), commission.as_str()),
            None => ("订单付款", "--".to_owned(), "0.00"),
        };
        format!(
            "{ordered_on} 10:22:11,{ordered_on} 10:22:11,商品甲,5390000000001,店主甲,店铺甲,1,{paid},{status},天猫,\
             20.00 %,100.00 %,{paid},{commission},{paid},{settled},{settled_at},20.00 %,{settled},0.00 %,0.00,--,无线,\
             --,{number},女装,30000001,媒体甲,{zone},推广位1"
        )
    }
}

/// A refund case of an order, granted on a day.
pub fn refund(order: &str, day: &str, refunded: i64, clawback: i64) -> String {
    let (refunded, clawback) = (yuan(refunded), yuan(clawback));
    format!(
        "{order},{order}1,{refunded},{clawback},维权成功,2024-01-20 08:00:00,{day} 09:00:00,{day} 10:00:00"
    )
}

/// An order of the Douyin interface, with what the creator, the agency and the platform get of it.
pub fn stream(number: &str, creator: &str, day: &str, [commission, share, fee]: [i64; 3]) -> Value {
    json!({
        "order_id": number, "product_id": "3500000000000000001", "product_name": "商品甲",
        "author_account": "某某直播间", "author_openid": "", "author_short_id": creator,
        "author_buyin_id": "", "shop_id": 900_001, "shop_name": "店铺甲",
        "total_pay_amount": 10 * commission, "settled_goods_amount": 10 * commission,
        "commission_rate": 2_000, "estimated_commission": commission, "real_commission": commission,
        "shop_real_commission": commission + share + fee, "alliance_split_rate": 2_000,
        "institution_commission": share, "tech_service_fee_rate": 1_000,
        "settled_tech_service_fee": fee, "flow_point": "SETTLE",
        "pay_success_time": format!("{day} 09:15:00"), "settle_time": format!("{day} 13:00:00"),
        "refund_time": "", "update_time": format!("{day} 13:00:01"),
    })
}

/// Money that arrived in a wallet.
pub fn receipt(number: u64, day: &str, fen: i64, memo: &str) -> String {
    let (date, amount) = (day.replace('-', ""), yuan(fen));
    format!(
        "{date}2200{number:016},,{day} 18:30:00,{day} 18:30:00,{day} 18:30:00,其他,即时到账交易,某某科技有限公司,\
         {memo},{amount},收入,交易成功,0.00,0.00,,已收入"
    )
}

/// A payment on which tax was withheld.
pub fn payment(month: &str, income: i64, tax: i64) -> String {
    let (income, tax) = (yuan(income), yuan(tax));
    format!("劳务报酬所得,某某文化传媒有限公司,{month},{income},{tax}")
}

/// An order of a shop: buyer and address by number, and whether it came to nothing.
pub fn sale(
    number: u64,
    creator: &str,
    day: &str,
    [buyer, address]: [i64; 2],
    fen: i64,
    is_void: bool,
) -> String {
    let amount = yuan(fen);
    let status = if is_void { "已关闭" } else { "已完成" };
    format!(
        "695{number:016},695{number:016},商品甲,红色,1,3810000000000000090,A-1,{amount},0.00,某某,9000{buyer:07},\
         某省,某市,某区,某街道,某路{address}号,{day} 21:25:25,{day} 21:25:25,{status},无售后,{creator},某某直播间,0.00,-"
    )
}

/// A line of an invoice: number and name of the seller, and net of 1 % of tax.
pub fn invoice(
    number: u64,
    [seller_id, seller]: [&str; 2],
    buyer: &str,
    day: &str,
    net: i64,
) -> String {
    let (tax, gross) = (yuan(net / 100), yuan(net + net / 100));
    let net = yuan(net);
    format!(
        "1,,,2444{number:016},{seller_id},{seller},,{buyer},{day} 10:00:00,3040303000000000000,,*现代服务*推广服务费,,\
         次,1,{net},{net},1%,{tax},{gross},电子发票服务平台,数电发票（普通发票）,正常,是,正常,某某,"
    )
}
