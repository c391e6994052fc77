//! The paragraphs as they are printed.
//!
//! Each states the right, the organ with its address, the period and the day it runs from (复议条例25), and for a letter
//! served online also the online channel (复议法22②).

use super::{Bodies, Organ, Paragraph, Stretch, Version, Way};
use crate::outcome::Outcome;

const RECONSIDERATION: &str = "〔复议机关〕";
const ADDRESS: &str = "〔地址〕";
const COURT: &str = "〔人民法院〕";
const ONLINE: &str = "〔网上申请行政复议的渠道〕";
const REGULATION: &str = "《中华人民共和国政府信息公开条例》";

pub(super) fn paragraphs(
    stretches: &[Stretch<'_>],
    version: &Version,
    bodies: &Bodies,
    served_online: bool,
) -> Vec<Paragraph> {
    let ways = [Way::First, Way::ReconsiderationOnly, Way::Choice];
    let open = stretches.iter().filter(|s| s.way != Way::Nothing).count();
    let mut paragraphs = Vec::new();
    for way in ways {
        let about: Vec<&Stretch<'_>> = stretches.iter().filter(|s| s.way == way).collect();
        if about.is_empty() {
            continue;
        }
        let object = object(&about, about.len() == open && open == stretches.len(), paragraphs.is_empty());
        let text = match way {
            Way::First => first(&object, version, bodies, served_online),
            Way::ReconsiderationOnly => reconsideration_only(&object, version, bodies, served_online),
            Way::Choice | Way::Nothing => choice(&object, version, bodies, served_online),
        };
        paragraphs.push(Paragraph { class: way.class(), text });
    }
    paragraphs
}

/// Names what a paragraph is about: the whole letter, certain parts, or the rest.
fn object(about: &[&Stretch<'_>], whole: bool, first: bool) -> String {
    if whole && about.iter().all(|s| s.part.outcome != Outcome::P1 || s.grounds.is_empty()) {
        return "对本告知书".to_owned();
    }
    let last = about.iter().all(|s| s.way == Way::Choice);
    if last && !first {
        return "对本告知书的其余部分".to_owned();
    }
    let parts: Vec<String> = about
        .iter()
        .map(|s| {
            let named = s.part.named.as_deref().map_or(String::new(), |n| format!("{n}中"));
            let articles: Vec<&str> = s.grounds.iter().map(|g| g.chinese()).collect();
            if articles.is_empty() {
                s.part.named.clone().unwrap_or_else(|| format!("“{}”的部分", s.part.outcome.title()))
            } else {
                format!("{named}依据{REGULATION}{}不予公开的部分", articles.join("、"))
            }
        })
        .collect();
    format!("对本告知书中{}", parts.join("，以及"))
}

fn first(object: &str, version: &Version, bodies: &Bodies, served_online: bool) -> String {
    let (organs, court, online) =
        (organs(bodies), court(bodies), online(version.online_channel && served_online, bodies));
    let words = version.first_words;
    format!(
        "{object}不服的，依照{words}的规定，应当先自收到本告知书之日起60日内向{organs}申请行政复议{online}；\
对复议机关的决定（包括不予受理、驳回申请）不服或者复议机关逾期不作决定的，可以自收到决定书之日起或者复议期限届满之日起15日内\
向{court}提起行政诉讼。"
    )
}

/// The paragraph that leaves the choice, in the letter to the applicant.
fn choice(object: &str, version: &Version, bodies: &Bodies, served_online: bool) -> String {
    choice_against(object, "告知书", version, bodies, served_online)
}

/// The paragraph that leaves the choice, in the decision told to a third party.
pub(super) fn third_party(version: &Version, bodies: &Bodies, served_online: bool) -> String {
    choice_against("对本决定", "决定", version, bodies, served_online)
}

fn choice_against(object: &str, paper: &str, version: &Version, bodies: &Bodies, served_online: bool) -> String {
    let (organs, court, online) =
        (organs(bodies), court(bodies), online(version.online_channel && served_online, bodies));
    format!(
        "{object}不服的，可以自收到本{paper}之日起60日内向{organs}申请行政复议{online}，\
也可以自收到本{paper}之日起6个月内向{court}提起行政诉讼。"
    )
}

fn reconsideration_only(object: &str, version: &Version, bodies: &Bodies, served_online: bool) -> String {
    let (organs, online) = (organs(bodies), online(version.online_channel && served_online, bodies));
    format!("{object}不服的，可以自收到本告知书之日起60日内向{organs}申请行政复议{online}。")
}

pub(super) fn overdue(first: bool, bodies: &Bodies) -> String {
    let (organs, court) = (organs(bodies), court(bodies));
    if first {
        format!(
            "本机关未在法定期限内答复的，应当先自答复期限届满之日起60日内向{organs}申请行政复议；对复议机关的决定不服或者复议机关\
逾期不作决定的，可以自收到决定书之日起或者复议期限届满之日起15日内向{court}提起行政诉讼。"
        )
    } else {
        format!(
            "本机关未在法定期限内答复的，可以自答复期限届满之日起60日内向{organs}申请行政复议，也可以自答复期限届满之日起\
6个月内向{court}提起行政诉讼。"
        )
    }
}

fn organs(bodies: &Bodies) -> String {
    if bodies.reconsideration.is_empty() {
        return format!("{RECONSIDERATION}（地址：{ADDRESS}）");
    }
    bodies.reconsideration.iter().map(|o| organ(o, RECONSIDERATION)).collect::<Vec<_>>().join("或者")
}

fn court(bodies: &Bodies) -> String {
    match &bodies.court {
        Some(court) if court.address.trim().is_empty() => or(&court.name, COURT).to_owned(),
        Some(court) => organ(court, COURT),
        None => COURT.to_owned(),
    }
}

fn organ(organ: &Organ, placeholder: &str) -> String {
    format!("{}（地址：{}）", or(&organ.name, placeholder), or(&organ.address, ADDRESS))
}

fn online(wanted: bool, bodies: &Bodies) -> String {
    if !wanted {
        return String::new();
    }
    format!("（网上申请渠道：{}）", bodies.online_channel.as_deref().map_or(ONLINE, |c| or(c, ONLINE)))
}

fn or<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    if text.trim().is_empty() { placeholder } else { text.trim() }
}
