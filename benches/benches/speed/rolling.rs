//! A roll-up of a hundred thousand reports in JSON, beside bare deserialisation of the same bytes, both on every core.
//!
//! The baseline reads every figure and every text into plain structures and looks at none of them; a second line reads into
//! `serde_json::Value`. Ours also checks each report, holds it against the year before and adds up.

use std::hint::black_box;

use annual_report::rollup::{Item, spread};
use annual_report::{Cell, Column, Decimal, Form, Path, Report, RollUpOptions, Row, Taken, json, roll_up};
use serde::Deserialize;

use crate::measure::{Limit, Turns, beside, timed};

const ORGANS: usize = 20_000;
const YEARS: u16 = 5;
const FIRST: u16 = 2021;
const ROUNDS: usize = 6;
const WARM: usize = 1;

/// A row of table three; the other tables' rows are read as lists of members.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Line {
    natural_person: Option<i64>,
    commercial: Option<i64>,
    research: Option<i64>,
    public_welfare: Option<i64>,
    legal_service: Option<i64>,
    other: Option<i64>,
    total: Option<i64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Results {
    granted: Line,
    partly_granted: Line,
    refused_state_secret: Line,
    refused_law_prohibits: Line,
    refused_security_stability: Line,
    refused_third_party: Line,
    refused_internal_affairs: Line,
    refused_process: Line,
    refused_enforcement_file: Line,
    refused_administrative_query: Line,
    unavailable_not_held: Line,
    unavailable_needs_creation: Line,
    unavailable_still_unclear: Line,
    declined_petition: Line,
    declined_duplicate: Line,
    declined_published: Line,
    declined_excessive: Line,
    declined_reconfirmation: Line,
    other_not_corrected: Line,
    other_fee_unpaid: Line,
    other_other: Line,
    total: Line,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Applications {
    new: Line,
    carried_in: Line,
    results: Results,
    carried_out: Line,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Documents {
    made: Option<i64>,
    repealed: Option<i64>,
    in_force: Option<i64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Decisions {
    decisions: Option<i64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Fees {
    amount: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Proactive {
    regulations: Documents,
    normative_documents: Documents,
    licences: Decisions,
    penalties: Decisions,
    compulsions: Decisions,
    fees: Fees,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Remedy {
    upheld: Option<i64>,
    corrected: Option<i64>,
    other: Option<i64>,
    pending: Option<i64>,
    total: Option<i64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Remedies {
    reconsideration: Remedy,
    litigation_direct: Remedy,
    litigation_after_reconsideration: Remedy,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Narrative {
    overview: String,
    problems: String,
    other: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only reads")]
struct Bare {
    organ: String,
    year: Option<u16>,
    form: String,
    proactive: Proactive,
    applications: Applications,
    remedies: Remedies,
    narrative: Narrative,
}

/// A report in which every identity holds.
fn report(organ: usize, year: u16) -> Vec<u8> {
    let mut report = Report::new(format!("第{organ}号机关"), Some(year), Form::F2021);
    for path in report.paths() {
        report.set(path, if path.is_money() { Cell::Money(Decimal::ZERO) } else { Cell::Number(0) });
    }
    let count = i64::try_from(organ % 90).unwrap() + 1;
    for row in [Row::New, Row::Granted, Row::Total] {
        for column in [Column::NaturalPerson, Column::Total] {
            report.set(Path::Applications(row, column), Cell::Number(count));
        }
    }
    report.narrative.overview = format!(
        "（一）主动公开\n{year}年，通过门户网站主动公开政府信息{count}条，及时更新机构职能、办事指南和联系方式。\n\
         （二）依申请公开\n本年新收政府信息公开申请{count}件，全部予以公开，按时答复，没有被纠正的情形。\n\
         （三）监督保障\n明确专人负责，组织业务培训，把政务公开列入年度考核，对发现的问题及时整改。"
    );
    report.narrative.problems =
        "一是人员流动较快，业务不够熟练；二是公开内容的时效还需提高。下一步将加强培训和检查。".into();
    report.narrative.other = "本年度没有收取信息处理费，没有其他需要报告的事项。".into();
    serde_json::to_vec(&report).unwrap()
}

pub fn run() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let count = ORGANS * usize::from(YEARS);
    let files: Vec<(String, Vec<u8>)> = spread(
        jobs,
        count,
        |at| {
            let (organ, year) = (at / usize::from(YEARS), FIRST + u16::try_from(at % usize::from(YEARS)).unwrap());
            (format!("{organ}/{year}.json"), report(organ, year))
        },
        |_| {},
    );
    let options = RollUpOptions { root: "年报".into(), folders: Vec::new(), tree: None, year: None, jobs };
    let (mut typed, mut values) = (Turns::new(WARM), Turns::new(WARM));
    for _ in 0..ROUNDS {
        let (time, up) = timed(|| {
            let take = |at: usize| {
                let (report, _) = json::from_json(&files[at].1).map_err(|error| error.to_string())?;
                Ok(Taken::of(&report, Vec::new()))
            };
            let taken = spread(jobs, count, take, |_| {});
            let items = files.iter().zip(taken).map(|((file, _), content)| Item { file: file.clone(), content });
            roll_up(items.collect(), &options)
        });
        assert_eq!((up.organs.len(), up.unreadable.len()), (ORGANS, 0));
        drop(up);
        typed.ours(time, 1);
        values.ours(time, 1);
        let (time, _) = timed(|| {
            spread(jobs, count, |at| drop(black_box(serde_json::from_slice::<Bare>(&files[at].1).unwrap())), |_| {})
        });
        typed.theirs(time, 1);
        let (time, _) = timed(|| {
            let bare = |at: usize| drop(black_box(serde_json::from_slice::<serde_json::Value>(&files[at].1).unwrap()));
            spread(jobs, count, bare, |_| {})
        });
        values.theirs(time, 1);
    }
    let name = format!("roll up {count} reports in JSON on {jobs} cores");
    beside(&name, &typed, "bare deserialisation into plain structures", Limit::Times(3.0));
    beside(&name, &values, "bare deserialisation into serde_json::Value", Limit::Times(3.0));
}
