//! The order file: Taobao Alliance's 31 columns, the same bytes every time.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use encoding_rs::GB18030;

const HEADER: &str = "创建时间,点击时间,商品信息,商品ID,掌柜旺旺,所属店铺,商品数,商品单价,订单状态,\
订单类型,收入比率,分成比率,付款金额,效果预估,结算金额,预估收入,结算时间,佣金比率,佣金金额,技术服务费比率,\
补贴比率,补贴金额,补贴类型,成交平台,第三方服务来源,订单编号,类目名称,来源媒体ID,来源媒体名称,广告位ID,广告位名称";

/// The file of that many rows, made when it is not there yet.
pub fn file(rows: u32) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    fs::create_dir_all(&target).expect("a folder for the file");
    let path = target.join(format!("orders-{rows}.csv"));
    if path.exists() {
        return path;
    }
    let draft = path.with_extension("draft");
    let mut out = BufWriter::new(File::create(&draft).expect("a new file"));
    write(&mut out, HEADER);
    let mut dice = Dice(0x5eed);
    for number in 0..rows {
        write(&mut out, &row(number, &mut dice));
    }
    out.flush().expect("room on the disk");
    fs::rename(draft, &path).expect("the file in its place");
    path
}

fn write(out: &mut impl Write, line: &str) {
    let (bytes, _, _) = GB18030.encode(line);
    out.write_all(&bytes).expect("room on the disk");
    out.write_all(b"\r\n").expect("room on the disk");
}

fn row(number: u32, dice: &mut Dice) -> String {
    let ordered = first_day() + TimeDelta::seconds(i64::from(number) * 31);
    let shop = dice.below(900) + 100;
    let zone = dice.below(40) + 10;
    let paid = dice.below(90_000) + 990;
    let rate = (dice.below(20) + 1) * 50;
    let commission = paid * rate / 10_000;
    let settles = dice.below(100) < 85;
    let settled = ordered + TimeDelta::days(i64::from(dice.below(12)) + 8);
    let (status, base, income, day) = match settles {
        true => (
            "订单结算",
            yuan(paid),
            yuan(commission),
            settled.to_string(),
        ),
        false => ("订单付款", yuan(0), yuan(0), String::new()),
    };
    let [paid, commission] = [paid, commission].map(yuan);
    let rate = format!("{}.{:02} %", rate / 100, rate % 100);
    let item = dice.below(90_000);
    format!(
        "{ordered},{ordered},夏季新款轻薄商品甲{item},53900000{item:05},店主{shop},店铺{shop},1,{paid},\
         {status},天猫,{rate},100.00 %,{paid},{commission},{base},{income},{day},{rate},{commission},\
         0.00 %,0.00 %,0.00,--,无线,--,19000{:012}{:03},女装,30000001,媒体甲,1000{zone:05},推广位{zone}",
        number / 3,
        number / 3 % 1000 * 7919 % 1000,
    )
}

fn yuan(fen: u32) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn first_day() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day");
    day.and_hms_opt(0, 0, 0).expect("midnight")
}

/// Numbers that only look like chance.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit)).expect("below the limit")
    }
}
