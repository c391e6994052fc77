//! The choices of the form: what each is called, and the word it is sent as.

use law::application::{ApplicantKind, Channel};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The word a plain choice is sent as: the one it is recorded under.
pub(crate) fn word<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Finds the choice of a word.
pub(crate) fn parse<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// What a channel is, and which day it makes the day of receipt (条例31).
pub(super) const fn channel_hint(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "申请人或者代理人到场递交，口头申请也在内。提交当日就是收到之日。",
        Channel::SignedMail => "挂号信、特快专递等由本机关签收的邮件。签收当日就是收到之日。",
        Channel::OrdinaryMail => "平信等没有签收手续的邮件。当日与申请人联系，双方确认之日为收到之日。",
        Channel::Online => "网站或者政务平台上提交的。双方确认之日为收到之日。",
        Channel::Fax => "发到工作机构传真的。双方确认之日为收到之日。",
        Channel::Email => "发到公布的电子邮箱的。双方确认之日为收到之日。",
        Channel::OtherAnnounced => "公开指南中公布的其他渠道。双方确认之日为收到之日。",
    }
}

/// The kinds of applicants, each with its word.
pub(super) fn kinds() -> impl Iterator<Item = (String, &'static str)> {
    ApplicantKind::ALL.into_iter().map(|kind| (word(&kind), kind.label()))
}

/// The papers that identify an applicant; with the first the kind of applicant says which it is.
pub(super) const PAPERS: [(&str, &str); 4] = [
    ("", "自然人填身份证号，单位填信用代码"),
    ("resident_identity_card", "居民身份证"),
    ("unified_social_credit_code", "统一社会信用代码"),
    ("other", "其他证件（护照、通行证等）"),
];

/// In which form the information may be wanted.
pub(super) const MEDIA: [&str; 3] = ["纸质", "电子文件", "现场查阅"];
/// By which way it may be wanted.
pub(super) const WAYS: [&str; 5] = ["邮寄", "电子邮件", "当面领取", "网上获取", "传真"];

/// What of 条例29② an officer may find wanting, whatever is filled in.
pub(super) const WANTING: [(&str, &str); 3] = [
    ("identity", "身份证明缺少，或者与姓名、名称对不上"),
    ("description", "申请的内容不明确，据此找不到信息"),
    ("form", "没有写明获取信息的方式、途径，或者写得不明确"),
];

#[cfg(test)]
mod tests {
    use app::identity::PaperKind;

    use super::*;

    #[test]
    fn every_choice_is_found_by_the_word_it_is_sent_as() {
        for channel in Channel::ALL {
            assert_eq!(parse(&word(&channel)), Some(channel));
            assert_eq!(channel_hint(channel).contains("双方确认"), channel.needs_confirmation(), "{channel:?}");
        }
        for (sent, label) in kinds() {
            assert_eq!(parse::<ApplicantKind>(&sent).unwrap().label(), label);
        }
        assert!(PAPERS.iter().skip(1).all(|(sent, _)| parse::<PaperKind>(sent).is_some()));
        assert_eq!(parse::<Channel>("pigeon"), None);
    }
}
