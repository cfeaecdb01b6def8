//! Who is in the sample: invented names, accounts that no platform would give out.
//!
//! Lin is clean; Zhou leaves commission out of his returns; He moves hers into a studio.

/// A Taobao ad zone and whose it is.
pub struct Zone {
    /// 广告位ID.
    pub id: &'static str,
    /// 广告位名称.
    pub name: &'static str,
    /// Handle of the party.
    pub party: &'static str,
}

/// Every zone of the agency's Taobao site.
pub const ZONES: &[Zone] = &[
    Zone {
        id: "900010001",
        name: "晚星的直播间",
        party: "lin",
    },
    Zone {
        id: "900010002",
        name: "周砚选品",
        party: "zhou",
    },
    Zone {
        id: "900010003",
        name: "小满好物",
        party: "he",
    },
    Zone {
        id: "900010004",
        name: "满满文化工作室",
        party: "he-studio",
    },
];

/// A creator on Douyin and whose account it is.
pub struct Creator {
    /// 抖音号.
    pub short_id: &'static str,
    /// 百应ID.
    pub buyin_id: &'static str,
    /// Open id.
    pub open_id: &'static str,
    /// Nickname.
    pub name: &'static str,
    /// Handle of the party.
    pub party: &'static str,
}

/// Every creator bound to the agency.
pub const CREATORS: &[Creator] = &[
    Creator {
        short_id: "wanxing_sample",
        buyin_id: "9000000000000000101",
        open_id: "sample-open-id-lin",
        name: "林晚星",
        party: "lin",
    },
    Creator {
        short_id: "zhouyan_sample",
        buyin_id: "9000000000000000102",
        open_id: "sample-open-id-zhou",
        name: "周砚选品",
        party: "zhou",
    },
    Creator {
        short_id: "xiaoman_sample",
        buyin_id: "9000000000000000103",
        open_id: "sample-open-id-he",
        name: "何小满",
        party: "he",
    },
];

/// A wallet, whose name is in its head, and whose it is.
pub struct Wallet {
    /// 支付宝账户.
    pub account: &'static str,
    /// Name in the head of the file.
    pub holder: &'static str,
    /// How the file is told apart from the others.
    pub label: &'static str,
    /// Handle of the party.
    pub party: &'static str,
}

/// Every wallet.
pub const WALLETS: &[Wallet] = &[
    Wallet {
        account: "wanxing@example.com",
        holder: "林晚星",
        label: "林晚星",
        party: "lin",
    },
    Wallet {
        account: "zhouyan@example.com",
        holder: "周砚",
        label: "周砚",
        party: "zhou",
    },
    Wallet {
        account: "xiaoman@example.com",
        holder: "何小满",
        label: "何小满",
        party: "he",
    },
    Wallet {
        account: "manman-studio@example.com",
        holder: "何小满",
        label: "满满文化工作室",
        party: "he-studio",
    },
];

/// The agency, which pays the streamers and withholds.
pub const AGENCY: &str = "澄光文化传媒有限公司";

/// The firm that pays Zhou what his returns leave out.
pub const SIDE_PAYER: &str = "青禾样例信息咨询有限公司";

/// 来源媒体ID and name of the agency's Taobao site.
pub const SITE: (&str, &str) = ("90000001", "澄光直播");

/// A product: title, category, price in fen, commission rate in hundredths of a percent, shop.
pub struct Product {
    /// 商品ID.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Category.
    pub category: &'static str,
    /// Price in fen.
    pub price: i64,
    /// Commission rate in hundredths of a percent.
    pub rate: i64,
    /// Shop.
    pub shop: &'static str,
}

/// Everything that is sold.
pub const PRODUCTS: &[Product] = &[
    product(
        "900000000101",
        "云感四件套 1.8 米",
        "床上用品",
        59_900,
        2_000,
        "云杉家纺样例店",
    ),
    product(
        "900000000102",
        "轻羽羽绒服 女款",
        "女装",
        129_900,
        1_800,
        "北屿服饰样例店",
    ),
    product(
        "900000000103",
        "玫瑰修护礼盒",
        "美容护肤",
        89_900,
        3_000,
        "木槿护肤样例店",
    ),
    product(
        "900000000104",
        "手冲咖啡套装",
        "咖啡器具",
        39_900,
        1_550,
        "拾光器物样例店",
    ),
    product(
        "900000000105",
        "真丝连衣裙",
        "女装",
        169_800,
        2_250,
        "北屿服饰样例店",
    ),
    product(
        "900000000106",
        "破壁料理机",
        "厨房电器",
        119_900,
        1_200,
        "暖灶电器样例店",
    ),
    product(
        "900000000107",
        "淡水珍珠项链",
        "饰品",
        268_000,
        2_800,
        "汀兰珠宝样例店",
    ),
    product(
        "900000000108",
        "儿童护眼台灯",
        "灯具",
        49_900,
        1_650,
        "拾光器物样例店",
    ),
    product(
        "900000000109",
        "扫地机器人",
        "生活电器",
        298_800,
        950,
        "暖灶电器样例店",
    ),
    product(
        "900000000110",
        "坚果礼盒 1.2 公斤",
        "零食",
        29_900,
        2_550,
        "山野食集样例店",
    ),
];

const fn product(
    id: &'static str,
    title: &'static str,
    category: &'static str,
    price: i64,
    rate: i64,
    shop: &'static str,
) -> Product {
    Product {
        id,
        title,
        category,
        price,
        rate,
        shop,
    }
}
