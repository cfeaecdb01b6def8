//! Files for the real window: as many orders as wanted, refunds with another header, a locked bill.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

/// What opens the archive of [`lock_into`].
pub const PASSWORD: &str = "482913";

const ORDER_COLUMNS: &str = "创建时间,点击时间,商品信息,商品ID,掌柜旺旺,所属店铺,商品数,商品单价,订单状态,\
    订单类型,收入比率,分成比率,付款金额,效果预估,结算金额,预估收入,结算时间,佣金比率,佣金金额,补贴比率,\
    补贴金额,补贴类型,成交平台,第三方服务来源,订单编号,类目名称,来源媒体ID,来源媒体名称,广告位ID,广告位名称";

/// A file that lies in the repository, named from the root.
pub fn kept(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize();
    root.expect("the tests lie below the root").join(name)
}

/// Writes settled orders as the csv of the Taobao Alliance, each with a number of its own.
pub fn write_orders(path: &Path, rows: u32) {
    let mut text = format!("{ORDER_COLUMNS}\n");
    for number in 0..rows {
        writeln!(
            text,
            "2024-05-03 10:22:11,2024-05-03 10:20:00,示例商品,539000001,示例店主,示例店铺,1,100.00,\
             订单结算,天猫,10.00 %,100.00 %,100.00,10.00,100.00,10.00,2024-05-20 08:00:00,10.00 %,\
             10.00,0.00 %,0.00,--,无线,--,79{number:011},女装,30000001,示例媒体,100000001,推广位1"
        )
        .expect("writing to a string");
    }
    fs::write(path, text).expect("room on the disk");
}

/// An archive with a bill in it, locked as the sender of such bills does.
pub fn lock_into(path: &Path) {
    let bill = fs::read(kept("tests/samples/alipay_personal_app/bill.csv"));
    let locked = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, PASSWORD);
    let mut zip = ZipWriter::new(File::create(path).expect("a new file"));
    zip.start_file("bill.csv", locked).expect("an entry");
    zip.write_all(&bill.expect("a sample bill"))
        .expect("room on the disk");
    zip.finish().expect("a whole archive");
}
