//! The blocks, rows and columns of table two (proactive disclosure), with their printed labels in both forms.

use super::Form;

/// A row of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// 规章.
    Regulations,
    /// 行政规范性文件 (2019: 规范性文件).
    NormativeDocuments,
    /// 行政许可.
    Licences,
    /// 其他对外管理服务事项 (2019 only).
    OtherServices,
    /// 行政处罚.
    Penalties,
    /// 行政强制.
    Compulsions,
    /// 行政事业性收费.
    Fees,
    /// 政府集中采购 (2019 only).
    Procurement,
}

/// A column of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 本年制发件数.
    Made,
    /// 本年废止件数.
    Repealed,
    /// 现行有效件数.
    InForce,
    /// 本年新制作数量 (2019).
    NewlyMade,
    /// 本年新公开数量 (2019).
    NewlyDisclosed,
    /// 对外公开总数量 (2019).
    TotalDisclosed,
    /// 上一年项目数量 (2019).
    PreviousItems,
    /// 本年增/减 (2019); the one count that may be negative.
    Change,
    /// 本年处理决定数量 (2019: 处理决定数量).
    Decisions,
    /// 采购项目数量 (2019).
    Items,
    /// 本年收费金额 or 采购总金额, in 万元.
    Amount,
}

/// A block of table two: one item of article 20 of the Regulations, with its own heading line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// 第二十条第（一）项.
    One,
    /// 第二十条第（五）项.
    Five,
    /// 第二十条第（六）项.
    Six,
    /// 第二十条第（八）项.
    Eight,
    /// 第二十条第（九）项 (2019 only).
    Nine,
}

impl Item {
    /// The blocks of a form in order.
    pub const fn of(form: Form) -> &'static [Self] {
        match form {
            Form::F2019 => &[Self::One, Self::Five, Self::Six, Self::Eight, Self::Nine],
            Form::F2021 => &[Self::One, Self::Five, Self::Six, Self::Eight],
        }
    }

    /// Its heading as the form prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::One => "第二十条第（一）项",
            Self::Five => "第二十条第（五）项",
            Self::Six => "第二十条第（六）项",
            Self::Eight => "第二十条第（八）项",
            Self::Nine => "第二十条第（九）项",
        }
    }

    /// Its rows in a form, in order.
    pub const fn subjects(self, form: Form) -> &'static [Subject] {
        match (self, form) {
            (Self::One, _) => &[Subject::Regulations, Subject::NormativeDocuments],
            (Self::Five, Form::F2019) => &[Subject::Licences, Subject::OtherServices],
            (Self::Five, Form::F2021) => &[Subject::Licences],
            (Self::Six, _) => &[Subject::Penalties, Subject::Compulsions],
            (Self::Eight, _) => &[Subject::Fees],
            (Self::Nine, Form::F2019) => &[Subject::Procurement],
            (Self::Nine, Form::F2021) => &[],
        }
    }
}

impl Subject {
    /// How many rows there are over both forms.
    pub const COUNT: usize = 8;

    /// Every row of both forms in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Regulations,
        Self::NormativeDocuments,
        Self::Licences,
        Self::OtherServices,
        Self::Penalties,
        Self::Compulsions,
        Self::Fees,
        Self::Procurement,
    ];

    /// The rows of a form in order.
    pub const fn of(form: Form) -> &'static [Self] {
        match form {
            Form::F2019 => &Self::ALL,
            Form::F2021 => &[
                Self::Regulations,
                Self::NormativeDocuments,
                Self::Licences,
                Self::Penalties,
                Self::Compulsions,
                Self::Fees,
            ],
        }
    }

    /// Its columns in a form, in order; empty when the form has no such row.
    pub const fn measures(self, form: Form) -> &'static [Measure] {
        use Measure::{
            Amount, Change, Decisions, InForce, Items, Made, NewlyDisclosed, NewlyMade, PreviousItems, Repealed,
            TotalDisclosed,
        };
        match (self, form) {
            (Self::Regulations | Self::NormativeDocuments, Form::F2021) => &[Made, Repealed, InForce],
            (Self::Regulations | Self::NormativeDocuments, Form::F2019) => &[NewlyMade, NewlyDisclosed, TotalDisclosed],
            (Self::Licences | Self::Penalties | Self::Compulsions, Form::F2021) => &[Decisions],
            (Self::Licences | Self::OtherServices | Self::Penalties | Self::Compulsions, Form::F2019) => {
                &[PreviousItems, Change, Decisions]
            }
            (Self::Fees, Form::F2021) => &[Amount],
            (Self::Fees, Form::F2019) => &[PreviousItems, Change],
            (Self::Procurement, Form::F2019) => &[Items, Amount],
            (Self::OtherServices | Self::Procurement, Form::F2021) => &[],
        }
    }

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Regulations => "regulations",
            Self::NormativeDocuments => "normative_documents",
            Self::Licences => "licences",
            Self::OtherServices => "other_services",
            Self::Penalties => "penalties",
            Self::Compulsions => "compulsions",
            Self::Fees => "fees",
            Self::Procurement => "procurement",
        }
    }

    /// Its label as a form prints it.
    pub const fn label(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::Regulations, _) => "规章",
            (Self::NormativeDocuments, Form::F2019) => "规范性文件",
            (Self::NormativeDocuments, Form::F2021) => "行政规范性文件",
            (Self::Licences, _) => "行政许可",
            (Self::OtherServices, _) => "其他对外管理服务事项",
            (Self::Penalties, _) => "行政处罚",
            (Self::Compulsions, _) => "行政强制",
            (Self::Fees, _) => "行政事业性收费",
            (Self::Procurement, _) => "政府集中采购",
        }
    }
}

impl Measure {
    /// How many columns there are over both forms.
    pub const COUNT: usize = 11;

    /// Every column of both forms.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Made,
        Self::Repealed,
        Self::InForce,
        Self::NewlyMade,
        Self::NewlyDisclosed,
        Self::TotalDisclosed,
        Self::PreviousItems,
        Self::Change,
        Self::Decisions,
        Self::Items,
        Self::Amount,
    ];

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Repealed => "repealed",
            Self::InForce => "in_force",
            Self::NewlyMade => "newly_made",
            Self::NewlyDisclosed => "newly_disclosed",
            Self::TotalDisclosed => "total_disclosed",
            Self::PreviousItems => "previous_items",
            Self::Change => "change",
            Self::Decisions => "decisions",
            Self::Items => "items",
            Self::Amount => "amount",
        }
    }

    /// Its label as a form prints it over the given row.
    pub const fn label(self, subject: Subject, form: Form) -> &'static str {
        match (self, form) {
            (Self::Made, _) => "本年制发件数",
            (Self::Repealed, _) => "本年废止件数",
            (Self::InForce, _) => "现行有效件数",
            (Self::NewlyMade, _) => "本年新制作数量",
            (Self::NewlyDisclosed, _) => "本年新公开数量",
            (Self::TotalDisclosed, _) => "对外公开总数量",
            (Self::PreviousItems, _) => "上一年项目数量",
            (Self::Change, _) => "本年增/减",
            (Self::Decisions, Form::F2019) => "处理决定数量",
            (Self::Decisions, Form::F2021) => "本年处理决定数量",
            (Self::Items, _) => "采购项目数量",
            (Self::Amount, _) => match subject {
                Subject::Procurement => "采购总金额",
                _ => "本年收费金额（单位：万元）",
            },
        }
    }
}
