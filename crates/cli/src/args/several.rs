//! The commands on several reports.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What `gongkai report compare --help` teaches.
pub const COMPARE: &str = "\
举例：
  gongkai report compare 2022.docx 2023.pdf 2024.html
  gongkai report compare 2023.docx 2024.docx -o 比较.html     带分年柱状图的网页，可以打印
  gongkai report compare 2023.docx 2024.docx -o 比较.xlsx
各份报告按年度排列，与书写的先后无关；2019年格式和2021年格式可以一起比较，只有一种格式才有的
项目单列。空白、“/”、存疑的格没有数字，不当作零，不计算增减。前后相连的年度核对结转数和有效
件数。年报雷同（TEXT-COPIED）：去掉数字、标点和固定用语，比较两年文字中连续六个字的片段有多少
相同。

退出状态：
  0   没有错误
  1   有报告自相矛盾（有“错误”）；或者结果写不进文件
  2   有文件读不成年度报告（优先于 1），其余的照常比较
  64  用法不对";

/// What `gongkai report rollup --help` teaches.
pub const ROLLUP: &str = "\
举例：
  gongkai report rollup 某县年报
  gongkai report rollup 某县年报 --year 2023 -o 汇总.xlsx
  gongkai report rollup 某县年报 --tree 机关名单.csv -o 汇总.html
机关和上下级由文件夹看出：一个文件夹里只有一个机关的报告的，下级文件夹里的机关都属于它；
“2023”“2023年”这样的文件夹只是分年存放，不算一级。几个机关放在同一个文件夹的，互相并列；
与文件夹同名的一个是上级。也可以另写名单，用 --tree 指明：

  机关,上级,文件
  某县人民政府,,
  某县民政局,某县人民政府,
  某县档案馆,某县人民政府,其他/档案馆2023.docx

首行是各列的名称，“上级”“文件”可以不写；UTF-8、GBK 都可以。名单中的错误一次全部列出。
没有数字的格不当作零，每个合计都写明是几家的数字之和。读不成的文件列明原因，不影响其他
文件；链接不跟随，隐藏文件和临时文件略过，图片、压缩包等列为没有打开。同一机关上一年度的
报告也在时，核对结转数。

退出状态：
  0   各份报告都没有错误
  1   有报告自相矛盾（有“错误”）；或者命令没有办成（名单有误、文件夹打不开）
  2   有文件读不成年度报告（优先于 1），其余的照常汇总
  64  用法不对";

/// Comparing reports.
#[derive(Debug, Args)]
pub struct Compare {
    /// 两份以上的报告文件
    #[arg(required = true, num_args = 2.., value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 输出格式：text（不写时就是它）、html、xlsx、json；写了 -o 的，按文件名的后缀
    #[arg(long, value_enum, hide_possible_values = true, value_name = "格式")]
    pub format: Option<SheetFormat>,
    /// 写到哪个文件；不写时输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 文字相同程度达到百分之几算雷同（不写时为 80）
    #[arg(long, value_name = "百分数", value_parser = clap::value_parser!(u16).range(1..=100), default_value_t = 80, hide_default_value = true)]
    pub copied_from: u16,
}

/// Rolling reports up.
#[derive(Debug, Args)]
pub struct Rollup {
    /// 存放各机关报告的文件夹
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 机关名单（CSV）：机关、上级、文件
    #[arg(long, value_name = "名单.csv")]
    pub tree: Option<PathBuf>,
    /// 只汇总这一年度
    #[arg(long, value_name = "年", value_parser = clap::value_parser!(u16).range(1000..=9999))]
    pub year: Option<u16>,
    /// 同时读几个文件（不写时按处理器的个数）
    #[arg(long, value_name = "个数")]
    pub jobs: Option<NonZeroU16>,
    /// 输出格式：text（不写时就是它）、html、xlsx、json；写了 -o 的，按文件名的后缀
    #[arg(long, value_enum, hide_possible_values = true, value_name = "格式")]
    pub format: Option<SheetFormat>,
    /// 写到哪个文件；不写时输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// How a comparison or a roll-up is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// For a terminal.
    Text,
    /// A page that stands alone.
    Html,
    /// A workbook.
    Xlsx,
    /// For programs.
    Json,
}

impl SheetFormat {
    /// The form that a file's ending asks for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
