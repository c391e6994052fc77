//! The rows and columns of table three (applications received and handled), with their printed labels.

/// A row of table three, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// 一、本年新收.
    New,
    /// 二、上年结转.
    CarriedIn,
    /// （一）.
    Granted,
    /// （二）.
    PartlyGranted,
    /// （三）1.
    RefusedStateSecret,
    /// （三）2.
    RefusedLawProhibits,
    /// （三）3.
    RefusedSecurityStability,
    /// （三）4.
    RefusedThirdParty,
    /// （三）5.
    RefusedInternalAffairs,
    /// （三）6.
    RefusedProcess,
    /// （三）7.
    RefusedEnforcementFile,
    /// （三）8.
    RefusedAdministrativeQuery,
    /// （四）1.
    UnavailableNotHeld,
    /// （四）2.
    UnavailableNeedsCreation,
    /// （四）3.
    UnavailableStillUnclear,
    /// （五）1.
    DeclinedPetition,
    /// （五）2.
    DeclinedDuplicate,
    /// （五）3.
    DeclinedPublished,
    /// （五）4.
    DeclinedExcessive,
    /// （五）5.
    DeclinedReconfirmation,
    /// （六）1.
    OtherNotCorrected,
    /// （六）2.
    OtherFeeUnpaid,
    /// （六）3.
    OtherOther,
    /// （六） printed as one row, in place of the three above.
    Other,
    /// （七）.
    Total,
    /// 四、结转下年度.
    CarriedOut,
}

/// A group of result rows under one printed heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// （三）.
    Refused,
    /// （四）.
    Unavailable,
    /// （五）.
    Declined,
    /// （六）, where it is printed as three rows.
    Other,
}

impl Group {
    /// The heading as the form prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Refused => "（三）不予公开",
            Self::Unavailable => "（四）无法提供",
            Self::Declined => "（五）不予处理",
            Self::Other => "（六）其他处理",
        }
    }
}

impl Row {
    /// How many rows there are, the single （六） and its three parts counted apart.
    pub const COUNT: usize = 26;

    /// Every row in order; a report has either [`Row::Other`] or the three rows before it.
    pub const ALL: [Self; Self::COUNT] = [
        Self::New,
        Self::CarriedIn,
        Self::Granted,
        Self::PartlyGranted,
        Self::RefusedStateSecret,
        Self::RefusedLawProhibits,
        Self::RefusedSecurityStability,
        Self::RefusedThirdParty,
        Self::RefusedInternalAffairs,
        Self::RefusedProcess,
        Self::RefusedEnforcementFile,
        Self::RefusedAdministrativeQuery,
        Self::UnavailableNotHeld,
        Self::UnavailableNeedsCreation,
        Self::UnavailableStillUnclear,
        Self::DeclinedPetition,
        Self::DeclinedDuplicate,
        Self::DeclinedPublished,
        Self::DeclinedExcessive,
        Self::DeclinedReconfirmation,
        Self::OtherNotCorrected,
        Self::OtherFeeUnpaid,
        Self::OtherOther,
        Self::Other,
        Self::Total,
        Self::CarriedOut,
    ];

    /// The heading printed over all result rows.
    pub const RESULTS_LABEL: &'static str = "三、本年度办理结果";

    /// Its key in the contract's JSON; result rows stand under `results`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::CarriedIn => "carried_in",
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::RefusedStateSecret => "refused_state_secret",
            Self::RefusedLawProhibits => "refused_law_prohibits",
            Self::RefusedSecurityStability => "refused_security_stability",
            Self::RefusedThirdParty => "refused_third_party",
            Self::RefusedInternalAffairs => "refused_internal_affairs",
            Self::RefusedProcess => "refused_process",
            Self::RefusedEnforcementFile => "refused_enforcement_file",
            Self::RefusedAdministrativeQuery => "refused_administrative_query",
            Self::UnavailableNotHeld => "unavailable_not_held",
            Self::UnavailableNeedsCreation => "unavailable_needs_creation",
            Self::UnavailableStillUnclear => "unavailable_still_unclear",
            Self::DeclinedPetition => "declined_petition",
            Self::DeclinedDuplicate => "declined_duplicate",
            Self::DeclinedPublished => "declined_published",
            Self::DeclinedExcessive => "declined_excessive",
            Self::DeclinedReconfirmation => "declined_reconfirmation",
            Self::OtherNotCorrected => "other_not_corrected",
            Self::OtherFeeUnpaid => "other_fee_unpaid",
            Self::OtherOther => "other_other",
            Self::Other => "other",
            Self::Total => "total",
            Self::CarriedOut => "carried_out",
        }
    }

    /// Its own label as the form prints it, without the headings of the groups it stands under.
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "一、本年新收政府信息公开申请数量",
            Self::CarriedIn => "二、上年结转政府信息公开申请数量",
            Self::Granted => "（一）予以公开",
            Self::PartlyGranted => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            Self::RefusedStateSecret => "1.属于国家秘密",
            Self::RefusedLawProhibits => "2.其他法律行政法规禁止公开",
            Self::RefusedSecurityStability => "3.危及“三安全一稳定”",
            Self::RefusedThirdParty => "4.保护第三方合法权益",
            Self::RefusedInternalAffairs => "5.属于三类内部事务信息",
            Self::RefusedProcess => "6.属于四类过程性信息",
            Self::RefusedEnforcementFile => "7.属于行政执法案卷",
            Self::RefusedAdministrativeQuery => "8.属于行政查询事项",
            Self::UnavailableNotHeld => "1.本机关不掌握相关政府信息",
            Self::UnavailableNeedsCreation => "2.没有现成信息需要另行制作",
            Self::UnavailableStillUnclear => "3.补正后申请内容仍不明确",
            Self::DeclinedPetition => "1.信访举报投诉类申请",
            Self::DeclinedDuplicate => "2.重复申请",
            Self::DeclinedPublished => "3.要求提供公开出版物",
            Self::DeclinedExcessive => "4.无正当理由大量反复申请",
            Self::DeclinedReconfirmation => "5.要求行政机关确认或重新出具已获取信息",
            Self::OtherNotCorrected => "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            Self::OtherFeeUnpaid => "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            Self::OtherOther => "3.其他",
            Self::Other => "（六）其他处理",
            Self::Total => "（七）总计",
            Self::CarriedOut => "四、结转下年度继续办理",
        }
    }

    /// The group it is printed under, if any.
    pub const fn group(self) -> Option<Group> {
        match self {
            Self::RefusedStateSecret
            | Self::RefusedLawProhibits
            | Self::RefusedSecurityStability
            | Self::RefusedThirdParty
            | Self::RefusedInternalAffairs
            | Self::RefusedProcess
            | Self::RefusedEnforcementFile
            | Self::RefusedAdministrativeQuery => Some(Group::Refused),
            Self::UnavailableNotHeld | Self::UnavailableNeedsCreation | Self::UnavailableStillUnclear => {
                Some(Group::Unavailable)
            }
            Self::DeclinedPetition
            | Self::DeclinedDuplicate
            | Self::DeclinedPublished
            | Self::DeclinedExcessive
            | Self::DeclinedReconfirmation => Some(Group::Declined),
            Self::OtherNotCorrected | Self::OtherFeeUnpaid | Self::OtherOther => Some(Group::Other),
            Self::New
            | Self::CarriedIn
            | Self::Granted
            | Self::PartlyGranted
            | Self::Other
            | Self::Total
            | Self::CarriedOut => None,
        }
    }

    /// Says whether it stands under 三、本年度办理结果, the total （七） included.
    pub const fn is_result(self) -> bool {
        !matches!(self, Self::New | Self::CarriedIn | Self::CarriedOut)
    }

    /// What to call it in a message: the group's heading, if any, and its own label.
    pub fn in_words(self) -> String {
        match self.group() {
            Some(group) => format!("{}{}", group.label(), self.label()),
            None => self.label().to_owned(),
        }
    }
}

/// A column of table three, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 自然人.
    NaturalPerson,
    /// 商业企业.
    Commercial,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    PublicWelfare,
    /// 法律服务机构.
    LegalService,
    /// 其他.
    Other,
    /// 总计.
    Total,
}

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = 7;

    /// Every column in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::NaturalPerson,
        Self::Commercial,
        Self::Research,
        Self::PublicWelfare,
        Self::LegalService,
        Self::Other,
        Self::Total,
    ];

    /// The six kinds of applicant, without the total.
    pub const APPLICANTS: [Self; 6] =
        [Self::NaturalPerson, Self::Commercial, Self::Research, Self::PublicWelfare, Self::LegalService, Self::Other];

    /// The heading printed over the five kinds of organisation.
    pub const ORGANISATIONS_LABEL: &'static str = "法人或其他组织";

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::Commercial => "commercial",
            Self::Research => "research",
            Self::PublicWelfare => "public_welfare",
            Self::LegalService => "legal_service",
            Self::Other => "other",
            Self::Total => "total",
        }
    }

    /// Its label as the form prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NaturalPerson => "自然人",
            Self::Commercial => "商业企业",
            Self::Research => "科研机构",
            Self::PublicWelfare => "社会公益组织",
            Self::LegalService => "法律服务机构",
            Self::Other => "其他",
            Self::Total => "总计",
        }
    }
}
