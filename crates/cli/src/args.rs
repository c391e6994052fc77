//! The command line as typed values; every word a user reads here is Chinese.

mod several;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use typeset::FileKind;

pub use several::{Compare, Rollup, SheetFormat};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

const EXIT_STATUSES: &str = "\
退出状态：
  0   完成；检查没有发现错误
  1   检查发现错误；或者命令没有办成（--format json 时输出 {\"refusal\": …}，说明原因）
  2   有文件读不成年度报告（优先于 1）
  64  用法不对";

/// 政府信息公开工作全年办理：登记、期限、答复、年度报告。
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    about = "公开：政府信息公开工作全年办理——登记申请、计算期限、作出答复、编制年度报告。",
    help_template = TEMPLATE,
    after_help = EXIT_STATUSES,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "通用选项"
)]
pub struct Cli {
    /// 以这一天为“今天”（如 2026-11-23）；不写时取本机日期（北京时间）
    #[arg(long, global = true, value_name = "日期", value_parser = date)]
    pub today: Option<Date>,
    /// 显示帮助
    #[arg(short = 'h', long, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can be asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 生成演示机关的数据（文件夹必须是空的）
    #[command(help_template = TEMPLATE)]
    Demo(Demo),
    /// 启动办理页面
    #[command(help_template = TEMPLATE, after_help = "举例：
  gongkai serve --data 数据文件夹
  gongkai serve --data 数据文件夹 --listen 0.0.0.0:8080    （前面要有带证书的反向代理）
主密钥文件用环境变量 GONGKAI_MASTER_KEY_FILE 指明；用 Ctrl+C 停止，正在办理的请求会先办完。")]
    Serve(Serve),
    /// 年度报告：读取、检查、编制、排版、比较、汇总
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Report {
        #[command(subcommand)]
        command: Report,
    },
    /// 计算答复期限，或者从某日起数若干个工作日
    #[command(help_template = TEMPLATE, after_help = "举例：
  gongkai deadline --received 2026-03-02 --pause 2026-03-09..2026-03-27
  gongkai deadline --received 2026-04-01 --corrected 2026-04-20 --extend 20 --format json
  gongkai deadline --from 2026-09-30 --days 15
不计入期限的起止：自征求意见函发出之日（不含）起，至收到意见之日（含）止；重叠的合并计算。")]
    Deadline(Deadline),
    /// 列出答复种类：依据、年报行次、救济途径、应当具备的证据
    #[command(help_template = TEMPLATE, after_help = "举例：
  gongkai outcome N5
  gongkai outcome P1 --decided 2026-07-01 --withheld-ground 15")]
    Outcome(Outcome),
    /// 计算信息处理费（按件或者按量，二者只能选一）
    #[command(help_template = TEMPLATE, after_help = "举例：
  gongkai fee --items 31     同一申请人一个自然月内 31 件
  gongkai fee --pages 68     一件申请提供 68 页")]
    Fee(Fee),
    /// 核对事件链：有一个字节被改动就指出是哪一个事件
    #[command(help_template = TEMPLATE)]
    Verify(Kept),
    /// 由事件重新生成全部台账（不改动事件）
    #[command(help_template = TEMPLATE)]
    Rebuild(Kept),
    /// 把数据库升级到本程序的版本（PostgreSQL 只在此时升级）
    #[command(help_template = TEMPLATE)]
    Migrate(Kept),
    /// 在线备份到一个空文件夹（主密钥不在其中，请另行保管）
    #[command(help_template = TEMPLATE)]
    Backup(Backup),
    /// 工作日历：导入国务院办公厅放假通知
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Calendar {
        #[command(subcommand)]
        command: Calendar,
    },
    /// 机关：建立
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Organ {
        #[command(subcommand)]
        command: Organ,
    },
    /// 用户：增加、列出、停用、恢复、重置口令
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    User {
        #[command(subcommand)]
        command: User,
    },
    /// 主密钥：新造一把
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Key {
        #[command(subcommand)]
        command: Key,
    },
    /// 在单独的进程中读取文件（由本程序自行启动）
    #[command(name = crate::apart::COMMAND, hide = true, help_template = TEMPLATE)]
    ReadApart,
}

/// Where the record is kept.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// 数据文件夹（SQLite 数据库和文件都在其中）
    #[arg(long, value_name = "文件夹", conflicts_with_all = ["database", "files"], required_unless_present = "database")]
    pub data: Option<PathBuf>,
    /// PostgreSQL 数据库地址（postgres://…）
    #[arg(long, value_name = "地址", requires = "files")]
    pub database: Option<String>,
    /// 文件存放处：文件夹，或 s3://桶/前缀
    #[arg(long, value_name = "位置", requires = "database")]
    pub files: Option<String>,
}

/// A command that needs only the record.
#[derive(Debug, Args)]
pub struct Kept {
    #[command(flatten)]
    pub place: Place,
    /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
    #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub place: Place,
    /// 只生成数据，不启动服务
    #[arg(long)]
    pub no_serve: bool,
    /// 在哪个地址提供办理页面（不写时为 127.0.0.1:8080）
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8080", hide_default_value = true)]
    pub listen: SocketAddr,
    /// 字体文件夹（先于系统字体；也可用环境变量 GONGKAI_FONTS）
    #[arg(long, value_name = "文件夹", env = "GONGKAI_FONTS", hide_env = true)]
    pub fonts: Option<PathBuf>,
}

/// Serving the pages.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    /// 在哪个地址提供办理页面（不写时为 127.0.0.1:8080）
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8080", hide_default_value = true)]
    pub listen: SocketAddr,
    /// 字体文件夹（先于系统字体；也可用环境变量 GONGKAI_FONTS）
    #[arg(long, value_name = "文件夹", env = "GONGKAI_FONTS", hide_env = true)]
    pub fonts: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    pub place: Place,
    /// 备份到哪个文件夹（必须是空的，或者还不存在）
    #[arg(long, value_name = "文件夹")]
    pub to: PathBuf,
}

/// What can be done with annual reports.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// 读取报告文件，列出其中的数字
    #[command(help_template = TEMPLATE)]
    Read {
        /// 报告文件（txt、md、html、docx、doc、xlsx、xls、pdf、ofd、json）
        #[arg(required = true, value_name = "文件")]
        files: Vec<PathBuf>,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
        /// 同时给出每个数字的出处
        #[arg(long)]
        sources: bool,
    },
    /// 检查报告的勾稽关系
    #[command(help_template = TEMPLATE)]
    Check {
        /// 报告文件
        #[arg(required = true, value_name = "文件")]
        files: Vec<PathBuf>,
        /// 上一年度的报告，用来核对结转数
        #[arg(long, value_name = "文件")]
        previous: Option<PathBuf>,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
    /// 由台账编制年度报告，或任一时段的数字
    #[command(help_template = TEMPLATE)]
    Compile {
        #[command(flatten)]
        place: Place,
        /// 机关代码；只有一个机关时可以不写
        #[arg(long, value_name = "代码")]
        organ: Option<String>,
        /// 年度
        #[arg(long, value_name = "年", conflicts_with_all = ["from", "to"], allow_negative_numbers = true, required_unless_present_any = ["from", "to"])]
        year: Option<i16>,
        /// 时段起始日（含）
        #[arg(long, value_name = "日期", requires = "to", value_parser = date)]
        from: Option<Date>,
        /// 时段截止日（含）
        #[arg(long, value_name = "日期", requires = "from", value_parser = date)]
        to: Option<Date>,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
        /// 同时列出每个数字背后的申请
        #[arg(long)]
        cases: bool,
    },
    /// 把报告排成公文：docx、pdf、html、xlsx、txt
    #[command(help_template = TEMPLATE)]
    Render {
        /// 报告（JSON）
        #[arg(value_name = "报告.json")]
        report: PathBuf,
        /// 排成哪种格式：docx、pdf、html、xlsx、txt
        #[arg(long, value_parser = file_kind(), hide_possible_values = true, value_name = "格式")]
        to: FileKind,
        /// 写到哪个文件
        #[arg(short, long, value_name = "文件")]
        output: PathBuf,
        /// 字体文件夹（先于系统字体；也可用环境变量 GONGKAI_FONTS）
        #[arg(long, value_name = "文件夹", env = "GONGKAI_FONTS", hide_env = true)]
        fonts: Option<PathBuf>,
    },
    /// 比较同一机关几个年度的报告
    #[command(help_template = TEMPLATE, after_help = several::COMPARE)]
    Compare(Compare),
    /// 汇总一个文件夹里各机关的报告：合计、缺报、上下级核对、问题
    #[command(help_template = TEMPLATE, after_help = several::ROLLUP)]
    Rollup(Rollup),
    /// 列出检查规则
    #[command(help_template = TEMPLATE)]
    Rules {
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
}

#[derive(Debug, Args)]
pub struct Deadline {
    /// 收到申请之日
    #[arg(long, value_name = "日期", value_parser = date, required_unless_present_any = ["from", "days"], conflicts_with = "from")]
    pub received: Option<Date>,
    /// 收到补正后申请之日：期限重新起算
    #[arg(long, value_name = "日期", value_parser = date, conflicts_with = "from")]
    pub corrected: Option<Date>,
    /// 不计入期限的一段，起..止（可以写多次）
    #[arg(long, value_name = "起..止", value_parser = span, conflicts_with = "from")]
    pub pause: Vec<(Date, Date)>,
    /// 延期的工作日数（最多 20），属于最后一段期限
    #[arg(long, value_name = "工作日", conflicts_with = "from", allow_negative_numbers = true)]
    pub extend: Option<u32>,
    /// 缴清信息处理费之日：自次日起重新起算
    #[arg(long, value_name = "日期", value_parser = date, conflicts_with = "from")]
    pub fee_paid: Option<Date>,
    /// 从这一天起数（当日不计）
    #[arg(long, value_name = "日期", value_parser = date, requires = "days")]
    pub from: Option<Date>,
    /// 数多少个工作日
    #[arg(long, value_name = "个数", requires = "from", allow_negative_numbers = true)]
    pub days: Option<u32>,
    /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
    #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Outcome {
    /// 答复种类代码，如 G2、P1、N5；不写时全部列出
    #[arg(value_name = "代码")]
    pub code: Option<String>,
    /// 作出决定之日，决定适用哪一版规定；不写时为今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub decided: Option<Date>,
    /// 不予公开部分依据条例第几条（14、15、16），对部分公开有影响
    #[arg(long, value_name = "条", hide_possible_values = true, value_parser = ["14", "15", "16"])]
    pub withheld_ground: Vec<String>,
    /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
    #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
    pub format: Format,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false, id = "standard")]
pub struct FeeStandard {
    /// 按件：同一申请人在一个自然月内的申请件数
    #[arg(long, value_name = "件数", allow_negative_numbers = true)]
    pub items: Option<u32>,
    /// 按量：一件申请提供的页数（A4 及以下幅面单面为一页）
    #[arg(long, value_name = "页数", allow_negative_numbers = true)]
    pub pages: Option<u32>,
}

#[derive(Debug, Args)]
pub struct Fee {
    #[command(flatten)]
    pub standard: FeeStandard,
    /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
    #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
    pub format: Format,
}

/// What can be done with the calendar.
#[derive(Debug, Subcommand)]
pub enum Calendar {
    /// 导入一个年度的放假通知（JSON）
    #[command(help_template = TEMPLATE)]
    Import {
        /// 通知文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
}

/// What can be done with organs.
#[derive(Debug, Subcommand)]
pub enum Organ {
    /// 建立一个机关；数据文件夹还没有时一并建立
    #[command(help_template = TEMPLATE)]
    Found {
        #[command(flatten)]
        place: Place,
        /// 机关代码（字母、数字和连字符），以后不能改
        #[arg(value_name = "代码")]
        code: String,
        /// 机关全称
        #[arg(long, value_name = "名称")]
        name: String,
        /// 机关代字，用于编号
        #[arg(long, value_name = "代字")]
        short: String,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// 增加一个用户；口令从标准输入读一行
    #[command(help_template = TEMPLATE)]
    Add {
        #[command(flatten)]
        place: Place,
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
        /// 姓名或岗位名称
        #[arg(long, value_name = "姓名")]
        name: String,
        /// 角色（可以写多次）：officer 经办、handler 处室承办、reviewer 审核、head 工作机构负责人、leader 领导、editor 年报编制、supervisor 主管、admin 管理员
        #[arg(long, value_name = "角色", required = true)]
        role: Vec<String>,
        /// 机关代码；只有一个机关时可以不写
        #[arg(long, value_name = "代码")]
        organ: Option<String>,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
    /// 重置一个用户的口令；新口令从标准输入读一行，该用户已有的登录一律退出
    #[command(help_template = TEMPLATE)]
    Password(Whose),
    /// 停用一个用户：不能再登录，已有的登录一律退出
    #[command(help_template = TEMPLATE)]
    Close(Whose),
    /// 恢复一个停用的用户，口令和角色照旧
    #[command(help_template = TEMPLATE)]
    Reopen(Whose),
    /// 列出全部用户
    #[command(help_template = TEMPLATE)]
    List {
        #[command(flatten)]
        place: Place,
        /// 机关代码；只有一个机关时可以不写
        #[arg(long, value_name = "代码")]
        organ: Option<String>,
        /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
        #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
        format: Format,
    },
}

/// A command on one account.
#[derive(Debug, Args)]
pub struct Whose {
    #[command(flatten)]
    pub place: Place,
    /// 登录名
    #[arg(value_name = "登录名")]
    pub login: String,
    /// 理由，记入记录
    #[arg(long, value_name = "理由")]
    pub reason: Option<String>,
    /// 机关代码；只有一个机关时可以不写
    #[arg(long, value_name = "代码")]
    pub organ: Option<String>,
    /// 输出格式：text 供人阅读（不写时就是它），json 供程序使用
    #[arg(long, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text, value_name = "格式")]
    pub format: Format,
}

/// What can be done with the master key.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// 新造一把主密钥，写进一个还不存在的文件（只有本用户可读）
    #[command(help_template = TEMPLATE, after_help = "举例：
  gongkai key new /etc/gongkai/master.key
所有个人信息都靠主密钥打开：请另存一份，与数据库、备份分开保管；丢失后无法恢复。")]
    New {
        /// 主密钥文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
}

/// How a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The kinds of files a report can be rendered to.
fn file_kind() -> impl TypedValueParser<Value = FileKind> {
    let words = PossibleValuesParser::new(FileKind::ALL.map(FileKind::extension));
    words.try_map(|word| FileKind::parse(&word).ok_or_else(|| format!("没有“{word}”这种格式")))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("“{text}”不是日期，请写成 2026-11-23 的样子"))
}

fn span(text: &str) -> Result<(Date, Date), String> {
    let (start, end) =
        text.split_once("..").ok_or_else(|| format!("“{text}”不是一段日期，请写成 2026-03-09..2026-03-27 的样子"))?;
    Ok((date(start)?, date(end)?))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together_and_teaches_in_chinese() {
        fn walk(command: &mut clap::Command) {
            // The words are put into Chinese after the lines are broken, so none of them may be broken itself.
            let mut narrow = command.clone().term_width(60);
            let help = crate::usage::in_chinese(&narrow.render_long_help().to_string());
            for english in ["Usage", "ption", "OPTION", "ommand", "rguments", "Print", "ossible", "default", "env"] {
                assert!(!help.contains(english), "{} --help says {english}:\n{help}", command.get_name());
            }
            for sub in command.get_subcommands_mut() {
                walk(sub);
            }
        }
        let mut command = Cli::command();
        command.clone().debug_assert();
        command.build();
        walk(&mut command);
    }
}
