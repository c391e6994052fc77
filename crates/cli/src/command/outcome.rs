//! `gongkai outcome`: the master table of replies, with basis, report row, remedy and evidence.

use std::process::ExitCode;

use jiff::civil::Date;
use law::outcome::{Ground, Outcome};
use law::reason::NoRuleInForce;
use law::remedy::{Bodies, Decision, Remedy, remedy};
use law::settings::Settings;
use serde_json::{Value, json};

use crate::answer::{Refusal, print, print_json, refuse};
use crate::args::{Format, Outcome as Args};

pub fn run(args: &Args, today: Date) -> ExitCode {
    let decided = args.decided.unwrap_or(today);
    let grounds: Vec<Ground> = args.withheld_ground.iter().filter_map(|article| Ground::parse(article)).collect();
    let asked: Vec<Outcome> = match &args.code {
        None => Outcome::ALL.to_vec(),
        Some(code) => match Outcome::parse(code) {
            Ok(outcome) => vec![outcome],
            Err(unknown) => return refuse(args.format, &Refusal::new(unknown.to_string())),
        },
    };
    let lines: Result<Vec<Line>, NoRuleInForce> =
        asked.into_iter().map(|outcome| Line::of(outcome, &grounds, decided)).collect();
    match lines {
        Err(none) => refuse(args.format, &Refusal::citing(none.to_string(), none.cite.to_string())),
        Ok(lines) => {
            match args.format {
                Format::Json if args.code.is_some() => lines.iter().for_each(|line| print_json(&line.json())),
                Format::Json => print_json(&lines.iter().map(Line::json).collect::<Vec<_>>()),
                Format::Text => print(&lines.iter().map(Line::in_words).collect::<Vec<_>>().join("\n")),
            }
            ExitCode::SUCCESS
        }
    }
}

struct Line {
    outcome: Outcome,
    remedy: Remedy,
    /// A partial disclosure whose ground was not named: its remedy hangs on that.
    ground_missing: bool,
}

impl Line {
    fn of(outcome: Outcome, grounds: &[Ground], decided: Date) -> Result<Self, NoRuleInForce> {
        let decision = Decision::of(outcome, grounds, decided);
        let remedy = remedy(&decision, &Bodies::default(), &Settings::default())?;
        Ok(Self { outcome, remedy: remedy.value, ground_missing: outcome == Outcome::P1 && grounds.is_empty() })
    }

    fn json(&self) -> Value {
        json!({
            "code": self.outcome.code(),
            "title": self.outcome.title(),
            "basis": self.outcome.basis(),
            "row": self.outcome.row().key(),
            "remedy": {
                "class": self.remedy.class.key(),
                "text": self.remedy.text(),
                "cite": self.remedy.cite,
            },
            "evidence": self.outcome.evidence().iter().map(|item| item.label()).collect::<Vec<_>>(),
        })
    }

    fn in_words(&self) -> String {
        let row = self.outcome.row();
        let row = match row.group() {
            Some(group) => format!("{group}{}", row.label()),
            None => row.label().to_owned(),
        };
        let mut text = format!(
            "{}　{}\n  依据：{}\n  年报行次：{row}\n  救济：{}\n",
            self.outcome.code(),
            self.outcome.title(),
            self.outcome.basis(),
            self.remedy.class.label(),
        );
        for paragraph in &self.remedy.paragraphs {
            text.push_str(&format!("    {}\n", paragraph.text));
        }
        if self.ground_missing {
            text.push_str("    （不予公开部分依据条例第十四、十五、十六条的，救济途径不同：请加上 --withheld-ground 14、15 或 16）\n");
        }
        for item in self.outcome.evidence() {
            text.push_str(&format!("  证据：{}\n", item.label()));
        }
        text
    }
}
