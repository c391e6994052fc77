//! Whose application it is, for the columns of the annual report's third table.
//!
//! Anybody may apply: citizens, legal persons and other organisations, and no purpose need be shown (条例27). The report
//! form of 2021 counts applications in six columns by who applied; an agent's kind does not matter, the applicant's does.

use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// The column of table three an application is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantClass {
    /// 自然人, lawyers acting for themselves included.
    NaturalPerson,
    /// 商业企业.
    Commercial,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    PublicWelfare,
    /// 法律服务机构: a law firm applying in its own name.
    LegalService,
    /// 其他.
    Other,
}

impl ApplicantClass {
    /// Every class, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::NaturalPerson, Self::Commercial, Self::Research, Self::PublicWelfare, Self::LegalService, Self::Other];

    /// Returns the key of its column in the report's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::Commercial => "commercial",
            Self::Research => "research",
            Self::PublicWelfare => "public_welfare",
            Self::LegalService => "legal_service",
            Self::Other => "other",
        }
    }

    /// Returns the printed head of its column.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NaturalPerson => "自然人",
            Self::Commercial => "商业企业",
            Self::Research => "科研机构",
            Self::PublicWelfare => "社会公益组织",
            Self::LegalService => "法律服务机构",
            Self::Other => "其他",
        }
    }

    /// Finds a class by its key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == key)
    }
}

/// Bodies the form has no plain column for; the organ's settings say where each is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UncertainBody {
    /// 个体工商户.
    IndividualBusiness,
    /// 合作社.
    Cooperative,
    /// 村民委员会, 居民委员会, 业主委员会.
    Committee,
}

impl UncertainBody {
    /// Returns the class the organ's settings give it.
    pub fn class(self, settings: &Settings) -> ApplicantClass {
        match self {
            Self::IndividualBusiness => settings.individual_business_class,
            Self::Cooperative => settings.cooperative_class,
            Self::Committee => settings.committee_class,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn app_1_every_applicant_has_one_column_in_the_order_of_the_form() {
        // APP-1
        assert!(ApplicantClass::ALL.is_sorted());
        for class in ApplicantClass::ALL {
            assert_eq!(ApplicantClass::parse(class.key()), Some(class));
            assert_eq!(serde_json::to_value(class).unwrap(), class.key());
        }
        let settings = Settings::default();
        assert_eq!(UncertainBody::Committee.class(&settings), ApplicantClass::Other);
        assert_eq!(UncertainBody::Cooperative.class(&settings), ApplicantClass::Commercial);
    }
}
